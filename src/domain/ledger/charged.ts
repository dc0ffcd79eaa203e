import { shareOfMoney } from '../tariff/relative.ts';
import { relativeParts, type Tariff } from '../tariff/tariff.ts';
import type { ExactMoney } from '../units/money.ts';

export type ChargeKind = 'import' | 'export' | 'standing' | 'capacity' | 'reactive' | 'relative';

/** Money with what its VAT depends on; what the home is paid is below zero and carries none. */
export interface Charged {
  readonly kind: ChargeKind;
  readonly money: ExactMoney;
  /** Millionths, of this part alone; null = the tariff's. */
  readonly vatRate: number | null;
}

/** What one part of the tariff comes to. */
export interface AccountLine extends Charged {
  readonly name: string;
}

/** What the relative parts of a tariff come to on charges, in their order: a later one finds the earlier. */
export function chargedOn(tariff: Tariff | null, charges: readonly AccountLine[]): readonly AccountLine[] {
  const sums = new Map<string, bigint>();
  for (const { name, money } of charges) sums.set(name, (sums.get(name) ?? 0n) + money);
  return (tariff ? relativeParts(tariff) : []).map((part) => {
    const base = part.of.reduce((sum, name) => sum + (sums.get(name) ?? 0n), 0n) as ExactMoney;
    const money = shareOfMoney(base, part);
    sums.set(part.name, (sums.get(part.name) ?? 0n) + money);
    return { name: part.name, kind: 'relative', vatRate: part.vatRate ?? null, money };
  });
}
