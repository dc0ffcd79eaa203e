import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { type GridState, metering, type MeteringEvent, type MeteringState } from '#domain/meter/metering.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Now } from '#domain/time/now.ts';
import { gridSchema } from '#wire/message/grid.ts';

const utc = (text: string): number => Date.parse(text);
const clock = (at: number, boot = 'b'): Now => ({ wall: at, mono: at - utc('2023-01-01T00:00Z'), boot, trust: 'synced' }) as Now;
const reading = (at: string, power: number | null, importKWh?: number): MeterReading =>
  ({
    meter: 'm', at: utc(at), power, phases: { L1: { power, volts: 230.1, amps: null } }, period: 10_000, quality: 'measured',
    registers: importKWh === undefined ? [] : [{ direction: 'import', rate: 1, energy: importKWh * 1e6 }, { direction: 'import', rate: 2, energy: 5e6 }],
  }) as unknown as MeterReading;

class House {
  state: MeteringState = metering.initial;
  facts: Record<string, unknown> = {};
  published: GridState[] = [];
  tell(event: MeteringEvent, now: Now): this {
    const step = metering.step(this.state, event, now, {});
    this.state = step.state;
    this.facts = { ...this.facts, ...step.facts };
    for (const effect of step.effects ?? []) if ('body' in effect) this.published.push(effect.body as GridState);
    return this;
  }
  hear(...readings: readonly MeterReading[]): this {
    for (const one of readings) this.tell({ kind: 'reading', reading: one }, clock(one.at));
    return this;
  }
}

describe('the grid connection', () => {
  it('is told as the wire has it, rates added up and what the meter does not say left null', () => {
    const house = new House().hear(reading('2023-01-10T10:00Z', 1234, 100));
    expect(v.parse(v.strictObject(gridSchema.entries), house.published[0])).toEqual(house.published[0]);
    expect(house.facts['grid']).toEqual({
      at: utc('2023-01-10T10:00Z'), power: 1234, apparentPower: null, estimatedPower: null, quality: 'measured', period: 10_000, phases: { L1: { power: 1234, volts: 230.1, amps: null } },
      importEnergy: 105_000_000, exportEnergy: null, registersAt: utc('2023-01-10T10:00Z'), averageNow: null, averageBefore: null,
    });
  });

  it('is missing where the meter says neither power nor energy', () => expect(new House().hear(reading('2023-01-10T10:00Z', null)).facts['grid']).toMatchObject({ quality: 'missing', power: null }));

  it('drops a telegram that comes late', () => {
    const house = new House().hear(reading('2023-01-10T10:00:10Z', 100), reading('2023-01-10T10:00:05Z', 900));
    expect(house.facts['grid']).toMatchObject({ power: 100 });
  });

  it('goes on at once with a meter that is dated by a clock which is set back by 45 s', () => {
    const house = new House().hear(reading('2023-01-10T10:00:59Z', 100));
    const at = utc('2023-01-10T10:00:15Z');
    house.tell({ kind: 'reading', reading: reading('2023-01-10T10:00:15Z', 900) }, { ...clock(at), mono: clock(at + 45_000).mono } as Now);
    expect(house.facts['grid']).toMatchObject({ power: 900, at });
    house.tell({ kind: 'reading', reading: reading('2023-01-10T10:00:10Z', 300) }, { ...clock(at + 1_000), mono: clock(at + 46_000).mono } as Now);
    expect(house.facts['grid']).toMatchObject({ power: 900 });
  });

  it('goes on at once with such a meter after a start with a clock behind', () => {
    const house = new House().hear(reading('2023-01-10T10:00:59Z', 100));
    house.tell({ kind: 'reading', reading: reading('2023-01-10T10:00:15Z', 900) }, clock(utc('2023-01-10T10:00:15Z'), 'next'));
    expect(house.facts['grid']).toMatchObject({ power: 900 });
  });

  it('follows a clock that was set back', () => expect(new House().hear(reading('2023-01-10T10:00Z', 100), reading('2023-01-10T09:00Z', 900)).facts['grid']).toMatchObject({ power: 900 }));
});

describe('registers that come in the long lists only', () => {
  it('stand, with their time, through the lists without them', () => {
    const house = new House().hear(reading('2023-01-10T10:00:00Z', 500, 100), reading('2023-01-10T10:00:10Z', 700));
    expect(house.facts['grid']).toMatchObject({ at: utc('2023-01-10T10:00:10Z'), power: 700, importEnergy: 105_000_000, registersAt: utc('2023-01-10T10:00:00Z') });
  });

  it('are not those of another meter', () => {
    const house = new House().hear(reading('2023-01-10T10:00:00Z', 500, 100), { ...reading('2023-01-10T10:00:10Z', 700), meter: 'other' });
    expect(house.facts['grid']).toMatchObject({ importEnergy: null, registersAt: null });
  });
});

