import type { Tariff } from '../tariff/tariff.ts';
import type { Instant } from '../time/instant.ts';
import { EXACT_PER_MICRO, EXACT_PER_MWH, exactEnergy, type ExactMoney } from '../units/money.ts';
import { account } from './account.ts';
import type { Bar } from './bars.ts';
import { billOf } from './bill.ts';
import type { BarCost } from './cost.ts';
import type { AccountMemory } from './memory.ts';

/** Whether what a kWh costs depends on what was used before it, or at once with it. */
export const hasTiers = (tariff: Tariff | null): tariff is Tariff => tariff?.parts.some((part) => part.per === 'kWh' && part.tiers.length > 1) ?? false;

/**
 * What slots come to under a tariff of blocks or power tiers, each from where the one before left the block: the ledger's own
 * fold, slot by slot, rounded to the micro. @param bars in order. @param before what the blocks had used when the first began.
 * @throws RangeError for an unknown zone.
 */
export function tieredCosts(bars: readonly Bar[], tariff: Tariff, before: AccountMemory): readonly BarCost[] {
  const units = { ...tariff, parts: tariff.parts.filter(({ per }) => per === 'kWh' || per === 'part') };
  let memory = before;
  return bars.map((bar) => {
    if (bar.import === null && bar.export === null) return { money: null, unpriced: 0 };
    // The power of a slot that runs is over what of it has run.
    const stretch = { start: bar.start, end: Math.min(bar.end, bar.start + Math.max(1, bar.covered)) as Instant };
    const made = account({ buying: units, selling: null }, stretch, [{ ...stretch, import: bar.import === null ? null : exactEnergy(bar.import), export: bar.export === null ? null : exactEnergy(bar.export), estimated: bar.estimated > 0 }], { memory });
    memory = made.memory;
    const unpriced = Number(made.unpriced / EXACT_PER_MWH);
    const isPriced = unpriced === 0 || unpriced < (bar.import ?? 0) + (bar.export ?? 0);
    return { money: isPriced ? ((BigInt(billOf(made, tariff.vat, 'inc').total) * EXACT_PER_MICRO) as ExactMoney) : null, unpriced };
  });
}
