import type { Interval } from '../time/instant.ts';
import type { StandingPart, Tariff } from '../tariff/tariff.ts';
import { EXACT_PER_KWH, type ExactMoney } from '../units/money.ts';
import { capacityCharge, type ChargedDemand } from './capacity.ts';
import { chargedOn, type AccountLine } from './charged.ts';
import { countDays, monthDays, shareOfMonth, type MonthDays } from './dayShare.ts';
import type { Peaks } from './memory.ts';

/** What the lines stand on that are not charged per kWh. */
export interface OtherBasis {
  readonly piece: Interval;
  /** Of the whole bill. */
  readonly period: Interval;
  /** By part. */
  readonly peaks: ReadonlyMap<string, Peaks>;
  /** Money by reactive part. */
  readonly reactive: ReadonlyMap<string, bigint>;
}

/** Standing charges, capacity, reactive energy, and the relative parts on these. */
export function otherLines(tariff: Tariff, basis: OtherBasis): { readonly lines: readonly AccountLine[]; readonly demands: readonly ChargedDemand[] } {
  const months = monthDays(basis.piece, basis.period, tariff.zone);
  const demands: ChargedDemand[] = [];
  const lines = tariff.parts.flatMap((part): AccountLine[] => {
    const line = (kind: AccountLine['kind'], money: bigint): AccountLine[] => [{ name: part.name, kind, vatRate: part.vatRate ?? null, money: money as ExactMoney }];
    switch (part.per) {
      case 'day':
      case 'month': return line('standing', standingMoney(part, months));
      case 'kvarh': return line('reactive', basis.reactive.get(part.name) ?? 0n);
      case 'kW': {
        const charge = capacityCharge(part, months, basis.peaks.get(part.name) ?? new Map(), tariff);
        demands.push(...charge.demands);
        return line('capacity', charge.money);
      }
      default: return [];
    }
  });
  return { lines: [...lines, ...chargedOn(tariff, lines)], demands };
}

function standingMoney({ per, price }: StandingPart, months: readonly MonthDays[]): bigint {
  const amount = BigInt(price) * EXACT_PER_KWH;
  return per === 'day' ? amount * BigInt(countDays(months)) : months.reduce((sum, days) => sum + shareOfMonth(amount, days), 0n);
}
