import type { MeterReading } from '#domain/meter/reading.ts';
import { chance } from '#domain/sim/chance.ts';
import { crc16, timestamp } from '#domain/sim/p1.ts';
import type { Instant } from '#domain/time/instant.ts';
import { P1Stream } from '../driver/meter/p1/stream.ts';

const ZONE = 'Europe/Amsterdam';
const SECOND = 1_000;
const HOUR = 3_600_000;
const stream = new P1Stream(ZONE);

const fixed = (value: number, whole: number, decimals: number): string => value.toFixed(decimals).padStart(whole + 1 + decimals, '0');

/** Three phases of a home that is lived in, each second another: kW, V and A by chance, drawn anew each second. */
function phaseLines(at: number, phase: number): { readonly kilowatts: number; readonly lines: readonly string[] } {
  const draw = (what: number): number => chance(phase, what, at / SECOND);
  const kilowatts = Number((0.1 + 1.9 * draw(0)).toFixed(3));
  const volts = 228 + 6 * draw(1);
  const c = 20 * (phase + 1);
  const lines = [`1-0:${c + 12}.7.0(${fixed(volts, 3, 1)}*V)`, `1-0:${c + 11}.7.0(${fixed((kilowatts * 1_000) / volts, 3, 2)}*A)`, `1-0:${c + 1}.7.0(${fixed(kilowatts, 2, 3)}*kW)`, `1-0:${c + 2}.7.0(00.000*kW)`];
  return { kilowatts, lines };
}

/** All that a DSMR 5 meter of three phases tells, with registers that move as they do at 3.6 kW, and gas by the hour. */
function telegram(at: number): string {
  const phases = [0, 1, 2].map((phase) => phaseLines(at, phase));
  const kilowattHours = (at / SECOND / 1_000) % 900_000;
  const hour = (Math.floor(at / HOUR) * HOUR) as Instant;
  const lines = [
    '1-3:0.2.8(50)', `0-0:1.0.0(${timestamp(at as Instant, ZONE)})`, '0-0:96.1.1(4B384547303034303436333935353037)',
    `1-0:1.8.1(${fixed(kilowattHours, 6, 3)}*kWh)`, '1-0:1.8.2(000002.399*kWh)', '1-0:2.8.1(000002.444*kWh)', '1-0:2.8.2(000000.000*kWh)', '0-0:96.14.0(0001)',
    `1-0:1.7.0(${fixed(phases.reduce((sum, { kilowatts }) => sum + kilowatts, 0), 2, 3)}*kW)`, '1-0:2.7.0(00.000*kW)',
    ...phases.flatMap((phase) => phase.lines),
    '0-1:24.1.0(003)', '0-1:96.1.0(3232323241424344313233343536373839)', `0-1:24.2.1(${timestamp(hour, ZONE)})(${fixed((hour / HOUR / 10) % 90_000, 5, 3)}*m3)`,
  ];
  const body = `/TWB5\\2BENCH\r\n\r\n${lines.join('\r\n')}\r\n!`;
  return `${body}${crc16(body)}\r\n`;
}

/** A reading of a meter that speaks each second, by way of a telegram and its parser. @throws when the parser does not take it. */
export function readingAt(at: number): MeterReading {
  const [message] = stream.push(Buffer.from(telegram(at)));
  if (!message) throw new Error('a telegram of the bench was not taken');
  return { ...message, at: at as Instant, power: message.power, quality: 'measured' };
}
