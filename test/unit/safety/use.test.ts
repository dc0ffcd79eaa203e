import { describe, expect, it } from 'vitest';
import type { TodayState } from '#domain/ledger/today.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Effect } from '#domain/machine/machine.ts';
import { safety } from '#domain/safety/machine.ts';
import { NO_USE, watchUse, type UseFacts, type UseState } from '#domain/safety/use.ts';
import { MINUTE, type Instant } from '#domain/time/instant.ts';
import { Bell } from '../../../device/notify/bell.ts';
import { HomeAssistant } from '../../../device/notify/homeAssistant.ts';
import type { MqttBus } from '../../../device/transport/mqtt/client.ts';

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

describe('the alarm of it', () => {
  it('stands beside the others, is written down, and goes out once to who is not looking', () => {
    const machine = safety();
    let state = machine.initial;
    const effects: Effect[] = [];
    for (let n = 0; n <= 14; n++) {
      const reading = { meter: 'm', at: minute(n), power: 4_000, phases: {}, registers: [], period: 60_000, quality: 'measured' };
      const step = machine.step(state, { kind: 'reading', reading } as never, { wall: minute(n), mono: n * MINUTE, boot: 'b', trust: 'synced' } as never, { highUse: LIMITS });
      state = JSON.parse(JSON.stringify(step.state)) as typeof state;
      effects.push(...(step.effects ?? []));
    }
    expect(state.alarms).toMatchObject([{ kind: 'use-power', since: START, until: null, value: 4_000, threshold: 3_000, acknowledged: false }]);
    expect(effects.filter(({ kind }) => kind === 'high-use')).toMatchObject([{ alarm: { kind: 'use-power' } }]);
    expect(effects.find(({ kind }) => kind === 'store')).toMatchObject({ record: { kind: 'safety', change: 'begins' } });
  });

  it('is said in a sentence by Home Assistant, and rings no bell', async () => {
    const said: string[] = [];
    const bus = { connected: true, onConnect: () => undefined, subscribe: () => undefined, stop: async () => undefined, publish: async (topic: string, body: string) => void said.push(`${topic} ${(JSON.parse(body) as { message?: string }).message ?? ''}`) } as unknown as MqttBus;
    const way = new HomeAssistant({ discovery: null, prefix: 'tidewatt' }, bus, () => START);
    const alarm = { id: 'a', phase: null, since: minute(0), until: null, acknowledged: false };
    way.highUse({ ...alarm, kind: 'use-power', value: 4_000, threshold: 3_000 });
    way.highUse({ ...alarm, kind: 'use-cost', value: 4_120_000, threshold: 4_000_000 });
    expect(said).toEqual(['tidewatt/alert The home uses 4.0 kW, above the 3.0 kW that were set.', 'tidewatt/alert Today has cost 4.12, above the 4.00 that were set.']);
    expect('highUse' in Bell.prototype).toBe(false);
    await way.stop();
  });
});

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
