import type { Interval } from '../time/instant.ts';
import { clip } from '../tariff/schedule.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { Refusal } from '../units/refusal.ts';
import { account, type Account, type Terms } from './account.ts';
import { mergeAccounts } from './merge.ts';
import { NO_MEMORY, type AccountMemory } from './memory.ts';
import type { Metered } from './metered.ts';

/** Terms for the time that they hold. */
export interface Edition extends Interval {
  readonly terms: Terms;
}

/**
 * Accounts of the pieces of a bill's period, in order: each piece lies in one edition and between two cuts. Peaks of a
 * month count in all of its pieces, so that cutting a bill changes none of its money.
 * @param cuts instants in order. @throws RangeError for an unknown zone, Refusal `tariffs-apart` for editions that no bill can hold.
 */
export function accountPieces(editions: readonly Edition[], period: Interval, metered: readonly Metered[], cuts: readonly Interval[], memory: AccountMemory = NO_MEMORY): readonly Account[] {
  checkTogether(editions);
  const pieces = editions.flatMap((edition) => cuts.map((cut) => ({ terms: edition.terms, ...clip(clip(edition, cut), period) }))).filter(({ start, end }) => start < end);
  const hasPeaks = pieces.length > 1 && editions.some(({ terms }) => terms.buying.parts.some((part) => part.per === 'kW' && part.demand.kind === 'peak'));
  const once = fold(pieces, period, metered, memory);
  if (!hasPeaks) return once;
  return fold(pieces, period, metered, { ...memory, peaks: once.at(-1)?.memory.peaks ?? memory.peaks });
}

/** The whole period under tariffs that follow each other. */
export const accountEditions = (editions: readonly Edition[], period: Interval, metered: readonly Metered[], memory: AccountMemory = NO_MEMORY): Account =>
  mergeAccounts(accountPieces(editions, period, metered, [period], memory), period, editions[0]?.terms.buying.vat ?? null);

function fold(pieces: readonly Edition[], period: Interval, metered: readonly Metered[], before: AccountMemory): readonly Account[] {
  const accounts: Account[] = [];
  let memory = before;
  let from = 0;
  for (const piece of pieces) {
    while ((metered[from]?.end ?? Infinity) <= piece.start) from++;
    let to = from;
    while ((metered[to]?.start ?? Infinity) < piece.end) to++;
    const made = withOwnVat(account(piece.terms, { start: piece.start, end: piece.end }, metered.slice(from, to), { memory, period }), piece.terms);
    accounts.push(made);
    memory = made.memory;
  }
  return accounts;
}

/** Lines of several tariffs stand on one bill: each names its VAT. */
function withOwnVat(made: Account, { buying }: Terms): Account {
  const rate = buying.vat?.rate ?? null;
  const named = <Line extends { readonly vatRate: number | null }>(line: Line): Line => ({ ...line, vatRate: line.vatRate ?? rate });
  return { ...made, lines: made.lines.map(named), registers: made.registers.map((register) => ({ ...register, charged: register.charged.map(named) })) };
}

/** Tariffs whose lines can stand on one bill say the same here. */
export const billKind = ({ currency, vat }: Tariff): string => `${currency}, VAT ${vat === null ? 'not told' : vat.included ? 'in the prices' : 'on top'}`;

function checkTogether(editions: readonly Edition[]): void {
  const kinds = new Set(editions.map(({ terms }) => billKind(terms.buying)));
  if (kinds.size > 1) throw apart([...kinds]);
}

const apart = (kinds: readonly string[]): Refusal =>
  new Refusal({ id: 'tariffs-apart', message: `The tariffs that follow each other cannot stand on one bill: ${kinds.join('; ')}.`, remedy: 'Give tariffs of one currency that treat VAT alike.' });
