import { describe, expect, it } from 'vitest';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import type { MeterCounters } from '#domain/meter/reading.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

const counters = (text: string): MeterCounters | undefined => {
  const stream = new P1Stream('Europe/Amsterdam');
  const [reading] = [...stream.push(bytesOf(text)), ...stream.end()];
  if (!reading) throw new Error('no reading');
  return reading.counters;
};
/** The telegram without its check, with a line in another's place. */
const altered = (line: string, other: string): string => DSMR5.replace(line, other).replace('!0BA2', '!');

describe('what a P1 meter counts of its supply (E7, E18)', () => {
  it('are failures, long failures, sags and swells by phase, and the log of long failures with the meter’s own times', () => {
    expect(counters(DSMR5)).toEqual({
      failures: 4,
      longFailures: 2,
      sags: { L1: 1, L2: 0, L3: 3 },
      swells: { L1: 0, L2: 0, L3: 0 },
      // 11 January 2022 03:15:00 in winter time, after 245 s.
      failureLog: [{ end: Date.parse('2022-01-11T02:15:00Z'), length: 245_000 }],
      tampered: null,
    });
  });

  it('are left out of the reading of a meter that has none, and are not nought', () => {
    expect(counters(DSMR3)).toBeUndefined();
    expect(counters(DSMR4)).toBeUndefined();
  });

  it('are not known where a line cannot be read, and an entry of the log that is none is left out', () => {
    expect(counters(altered('0-0:96.7.21(00004)', '0-0:96.7.21(zzzzz)'))).toMatchObject({ failures: null, longFailures: 2 });
    const log = '1-0:99.97.0(3)(0-0:96.7.19)(221301031500W)(0000000245*s)(220112120000W)(0000000300*s)(220113120000W)(forever)';
    const entry = DSMR5.split('\r\n').find((line) => line.startsWith('1-0:99.97.0')) ?? '';
    expect(counters(altered(entry, log))?.failureLog).toEqual([{ end: Date.parse('2022-01-12T11:00:00Z'), length: 300_000 }]);
  });
});
