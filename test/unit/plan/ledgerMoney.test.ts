import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account } from '#domain/ledger/account.ts';
import { NO_MEMORY, type AccountMemory } from '#domain/ledger/memory.ts';
import type { Act } from '#domain/plan/act.ts';
import { chargesOf } from '#domain/plan/poseCharges.ts';
import { checkProblem } from '#domain/plan/check.ts';
import { energiesOf } from '#domain/plan/energies.ts';
import { evaluate } from '#domain/plan/evaluate.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { slotPrices } from '#domain/plan/prices.ts';
import { slotsFor, uniformSlots } from '#domain/plan/slots.ts';
import { HOUR, instant, MINUTE, ms, type Instant, type Milliseconds } from '#domain/time/instant.ts';
import { periodAt } from '#domain/time/calendar.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { EXACT_PER_MICRO, exactEnergy } from '#domain/units/money.ts';
import { watts } from '#domain/units/power.ts';
import { readTariff } from '#wire/tariff.ts';
import { battery, CENT, HOLD_NOTHING, hourly } from '../../fixtures/plan/problems.ts';

const ZONE = 'Europe/Brussels';
const utc = (text: string): Instant => instant(Date.parse(text));

function tariff(parts: readonly object[], more: object = {}): Tariff {
  const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'T', currency: 'EUR', zone: ZONE, parts, ...more });
  if (!read.ok) throw new Error(read.reason);
  return read.tariff;
}

const STEPS = { name: 'Steps', kind: 'energy', tiers: [{ price: '0.20' }, { aboveKW: '2', price: '0.26' }, { aboveKW: '4', price: '0.35' }] };
const BLOCKS = { name: 'Blocks', kind: 'grid', blocks: 'day', tiers: [{ price: '0.03' }, { aboveKWh: '3', rules: [{ rate: 'evening', price: '0.09', from: '17:00', to: '20:00' }, { rate: 'rest', price: '0.05' }] }, { aboveKWh: '6', price: '0.12' }] };
const PEAK = { name: 'Peak', kind: 'capacity', each: 'month', price: '4', peak: { minutes: 15 } };
/** Read in half-hours, as the meter of these days is: of a quarter-hour within, no bill knows. */
const HALF_HOUR_PEAK = { ...PEAK, peak: { minutes: 30 } };
const PAID = { name: 'Export', kind: 'export', price: '0.04' };

/** A battery's day under a tariff, from slots of any length. */
function posed(home: Tariff, from: Instant, hours: number, load: readonly number[], memory: AccountMemory, step: Milliseconds = HOUR): PlanProblem {
  const slots = uniformSlots(from, instant(from + hours * HOUR), step);
  const prices = slotPrices(home, slots);
  if (!prices) throw new Error('no prices');
  const at = (slot: number): number => load[Math.floor((slot * step) / HOUR) % load.length] ?? 0;
  return {
    ...hourly([0], [0]), slots, ...prices, ...chargesOf(home, memory, slots, 0),
    inflexible: slots.map((_, slot) => at(slot)), spread: slots.map(() => 0), devices: [battery(3, { capacity: 8, charge: 5, discharge: 5, neutral: HOLD_NOTHING })],
  };
}

/** What the ledger bills for a course at the meter: quarter-hours or half-hours, as the home's meter is read. */
function billed(home: Tariff, problem: PlanProblem, acts: readonly Act[], memory: AccountMemory, window: number): bigint {
  const { grid } = evaluate(problem, acts);
  const from = problem.slots[0]?.start ?? 0;
  const perWindow = window / MINUTE;
  const work = (sign: number): Float64Array => Float64Array.from({ length: grid.length / perWindow }, (_, index) => grid.slice(index * perWindow, (index + 1) * perWindow).reduce((sum, power) => sum + Math.max(0, sign * power) * MINUTE, 0));
  const [imported, exported] = [energiesOf(work(1)), energiesOf(work(-1))];
  const metered = imported.map((energy, index) => ({
    start: instant(from + index * window), end: instant(from + (index + 1) * window), import: exactEnergy(energy as never), export: exactEnergy((exported[index] ?? 0) as never), estimated: false,
  }));
  // The whole month is the bill's: a peak is charged for all of it.
  const { lines } = account({ buying: home, selling: null }, periodAt('month', instant(from), ZONE), metered, { memory });
  return lines.reduce((sum, { money }) => sum + money, 0n);
}

const hold = (start: number, end: number, power: number): Act => ({ device: 'battery', interval: { start: instant(start), end: instant(end) }, policy: { kind: 'hold', power: watts(power) } });

