import type { Account } from '#domain/ledger/account.ts';
import { type Bill, totalsOf } from '#domain/ledger/bill.ts';
import { mergeAccounts } from '#domain/ledger/merge.ts';
import type { PriceRegister } from '#domain/ledger/registersByPrice.ts';
import type { Tariff, TariffScope, Vat } from '#domain/tariff/tariff.ts';
import type { Interval } from '#domain/time/instant.ts';
import { roundPrice, type ExactEnergy } from '#domain/units/money.ts';
import { isoText, wattHours } from './answer.ts';

/** The answer of `bill` (docs/formats/bill.md). */
export function answerOf({ currency }: Tariff, folded: Account, { total, parts, registers }: Bill, { net, unmeasured }: { readonly net: boolean; readonly unmeasured: readonly string[] }): object {
  return {
    currency,
    total_micro: total,
    parts: parts.map(({ name, money }) => ({ name, micro: money })),
    registers: registers.map(({ rate, direction, scope, energy, money }) => ({ rate, direction, wh: wattHours(energy), micro: money, meter: meterOf(scope) })),
    import_wh: wattHours(folded.importEnergy),
    export_wh: wattHours(folded.exportEnergy),
    unpriced_wh: wattHours(folded.unpriced),
    estimated_wh: wattHours(folded.estimated),
    gaps: folded.gaps.map(({ start, end }) => ({ start: isoText(start), end: isoText(end) })),
    demands: folded.demands.map(({ name, month, rate, power }) => ({ part: name, month: month.slice(0, 7), rate, w: wattHours(power as ExactEnergy) })),
    unmeasured,
    net,
    from: isoText(folded.period.start),
    to: isoText(folded.period.end),
  };
}

/** Null for the connection and what is left of it. */
const meterOf = (scope: TariffScope): string | null => (scope.kind === 'sub-meter' ? scope.meter : scope.kind === 'device' ? scope.device : null);

/** The bill by calendar periods; their totals add up to the bill's. */
export function piecesOf(pieces: readonly Account[], cuts: readonly Interval[], vat: Vat | null, wanted: 'inc' | 'exc'): readonly object[] {
  const accounts = cuts.map((cut) => {
    const inside = pieces.filter(({ period }) => period.start >= cut.start && period.end <= cut.end);
    const [first, last] = [inside[0], inside.at(-1)];
    return mergeAccounts(inside, first && last ? { start: first.period.start, end: last.period.end } : cut, vat);
  });
  const totals = totalsOf(accounts, vat, wanted);
  return accounts.map((one, index) => ({
    from: isoText(one.period.start),
    to: isoText(one.period.end),
    total_micro: totals[index] ?? 0,
    import_wh: wattHours(one.importEnergy),
    export_wh: wattHours(one.exportEnergy),
    unpriced_wh: wattHours(one.unpriced),
    estimated_wh: wattHours(one.estimated),
  }));
}

/** A register for every price period: E9 of the requirements. */
export const priceRegistersOf = (registers: readonly PriceRegister[]): readonly object[] =>
  registers.map(({ start, end, direction, rate, price, energy }) => ({
    from: isoText(start), to: isoText(end), direction, rate, price_micro: price === null ? null : roundPrice(price), wh: wattHours(energy),
  }));
