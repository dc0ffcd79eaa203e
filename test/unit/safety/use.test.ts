import { describe, expect, it } from 'vitest';
import type { TodayState } from '#domain/ledger/today.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { NO_USE, watchUse, type UseFacts, type UseState } from '#domain/safety/use.ts';
import { MINUTE, type Instant } from '#domain/time/instant.ts';

const START = Date.UTC(2026, 0, 15, 18);
const minute = (n: number): Instant => (START + n * MINUTE) as Instant;
const LIMITS = { power: { watts: 3_000, minutes: 10 }, dayEnergy: null, dayCost: null };

class Meter {
  state: UseState = NO_USE;

  /** @returns what began and ended at that minute. */
  hear(n: number, power: number | null, facts: UseFacts = { highUse: LIMITS }): string[] {
    const reading = { meter: 'm', at: minute(n), power, phases: {}, registers: [], period: 10_000, quality: 'measured' } as unknown as MeterReading;
    const { state, findings } = watchUse(this.state, reading, facts);
    this.state = state;
    return findings.map(({ change, kind, value }) => `${change} ${kind}${value === null ? '' : ` ${value}`}`);
  }

  during(from: number, to: number, power: number): string[] {
    return Array.from({ length: to - from }, (_, n) => this.hear(from + n, power)).flat();
  }
}

describe('high use that the household wants to be told of', () => {
  it('is told once after so many minutes, with its mean, and ends when it is over', () => {
    const meter = new Meter();
    expect(meter.during(0, 10, 4_000)).toEqual([]);
    expect(meter.hear(10, 4_000)).toEqual(['begins use-power 4000']);
    expect(meter.during(11, 30, 5_000)).toEqual([]);
    expect(meter.hear(30, 500)).toEqual(['ends use-power']);
  });

  it('is no kettle: a shorter peak is not told, and one moment below begins anew', () => {
    const meter = new Meter();
    expect([...meter.during(0, 9, 4_000), ...meter.hear(9, 200), ...meter.during(10, 19, 4_000)]).toEqual([]);
  });

  it('is not told of a time in which the meter was silent', () => {
    const meter = new Meter();
    meter.hear(0, 4_000);
    expect([...meter.hear(20, 4_000), ...meter.hear(21, 4_000), ...meter.hear(22, null)]).toEqual([]);
  });

  it('of a day is told once, and ends with the day', () => {
    const day = (date: string, importEnergy: number, energyCost: number | null): UseFacts => ({
      highUse: { power: null, dayEnergy: 10_000_000, dayCost: 3_000_000 },
      today: { day: date, end: minute(date === '2026-01-15' ? 360 : 1_800), importEnergy, energyCost } as TodayState,
    });
    const meter = new Meter();
    expect(meter.hear(0, 500, day('2026-01-15', 9_999_999, 3_000_000))).toEqual([]);
    expect(meter.hear(1, 500, day('2026-01-15', 10_200_000, 3_100_000))).toEqual(['begins use-energy 10200000', 'begins use-cost 3100000']);
    expect(meter.hear(2, 500, day('2026-01-15', 11_000_000, 3_500_000))).toEqual([]);
    expect(meter.hear(361, 500, day('2026-01-16', 0, null))).toEqual(['ends use-energy', 'ends use-cost']);
  });

  it('is nothing where nobody has set a limit, and ends when the limit is taken back', () => {
    const meter = new Meter();
    expect([...meter.hear(0, 9_000, {}), ...meter.during(1, 12, 4_000)]).toEqual(['begins use-power 4000']);
    expect(meter.hear(13, 4_000, { highUse: { ...LIMITS, power: null } })).toEqual(['ends use-power']);
  });
});
