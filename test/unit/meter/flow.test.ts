import { describe, expect, it } from 'vitest';
import { type FlowBase, flowStep, type RegisterBreak } from '#domain/meter/flow.ts';
import type { MeterReading } from '#domain/meter/reading.ts';

type Registers = Readonly<Record<number, number>>;

/** One telegram a minute of import registers, mWh by rate, 0 = total: what each booked, null = nothing known. */
function booked(...telegrams: readonly Registers[]): { readonly flows: readonly (number | null)[]; readonly breaks: readonly RegisterBreak[] } {
  let base: FlowBase | null = null;
  const flows: (number | null)[] = [];
  const breaks: RegisterBreak[] = [];
  for (const [minute, telegram] of telegrams.entries()) {
    const registers = Object.entries(telegram).map(([rate, energy]) => ({ direction: 'import', rate: Number(rate), energy }));
    const reading = { meter: 'm', at: minute * 60_000, power: null, phases: {}, registers, period: 10_000, quality: 'measured' } as unknown as MeterReading;
    const step = flowStep(base, reading);
    base = JSON.parse(JSON.stringify(step.base)) as FlowBase;
    flows.push(step.flow?.import ?? null);
    breaks.push(...step.breaks);
  }
  return { flows: flows.slice(1), breaks };
}

describe('a meter that tells now a total and now its rates', () => {
  it('has each energy booked once: the total brings what its rates have not', () => {
    expect(booked({ 0: 100_000 }, { 1: 60_000, 2: 41_000 }, { 1: 60_000, 2: 45_000 }, { 0: 105_000 })).toEqual({ flows: [null, 4_000, 1_000], breaks: [] });
  });

  it('is not booked again by rates that it told before its total', () => {
    expect(booked({ 1: 60_000, 2: 39_000 }, { 1: 60_000, 2: 40_000 }, { 0: 100_000 }, { 0: 103_000 }, { 1: 61_000, 2: 43_000 }, { 1: 61_000, 2: 44_000 }, { 0: 105_000 })).toEqual({ flows: [1_000, null, 3_000, null, 1_000, 1_000], breaks: [] });
  });

  it('with a total that counts coarser than its rates is no meter that runs back', () => {
    expect(booked({ 0: 1_000_000, 1: 1_000_900 }, { 1: 1_001_000 }, { 1: 1_002_500 }, { 0: 1_001_000 }, { 1: 1_002_700 }, { 0: 1_003_000 })).toEqual({ flows: [null, 1_500, 0, null, 1_500], breaks: [] });
  });

  it('whose total runs back has a new base, whatever its rates told', () => {
    const { flows, breaks } = booked({ 0: 100_000 }, { 1: 50_000 }, { 1: 52_000 }, { 0: 10_000 }, { 0: 13_000 });
    expect(flows).toEqual([null, 2_000, null, 3_000]);
    expect(breaks).toEqual([{ reason: 'ran-back', register: 'import/0', before: 100_000, after: 10_000 }]);
  });
});
