import { ms } from '#domain/time/instant.ts';
import { lineMeter } from '../lineMeter.ts';
import { TelegramStream } from '../p1/stream.ts';
import { readTelegram } from '../p1/telegramReading.ts';
import { D0Finder, parseD0 } from './telegrams.ts';

/** Where these meters stand. */
export const D0_ZONE = 'Europe/Berlin';
/** EasyMeter; others send up to every four seconds. */
const PERIOD = ms(2_000);

/** A port that pushes readable telegrams by itself: the optical D0 of EasyMeter and Hager, 7E1 on the wire, which is read as 8N1. */
export const d0 = lineMeter({
  name: 'd0',
  called: 'a D0 meter',
  period: PERIOD,
  modes: [{ baud: 9_600, frame: '8N1' }, { baud: 2_400, frame: '8N1' }],
  stream: ({ zone }) => d0Stream(zone),
});

/** @param zone IANA zone of the meter's clock. */
export const d0Stream = (zone: string): TelegramStream =>
  new TelegramStream({ finder: new D0Finder(), parse: parseD0, read: (telegram) => ({ ...readTelegram(telegram, zone, 'd0'), period: PERIOD }) });