describe('a meter that measures VA alone', () => {
  const START = utc('2023-01-10T10:00Z');
  /** @param second since the start; @param bought, @param sold whole Wh, as a Linky counts. */
  const linky = (second: number, va: number, bought: number | null, sold = 0): MeterReading => ({
    ...reading('2023-01-10T10:00Z', null),
    at: START + second * 1_000, phases: {}, apparentPower: va, period: 2_000,
    registers: bought === null ? [] : [{ direction: 'import', rate: 0, energy: bought * 1_000 }, { direction: 'export', rate: 0, energy: sold * 1_000 }],
  }) as unknown as MeterReading;
  /** Every 10 s the energy of a steady power, in the whole Wh that the meter shows. */
  const steadily = (power: number, from: number, to: number, base = 1_000): MeterReading[] =>
    Array.from({ length: (to - from) / 10 + 1 }, (_, n) => linky(from + n * 10, power, Math.floor(base + (n * 10 * power) / 3_600)));

  it('has its VA told as it says them, and no power in W', () =>
    expect(new House().hear(linky(0, -1_250, 1_000)).facts['grid']).toMatchObject({ power: null, apparentPower: -1_250, estimatedPower: null, quality: 'measured' }));

  it('has W by its registers from a minute on, as near as whole Wh can tell', () => {
    const house = new House().hear(...steadily(1_800, 0, 50));
    expect(house.facts['grid']).toMatchObject({ estimatedPower: null });
    // 1 800 W are 30 Wh a minute.
    expect(house.hear(linky(60, 1_900, 1_030)).facts['grid']).toMatchObject({ power: null, estimatedPower: 1_800 });
  });

  it('forgets a load within two minutes of its end', () => {
    const house = new House().hear(...steadily(3_600, 0, 120));
    expect(house.facts['grid']).toMatchObject({ estimatedPower: 3_600 });
    house.hear(...steadily(0, 130, 240, 1_120));
    expect(house.facts['grid']).toMatchObject({ estimatedPower: 0 });
  });

  it('is negative while more is sold than bought', () => expect(new House().hear(linky(0, -600, 1_000, 500), linky(60, -600, 1_000, 510)).facts['grid']).toMatchObject({ estimatedPower: -600 }));

  it('is not known over a silence, after a change of the meter, a clock set back, or a register that leaps or runs back', () => {
    const before = steadily(600, 0, 60);
    const after = (next: MeterReading) => (new House().hear(...before, next).facts['grid'] as GridState).estimatedPower;
    expect(after(linky(70, 600, 1_011))).not.toBeNull();
    expect([after(linky(300, 600, 1_050)), after({ ...linky(70, 600, 1_011), meter: 'new' }), after(linky(-600, 600, 1_011)), after(linky(70, 600, 90_000)), after(linky(70, 600, 0))]).toEqual([null, null, null, null, null]);
  });
});

describe('half-hour averages', () => {
  it('weigh each power by the time it stood, and hand the mean on at the half-hour', () => {
    const house = new House().hear(reading('2023-01-10T10:29:40Z', 300), reading('2023-01-10T10:29:50Z', 600), reading('2023-01-10T10:30:05Z', -900), reading('2023-01-10T10:30:10Z', 0));
    // 300 W for 10 s and 600 W for 10 s; then 600 W for 5 s and -900 W for 5 s.
    expect(house.facts['grid']).toMatchObject({ averageBefore: 450, averageNow: -150 });
  });

  it('take a silence from the registers, and leave it out where there are none', () => {
    const told = new House().hear(reading('2023-01-10T10:00Z', 5000, 100), reading('2023-01-10T10:12Z', 0, 100.1));
    expect(told.facts['grid']).toMatchObject({ averageNow: 500 });
    const silent = new House().hear(reading('2023-01-10T10:00Z', 5000), reading('2023-01-10T10:12Z', 0));
    expect(silent.facts['grid']).toMatchObject({ averageNow: null });
  });

  it('end with the half-hour also when the meter is silent', () => {
    const house = new House().hear(reading('2023-01-10T10:29:40Z', 300), reading('2023-01-10T10:29:50Z', 600));
    house.tell({ kind: 'tick' }, clock(utc('2023-01-10T10:30:00Z')));
    expect(house.published.at(-1)).toMatchObject({ averageNow: null, averageBefore: 300 });
    house.tell({ kind: 'tick' }, clock(utc('2023-01-10T11:00:00Z')));
    expect(house.published.at(-1)).toMatchObject({ averageNow: null, averageBefore: null });
  });
});

describe('phases', () => {
  const short = (at: string, power: number): MeterReading => ({ ...reading(at, power), phases: {} });

  it('of a long list stand through the short ones while they are fresh, and of the same meter only', () => {
    const house = new House().hear(reading('2023-01-10T10:00:00Z', 500), short('2023-01-10T10:00:10Z', 700));
    expect(house.facts['grid']).toMatchObject({ power: 700, phases: { L1: { volts: 230.1 } } });
    house.hear(short('2023-01-10T10:00:40Z', 700));
    expect(house.facts['grid']).toMatchObject({ phases: {} });
    house.hear(reading('2023-01-10T10:00:50Z', 500), { ...short('2023-01-10T10:01:00Z', 700), meter: 'other' });
    expect(house.facts['grid']).toMatchObject({ phases: {} });
  });
});

describe('freshness', () => {
  it('is by monotonic time: never, fresh for three periods, silent, and silent after a new boot', () => {
    const house = new House().tell({ kind: 'tick' }, clock(utc('2023-01-10T10:00Z')));
    expect(house.facts['meterFreshness']).toBe('never');
    house.hear(reading('2023-01-10T10:00Z', 1)).tell({ kind: 'tick' }, clock(utc('2023-01-10T10:00:30Z')));
    expect(house.facts['meterFreshness']).toBe('fresh');
    house.tell({ kind: 'tick' }, clock(utc('2023-01-10T10:00:31Z')));
    expect(house.facts['meterFreshness']).toBe('silent');
    house.hear(reading('2023-01-10T10:01Z', 1)).tell({ kind: 'tick' }, clock(utc('2023-01-10T10:01:01Z'), 'another'));
    expect(house.facts['meterFreshness']).toBe('silent');
  });
});