describe('the money of a plan is the ledger\'s', () => {
  const tariffs = [['prices alone', tariff([{ name: 'Energy', kind: 'energy', price: '0.25' }, PAID])], ['steps of power', tariff([STEPS, PAID])], ['blocks of a day', tariff([{ name: 'Energy', kind: 'energy', price: '0.10' }, BLOCKS, PAID])], ['a month peak', tariff([{ name: 'Energy', kind: 'energy', price: '0.10' }, HALF_HOUR_PEAK, PAID])], ['all of them', tariff([STEPS, BLOCKS, HALF_HOUR_PEAK, PAID])]] as const;
  const from = utc('2023-03-06T15:00Z');
  const power = fc.integer({ min: -5_000, max: 5_000 });

  it.each(tariffs)('under %s: what two courses differ by is what their bills differ by', (_, home) => {
    const earlier = account({ buying: home, selling: null }, { start: utc('2023-03-06T14:30Z'), end: from }, [{ start: utc('2023-03-06T14:30Z'), end: from, import: exactEnergy(1_200_000 as never), export: null, estimated: false }]).memory;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3_000, max: 4_000 }), { minLength: 6, maxLength: 6 }), fc.array(fc.record({ at: fc.integer({ min: 0, max: 11 }), power }), { minLength: 1, maxLength: 4 }), (load, asked) => {
        const problem = posed(home, from, 6, load, earlier, ms(HOUR / 2));
        const acts = asked.map(({ at, power: wanted }) => hold(from + at * 30 * MINUTE, from + (at + 1) * 30 * MINUTE, wanted));
        const bills = billed(home, problem, acts, earlier, 30 * MINUTE) - billed(home, problem, [], earlier, 30 * MINUTE);
        const [course, none] = [evaluate(problem, acts), evaluate(problem, [])];
        // Wear and end value are nobody's bill, and are nothing here.
        expect(Math.abs(course.cost - none.cost - Number(bills) / Number(EXACT_PER_MICRO))).toBeLessThanOrEqual(2);
      }),
      { numRuns: Number(process.env['TIDEWATT_RUNS'] ?? 12) },
    );
  });
});

describe('what a tariff charges beside the prices of its slots', () => {
  const from = utc('2023-03-06T15:00Z');
  const slots = uniformSlots(from, instant(from + 2 * HOUR), HOUR);
  const charges = (parts: readonly object[], memory: AccountMemory = NO_MEMORY, more: object = {}, own = slots) => chargesOf(tariff(parts, more), memory, own, 0);
  const energy = { name: 'Energy', kind: 'energy', price: '0.10' };

  it('is nothing for a tariff of prices alone', () => expect(charges([energy])).toEqual({}));

  it('is the difference of each tier to the first, as paid', () => {
    expect(charges([STEPS]).tiers).toEqual([{ by: 'power', window: 30 * MINUTE, above: [2_000, 4_000], more: [[6 * CENT, 6 * CENT], [15 * CENT, 15 * CENT]] }]);
    // 10 % VAT comes on top of what a tier costs more.
    expect(charges([STEPS], NO_MEMORY, { vat: { percent: 10, included: false } }).tiers?.[0]?.more[0]).toEqual([66_000, 66_000]);
  });

  it('goes on in the block from what it has used, and begins the next at nothing', () => {
    const memory = { ...NO_MEMORY, blocks: new Map([['2023-03-06 Blocks', 2_500_000n * 10n ** 12n]]) };
    // 17:00 local is 16:00 UTC: the second hour is dearer above 3 kWh. 23:00 UTC is the next local day.
    const late = uniformSlots(utc('2023-03-06T22:00Z'), utc('2023-03-07T00:00Z'), HOUR);
    expect(charges([energy, BLOCKS], memory).tiers).toEqual([{ by: 'energy', block: [0, 0], used: [2_500_000], above: [3_000_000, 6_000_000], more: [[2 * CENT, 6 * CENT], [9 * CENT, 9 * CENT]] }]);
    expect(charges([energy, BLOCKS], memory, {}, late).tiers).toMatchObject([{ block: [0, 1], used: [2_500_000, 0] }]);
  });

  it('owes the peak that the month has had, and expects the next month to come to it', () => {
    const named = new Map([['Peak', new Map([['2023-03-01' as never, new Map([[rateOf(), { power: 3_200n * 10n ** 15n, price: 0 as never }]])]])]]);
    const over = uniformSlots(utc('2023-03-31T21:00Z'), utc('2023-03-31T23:00Z'), HOUR);
    expect(charges([energy, PEAK], { ...NO_MEMORY, peaks: named }, {}, over).peaks).toEqual([{ window: 15 * MINUTE, register: [0, 1], owed: [3_200, 3_200], price: [400 * CENT, 400 * CENT], begun: 0 }]);
  });

  it('prices a kW of a yearly charge by the month, never below what is owed anyhow', () => {
    const flemish = { name: 'Peak', kind: 'capacity', each: 'year', price: '48', peak: { minutes: 15, months: 12, leastKW: '2.5' } };
    expect(charges([energy, flemish]).peaks).toMatchObject([{ owed: [2_500], price: [400 * CENT] }]);
  });

  it('is planned with on the planner\'s own slots, the window that runs counted by what is drawn now', () => {
    const start = utc('2023-03-06T15:10Z');
    const own = slotsFor(start);
    const made = chargesOf(tariff([STEPS, BLOCKS, PEAK]), NO_MEMORY, own, 3_000);
    // 3 kW for ten minutes.
    expect(made.peaks?.[0]?.begun).toBe(500_000);
    const flat = own.map(() => 0);
    expect(checkProblem({ ...hourly([0], [0]), slots: own, importPrice: flat, exportPrice: flat, inflexible: flat, spread: flat, priceKnown: own.map(() => true), ...made })).toBeNull();
  });
});

/** The name that the ledger gives the one rate of a constant capacity price. */
function rateOf(): string {
  const made = account({ buying: tariff([PEAK]), selling: null }, { start: utc('2023-03-06T15:00Z'), end: utc('2023-03-06T15:30Z') }, [{ start: utc('2023-03-06T15:00Z'), end: utc('2023-03-06T15:30Z'), import: exactEnergy(1 as never), export: null, estimated: false }]);
  return [...(made.memory.peaks.get('Peak')?.values() ?? [])].flatMap((rates) => [...rates.keys()])[0] ?? '';
}
