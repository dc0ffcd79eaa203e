import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant } from '#domain/time/instant.ts';
import { P1Stream } from '../driver/meter/p1/stream.ts';
import { telegramText } from './telegram.ts';

const stream = new P1Stream('Europe/Amsterdam');

/** A reading of a meter that speaks each second, by way of a telegram and its parser. @throws when the parser does not take it. */
export function readingAt(at: number): MeterReading {
  const watts = 300 + ((at / 1_000) % 977);
  const [message] = stream.push(Buffer.from(telegramText((watts / 1_000).toFixed(3), at as Instant)));
  if (!message) throw new Error('a telegram of the bench was not taken');
  return { ...message, at: at as Instant, power: message.power, quality: 'measured' };
}
