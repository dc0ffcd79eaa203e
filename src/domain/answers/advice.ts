import { MS_PER_DAY } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { LOOK_AGAIN, MOST, outcomeOf, suggestions, type Given, type Outcome, type OwnFigures, type SuggestionKind } from './suggestions.ts';

/** A suggestion with what became of it: the last look, and when that was. */
export interface Advice extends Given {
  readonly id: string;
  readonly at: Instant;
  readonly outcome: (Outcome & { readonly checkedAt: Instant }) | null;
}

const WEEK = 7 * MS_PER_DAY;
/** After so long a look the outcome is what it is. */
const LAST_LOOK = 28 * MS_PER_DAY;
const MOST_KEPT = 24;

/** The figure that a suggestion of a kind stands on, as it is now. */
const FIGURES: Readonly<Record<SuggestionKind, (figures: OwnFigures) => number | null>> = {
  'always-on': ({ alwaysOn }) => alwaysOn?.power ?? null,
  'dear-hours': ({ dear }) => dear?.share ?? null,
  contract: ({ contract }) => contract?.power ?? null,
  tariff: ({ tariff }) => tariff?.ours ?? null,
};

/** The list, newest first, after a look at the home's figures: at most three new ones in any week, and what became of the others. */
export function advised(before: readonly Advice[], figures: OwnFigures, now: Instant): readonly Advice[] {
  const checked = before.map((one) => looked(one, figures, now));
  const room = MOST - before.filter(({ at }) => now - at < WEEK).length;
  const fresh = room <= 0 ? [] : suggestions(figures, before, now).slice(0, room).map((one): Advice => ({ ...one, id: `${one.kind}/${now}`, at: now, putAway: false, outcome: null }));
  const isSame = fresh.length === 0 && checked.every((one, index) => one === before[index]);
  return isSame ? before : [...fresh, ...checked].slice(0, MOST_KEPT);
}

/** Once a week, until it is four weeks old. */
function looked(one: Advice, figures: OwnFigures, now: Instant): Advice {
  const last = one.outcome?.checkedAt ?? one.at;
  if (now - last < LOOK_AGAIN || last - one.at >= LAST_LOOK) return one;
  const outcome = outcomeOf(one, FIGURES[one.kind](figures), now);
  return outcome === null ? one : { ...one, outcome: { ...outcome, checkedAt: now } };
}
