import type { ContactEvent } from './event.ts';
import type { LimitKey } from './limit.ts';
import type { ContactLoss, ContactRow } from './loss.ts';
import type { Because, StandingLimit } from './standing.ts';
import type { Instant } from '../time/instant.ts';
import { watts, type Watts } from '../units/power.ts';

/** How the contacts of one source were last read; nothing of it outlives a restart. Times are ms of `Passage`. */
export interface ContactState {
  readonly closed: readonly string[];
  readonly since: number;
  readonly heardAt: number;
  /** What has stood long enough to loosen; null = nothing yet since the contacts are read (again). */
  readonly settled: readonly string[] | null;
  /** Wall time of the last change. */
  readonly start: Instant;
}

const same = (a: readonly string[], b: readonly string[] | null): boolean => b !== null && a.length === b.length && a.every((one) => b.includes(one));

const isLost = ({ heardAt }: ContactState, at: number, { maxAge }: ContactLoss): boolean => at - heardAt > maxAge;

/** A reading of all contacts; null for one that names a contact nobody wired: it counts as no reading. */
export function contactsRead(before: ContactState | undefined, { closed, age }: Pick<ContactEvent, 'closed' | 'age'>, at: number, wall: Instant, loss: ContactLoss): ContactState | null {
  if (closed.some((name) => !loss.rows.some(({ contact }) => contact === name))) return null;
  const heardAt = at - (age ?? 0);
  // Late on its way: what was read since is newer.
  if (before && heardAt < before.heardAt) return before;
  const fresh: ContactState = { closed, since: at, heardAt, settled: null, start: wall };
  if (!before || isLost(before, at, loss)) return contactsElapsed(fresh, at, loss);
  return contactsElapsed(same(closed, before.closed) ? { ...before, heardAt } : { ...fresh, settled: before.settled }, at, loss);
}

/** What stands for the debounce time settles; contacts that are not read any more have settled on nothing. */
export function contactsElapsed(state: ContactState, at: number, loss: ContactLoss): ContactState {
  if (isLost(state, at, loss)) return state.settled === null ? state : { ...state, settled: null };
  return !same(state.closed, state.settled) && at - state.since >= loss.debounce ? { ...state, settled: state.closed } : state;
}

type Row = LimitKey & { readonly w: Watts; readonly because?: Because };

function rowsOf(closed: readonly string[], loss: ContactLoss): readonly Row[] {
  if (closed.length === 0) return loss.open === 'failsafe' ? loss.failsafe.map((row): Row => ({ ...row, because: 'failsafe' })) : [];
  return loss.rows.flatMap(({ contact, direction, scope, value }): Row[] => (closed.includes(contact) && value.kind === 'limit' ? [{ direction, scope, w: value.w }] : []));
}

function rowsNow(state: ContactState | undefined, at: number, loss: ContactLoss): readonly Row[] {
  const lost = loss.failsafe.map((row): Row => ({ ...row, because: 'contact-lost' }));
  if (!state || isLost(state, at, loss)) return lost;
  if (same(state.closed, state.settled)) return rowsOf(state.closed, loss);
  return [...rowsOf(state.closed, loss), ...(state.settled ? rowsOf(state.settled, loss) : lost)];
}

/** R12: contacts that are not read any more have no word, and the failsafe holds. A change that loosens waits to settle. */
export const contactStanding = (state: ContactState | undefined, source: string, at: number, floor: Instant, loss: ContactLoss): readonly StandingLimit[] =>
  rowsNow(state, at, loss).map(({ w, ...row }): StandingLimit => ({ ...row, source, sequence: 0, origin: 'signal', value: { kind: 'limit', w: watts(w) }, start: state?.start ?? floor, end: null }));

/** Shares of the rated power that the four relays of a ripple-control receiver or an FNN control box leave to generation. */
const RELAY_SHARES: readonly (readonly [contact: string, share: number])[] = [['K1', 1], ['K2', 0.6], ['K3', 0.3], ['K4', 0]];

/** Generation in four steps: 100, 60, 30 and 0 % of its rated power in W. Relay 1 closed lifts, so that a broken wire shows. */
export const generationRelays = (rated: Watts): readonly ContactRow[] =>
  RELAY_SHARES.map(([contact, share]): ContactRow => ({ contact, direction: 'export', scope: 'site', value: share === 1 ? { kind: 'none' } : { kind: 'limit', w: watts(share * rated) } }));

/** The §14a contact of an FNN control box: closed, controllable devices are dimmed to `least` W of import. */
export const dimmingContact = (contact: string, least: Watts): ContactRow => ({ contact, direction: 'import', scope: 'controllable', value: { kind: 'limit', w: least } });

/** Shares of the rated power that the feed-in contacts of an FNN control box leave; with none closed nothing is limited (§9 EEG; standards A3). */
const BOX_SHARES: readonly (readonly [contact: string, share: number])[] = [['S1', 0.6], ['S2', 0.3], ['W3', 0]];

/** An FNN control box by the names of its contacts: W4 dims to `least` W of import, S1, S2 and W3 leave 60, 30 and 0 % of `rated` W. */
export const boxContacts = (least: Watts, rated: Watts | null): readonly ContactRow[] => [
  dimmingContact('W4', least),
  ...(rated === null ? [] : BOX_SHARES.map(([contact, share]): ContactRow => ({ contact, direction: 'export', scope: 'site', value: { kind: 'limit', w: watts(share * rated) } }))),
];
