import { describe, expect, it } from 'vitest';
import { initialHome, route, type AnyMachine, type HomeState } from '#domain/home/home.ts';
import { accounting, type IntervalRecord } from '#domain/ledger/accounting.ts';
import { pricedSlot } from '#domain/ledger/pricedSlot.ts';
import { reachedTiers } from '#domain/ledger/reachedTiers.ts';
import { tally } from '#domain/ledger/tally.ts';
import type { TodayState } from '#domain/ledger/today.ts';
import type { HomeEvent } from '#domain/machine/machine.ts';
import { priceSlots } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { HOUR, instant, ms, type Instant } from '#domain/time/instant.ts';
import { readTariff } from '#wire/tariff.ts';

const read = readTariff({ tidewatt: 'tariff', version: 2, name: 'Blocks', currency: 'EUR', zone: 'UTC', parts: [{ name: 'Energy', kind: 'energy', blocks: 'month', tiers: [{ price: '0.20' }, { aboveKWh: '3', price: '0.50' }] }] });
if (!read.ok) throw new Error(read.reason);
const BLOCKS: Tariff = read.tariff;
const START = Date.UTC(2026, 4, 5, 20);
const MACHINES: readonly AnyMachine<Record<string, unknown>>[] = [accounting({ zone: 'UTC' }), tally];

/** A home that takes 1 kWh in each half-hour, read by the half-hour. */
class Home {
  home: HomeState<Record<string, unknown>> = initialHome(MACHINES);
  at: Instant = instant(START);
  readonly closed: IntervalRecord[] = [];
  private stand = 0;

  constructor() {
    this.tell({ kind: 'tariff', tariff: BLOCKS } as HomeEvent);
    this.read();
  }

  run(halfHours: number): this {
    for (let n = 0; n < halfHours; n++) {
      this.at = instant(this.at + HOUR / 2);
      this.stand += 1_000_000;
      this.read();
    }
    return this;
  }

  get today(): TodayState {
    return this.home.facts['today'] as TodayState;
  }

  private read(): void {
    this.tell({ kind: 'reading', reading: { meter: 'm', at: this.at, power: null, phases: {}, period: ms(HOUR / 2), quality: 'measured', registers: [{ direction: 'import', rate: 0, energy: this.stand }] } } as HomeEvent);
  }

  private tell(event: HomeEvent): void {
    const routed = route(MACHINES, this.home, event, { wall: this.at, mono: ms(this.at - START), boot: 'b', trust: 'synced' });
    for (const { error } of routed.faults) throw error;
    this.home = { ...routed.home, states: JSON.parse(JSON.stringify(routed.home.states)) as Record<string, unknown> };
    for (const effect of routed.effects) if (effect.kind === 'interval' && 'record' in effect) this.closed.push(effect.record as IntervalRecord);
  }
}

describe('the day under a tariff of blocks', () => {
  it('is priced from where the month left its block, and each slot by its own tier', () => {
    // Eight kWh on the evening before: three at 20 ct, the rest above the block; all of the new day is above it.
    const home = new Home().run(8);
    expect(home.today).toMatchObject({ day: '2026-05-06', energyCost: null });
    home.run(2);
    expect(home.today.energyCost).toBe(2 * 500_000);
    const costs = home.closed.map((record) => pricedSlot(record, BLOCKS, 'EUR').cost);
    expect(costs).toEqual([200_000, 200_000, 200_000, ...Array.from({ length: costs.length - 3 }, () => 500_000)]);
  });

  it('tells the price of the tier that was reached, until its month ends', () => {
    const home = new Home().run(8);
    const memory = home.home.facts['tally'] as Parameters<typeof reachedTiers>[1];
    const reached = reachedTiers(BLOCKS, memory, home.at);
    expect([...reached]).toEqual([['Energy', { tier: 1, until: Date.UTC(2026, 5, 1) }]]);
    const slots = priceSlots(BLOCKS, { start: home.at, end: instant(Date.UTC(2026, 5, 2)) }, reached);
    expect(slots.map(({ importPrice, start }) => [importPrice, start])).toEqual([[500_000, home.at], [200_000, Date.UTC(2026, 5, 1)]]);
    expect(priceSlots(BLOCKS, { start: home.at, end: instant(home.at + HOUR) })[0]?.importPrice).toBe(200_000);
  });
});
