import type { Tariff, TariffPart, UnitPart } from './tariff.ts';

const isAddedTo = (total: UnitPart, part: TariffPart): boolean =>
  part !== total && part.per === 'kWh' && part.direction === total.direction && part.kind !== 'energy' && JSON.stringify(part.scope) === JSON.stringify(total.scope);

const totalsOf = (parts: readonly TariffPart[]): readonly UnitPart[] => parts.filter((part): part is UnitPart => part.per === 'kWh' && part.total === true);

/** A sentence where a table adds a fee to a price that holds it already. */
export function totalTwice(parts: readonly TariffPart[]): string | undefined {
  for (const total of totalsOf(parts)) {
    const added = parts.find((part) => isAddedTo(total, part));
    if (added) return `part "${total.name}" is a total price: it holds what "${added.name}" would add`;
  }
  return undefined;
}

/** What of some parts may be laid beside others: not what a total price among those holds already (I1b). */
export const notHeldBy = (standing: readonly TariffPart[], added: readonly TariffPart[]): readonly TariffPart[] =>
  added.filter((part) => !totalsOf(standing).some((total) => isAddedTo(total, part)));

/** A supplier's and a grid operator's table as one; `left` are the names of what was left out, `reason` why. */
export type Combined =
  | { readonly ok: true; readonly tariff: Tariff; readonly left: readonly string[]; readonly reason: string | null }
  | { readonly ok: false; readonly reason: string };

/**
 * Lays a grid operator's table beside a supplier's. What a total price of the supplier holds already is left out and said;
 * tables that cannot stand on one bill are refused.
 */
export function combine(supplier: Tariff, operator: Tariff): Combined {
  const fault = faultBetween(supplier, operator);
  if (fault !== null) return { ok: false, reason: fault };
  const totals = totalsOf(supplier.parts);
  const beside = notHeldBy(supplier.parts, operator.parts);
  const twice = operator.parts.filter((part) => !beside.includes(part));
  const added = beside.map((part) => withVat(part, supplier, operator));
  const [total] = totals;
  const reason = total && twice.length > 0 ? `"${total.name}" of ${supplier.name} is a total price and holds them already` : null;
  return { ok: true, tariff: { ...supplier, name: `${supplier.name} + ${operator.name}`, parts: [...supplier.parts, ...added] }, left: twice.map(({ name }) => name), reason };
}

function faultBetween(supplier: Tariff, operator: Tariff): string | null {
  if (supplier.currency !== operator.currency) return `one table is in ${supplier.currency}, the other in ${operator.currency}`;
  if (supplier.zone !== operator.zone) return `one table goes by the clock of ${supplier.zone}, the other by that of ${operator.zone}`;
  if ((supplier.vat?.included ?? null) !== (operator.vat?.included ?? null)) return 'one table has VAT in its prices and the other has not, or does not say';
  const name = operator.parts.find((part) => supplier.parts.some((other) => other.name === part.name))?.name;
  if (name !== undefined) return `both tables have a part named "${name}"`;
  const energy = operator.parts.find((part) => part.per === 'kWh' && part.kind === 'energy');
  return energy ? `the operator's table has energy of its own ("${energy.name}")` : null;
}

/** Keeps the rate of the table that a part comes from. */
function withVat(part: TariffPart, supplier: Tariff, operator: Tariff): TariffPart {
  if (part.vatRate !== undefined || operator.vat === null || operator.vat.rate === supplier.vat?.rate) return part;
  return { ...part, vatRate: operator.vat.rate };
}
