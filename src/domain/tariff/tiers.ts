import type { Instant, Interval } from '../time/instant.ts';
import type { ExactPrice } from '../units/money.ts';
import { clip, merged, stretchesOf, type RuleCalendar, type Stretch } from './schedule.ts';
import type { PriceEvent, Schedule, UnitPart } from './tariff.ts';

/** The prices of a part over an interval, a list for each of its tiers; events lie over all of them. */
export function tierStretches({ tiers, events = [] }: Pick<UnitPart, 'tiers' | 'events'>, interval: Interval, calendar: RuleCalendar): readonly (readonly Stretch[])[] {
  if (tiers.length === 0) throw new RangeError('a part without tiers');
  return tiers.map(({ schedule }) => withEvents(schedule, events, interval, calendar));
}

/** By part: the tier that its block has reached, and until when. */
export type ReachedTiers = ReadonlyMap<string, { readonly tier: number; readonly until: Instant }>;

/** What one more kWh costs: the tier that was reached until its block ends, and the first one after it. */
export function nextPrices(part: Pick<UnitPart, 'name' | 'tiers' | 'events'>, interval: Interval, calendar: RuleCalendar, reached: ReachedTiers): readonly Stretch[] {
  const [first = [], ...further] = tierStretches(part, interval, calendar);
  const known = reached.get(part.name);
  const now = known && known.tier > 0 ? further[known.tier - 1] : undefined;
  if (!known || !now || known.until <= interval.start) return first;
  if (known.until >= interval.end) return now;
  const within = (list: readonly Stretch[], span: Interval): readonly Stretch[] => list.filter(({ start, end }) => start < span.end && end > span.start).map((stretch) => ({ ...stretch, ...clip(stretch, span) }));
  return merged([...within(now, { start: interval.start, end: known.until }), ...within(first, { start: known.until, end: interval.end })]);
}

function withEvents(schedule: Schedule, events: readonly PriceEvent[], interval: Interval, calendar: RuleCalendar): readonly Stretch[] {
  const usual = stretchesOf(schedule, interval, calendar);
  const called = events.filter(({ start, end }) => start < interval.end && end > interval.start);
  if (called.length === 0) return usual;
  const cuts = cutsOf(called, interval);
  return merged(usual.flatMap((stretch) => cutAt(stretch, cuts).map((piece) => ({ ...piece, ...pricedBy(holding(called, piece.start), stretch) }))));
}

const cutsOf = (events: readonly PriceEvent[], interval: Interval): readonly Instant[] =>
  [...new Set(events.flatMap((event) => [clip(event, interval).start, clip(event, interval).end]))].sort((a, b) => a - b);

function cutAt({ start, end }: Interval, cuts: readonly Instant[]): readonly Interval[] {
  const bounds = [start, ...cuts.filter((at) => start < at && at < end), end];
  return bounds.slice(0, -1).map((from, index) => ({ start: from, end: bounds[index + 1] ?? end }));
}

/** Of events over one time the later announced holds; of two announced together the later begun. */
const holding = (events: readonly PriceEvent[], at: Instant): PriceEvent | undefined =>
  events.filter(({ start, end }) => start <= at && at < end).sort((a, b) => a.announced - b.announced || a.start - b.start).at(-1);

function pricedBy(event: PriceEvent | undefined, { rate, price }: Stretch): Pick<Stretch, 'rate' | 'price'> {
  if (!event) return { rate, price };
  if (event.change === 'replaces') return { rate: event.rate, price: event.price };
  return { rate: event.rate, price: price === null ? null : ((price + event.price) as ExactPrice) };
}

/** The part whose rate names the registers: the first of energy or export, else the first. */
export const namingPart = (parts: readonly UnitPart[]): number => Math.max(0, parts.findIndex(({ kind }) => kind === 'energy' || kind === 'export'));
