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
      at: utc('2023-01-10T10:00Z'), power: 1234, quality: 'measured', period: 10_000, phases: { L1: { power: 1234, volts: 230.1, amps: null } },
      importEnergy: 105_000_000, exportEnergy: null, averageNow: null, averageBefore: null,
    });
  });

  it('is missing where the meter says neither power nor energy', () => expect(new House().hear(reading('2023-01-10T10:00Z', null)).facts['grid']).toMatchObject({ quality: 'missing', power: null }));

  it('drops a telegram that comes late', () => {
    const house = new House().hear(reading('2023-01-10T10:00:10Z', 100), reading('2023-01-10T10:00:05Z', 900));
    expect(house.facts['grid']).toMatchObject({ power: 100 });
  });

  it('follows a clock that was set back', () => expect(new House().hear(reading('2023-01-10T10:00Z', 100), reading('2023-01-10T09:00Z', 900)).facts['grid']).toMatchObject({ power: 900 }));
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
