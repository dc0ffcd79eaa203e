import type { DevicesEvent, ForecastFacts } from '../forecast/machine.ts';
import type { TariffEvent } from '../ledger/accounting.ts';
import { effectId, type PublishEffect, type StoreEffect, type TickEvent } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { staleAfter, type MeterReading } from '../meter/reading.ts';
import type { StandingCall } from '../signal/call.ts';
import type { CallsEvent } from '../signal/event.ts';
import { after, HOUR, MINUTE, type Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { askedPower, baselineOf } from './baseline.ts';
import { measured, QUARTER, type Drawn, type Quarter } from './before.ts';
import { withQuarter, type MeteredDay } from './days.ts';
import type { ProvenCall } from './event.ts';
import { overlapsOf, priceChanges, type PriceChange } from './overlaps.ts';
import { advance, begin, endOf, measuredUntil, receiptOf, respond, type Tracked } from './track.ts';

type Last = Pick<MeterReading, 'at' | 'power' | 'period' | 'quality'>;

/** JSON-able: two hours by quarters, twenty days of quarters, and at most 32 calls: far below 1 MB. */
export interface ProofState {
  readonly calls: readonly StandingCall[];
  readonly tracked: readonly Tracked[];
  readonly quarters: readonly Quarter[];
  /** Left out in a state of an earlier version. */
  readonly days?: readonly MeteredDay[];
  readonly drawn: Drawn;
  readonly last: Last | null;
  readonly prices: readonly PriceChange[];
  readonly published: { readonly boot: string; readonly mono: number } | null;
  readonly n: number;
}

type ProofEvent = ReadingEvent | DevicesEvent | CallsEvent | TariffEvent | TickEvent;
type Stepped = Step<ProofState, unknown>;
type Wanted = Omit<StoreEffect, 'id'> | Omit<PublishEffect, 'id'>;

const NAME = 'proof';
const MOST_TRACKED = 32;
const TELL_EVERY = MINUTE;
/** Two hours after the meter should have said how it went, it is told without it. */
const PATIENCE = HOUR;

const initial: ProofState = { calls: [], tracked: [], quarters: [], days: [], drawn: {}, last: null, prices: [], published: null, n: 0 };

/** Measures at the meter what an operator's calls brought, against a baseline by a stated method, and keeps the receipts (E16). */
export const proof: Machine<ProofState, HomeEvent, ForecastFacts> = {
  name: NAME,
  initial,
  hears: new Set<ProofEvent['kind']>(['reading', 'devices', 'calls', 'tariff', 'tick']),
  step(state, event, now, facts) {
    const known = event as ProofEvent;
    switch (known.kind) {
      case 'reading':
        return hear(state, known.reading, now, facts);
      case 'devices':
        return { state: withDrawn(state, drawnOf(known)) };
      case 'calls':
        return recall(state, known.calls, now);
      case 'tariff':
        return { state: now.trust === 'none' ? state : { ...state, prices: priceChanges(known.tariff, now.wall) } };
      case 'tick':
        return tick(state, now);
      default:
        return { state };
    }
  },
};

function drawnOf({ devices }: DevicesEvent): Drawn {
  const drawn: Record<string, number> = {};
  for (const { descriptor, report } of devices) if (report?.online && report.power !== null) drawn[descriptor.id] = report.power;
  return drawn;
}

/** Each second's step is written out: naming the fields is quicker than copying them. */
function withDrawn({ calls, tracked, quarters, days = [], last, prices, published, n }: ProofState, drawn: Drawn): ProofState {
  return { calls, tracked, quarters, days, drawn, last, prices, published, n };
}

/** Only a power that the meter measured, and no longer than it is fresh, is held until the next reading. */
const heldPower = (last: Last, until: Instant): number | null => (last.quality === 'measured' && until - last.at <= staleAfter(last.period) ? last.power : null);

const isOpen = ({ done }: Tracked): boolean => !done;

function hear(before: ProofState, { at, power, period, quality }: MeterReading, now: Now, facts: Readonly<Partial<ForecastFacts>>): Stepped {
  const { last } = before;
  if (last && at <= last.at && at > last.at - MINUTE) return { state: before };
  const next = { at, power, period, quality };
  if (!last || at <= last.at) return { state: { ...before, last: next } };
  const held = heldPower(last, at);
  const { calls, drawn, prices, published, n } = before;
  const quarters = held === null ? before.quarters : measured(before.quarters, last.at, at - last.at, held, drawn);
  const tracked = before.tracked.some(isOpen) ? before.tracked.map((one) => measure(one, before, last.at, next, held, facts)) : before.tracked;
  const state = { calls, tracked, quarters, days: learned(before, quarters, facts), drawn, last: next, prices, published, n };
  return tracked === before.tracked ? { state } : settle(state, at, now);
}

/** The days, once a quarter of an hour is over; nothing is learned before the home's zone is known. */
function learned({ quarters, days = [], tracked }: ProofState, next: readonly Quarter[], { forecast }: Readonly<Partial<ForecastFacts>>): readonly MeteredDay[] {
  const [over, running] = [quarters.at(-1), next.at(-1)];
  if (!over || !forecast || over.start === running?.start) return days;
  const end = after(over.start, QUARTER);
  return withQuarter(days, over, tracked.some((one) => one.from < end && endOf(one) > over.start), forecast.zone);
}

function measure(tracked: Tracked, { quarters, days = [] }: ProofState, from: Instant, { at, power, quality }: Last, held: number | null, facts: Readonly<Partial<ForecastFacts>>): Tracked {
  if (tracked.done || at < tracked.from) return tracked;
  const based = tracked.baseline ? tracked : { ...tracked, baseline: baselineOf({ start: tracked.from, end: measuredUntil(tracked) }, { quarters, days, forecast: facts.forecast }), asked: askedPower(tracked.call, quarters, tracked.from) };
  const advanced = advance(based, from, at, held);
  return power === null || quality !== 'measured' ? advanced : respond(advanced, at, power);
}

/** What has been measured to its end is a receipt, kept in the journal. @param until how far the meter has told. */
function settle(before: ProofState, until: Instant, now: Now): Stepped {
  const over = new Set(before.tracked.filter((one) => isOpen(one) && measuredUntil(one) <= until));
  if (over.size === 0) return { state: before };
  const tracked = before.tracked.map((one) => (over.has(one) ? { ...one, done: true } : one));
  const state = { ...before, tracked };
  const records = provenOf(state, now).filter(({ id }) => [...over].some(({ call }) => call.id === id));
  return publish(state, records.map(({ id, issuer, receipt }) => ({ kind: 'store', record: { kind: 'receipt', at: now.wall, call: id, issuer, receipt } })), now);
}

/** The calls as they stand now: those that run are measured, those that stop before their end are left. */
function recall(before: ProofState, calls: readonly StandingCall[], now: Now): Stepped {
  const changed = calls.filter((call) => before.calls.find(({ id }) => id === call.id)?.status !== call.status);
  const known = before.tracked.map((one) => recalled(one, calls.find(({ id }) => id === one.call.id), now));
  const begun = calls.filter(({ id, status }) => status === 'running' && !known.some(({ call }) => call.id === id));
  const tracked = shortened([...known, ...begun.map((call) => begin(call, Math.max(call.start, Math.min(now.wall, call.end)) as Instant))]);
  const records: Wanted[] = changed.map(({ id, issuer, status, firmness, start, end }) => ({ kind: 'store', record: { kind: 'call', at: now.wall, call: id, issuer, status, firmness, start, end } }));
  return publish({ ...before, calls, tracked }, records, now);
}

function recalled(tracked: Tracked, call: StandingCall | undefined, now: Now): Tracked {
  if (!call || tracked.done) return tracked;
  if (call.status === 'running') return { ...tracked, call, leftAt: null, after: tracked.leftAt === null ? tracked.after : { work: 0, covered: 0 } };
  const leftAt = tracked.leftAt ?? (now.wall < call.end ? (Math.max(now.wall, tracked.from) as Instant) : null);
  return { ...tracked, call, leftAt };
}

/** Those that run stay; of the others the newest. */
const shortened = (tracked: readonly Tracked[]): readonly Tracked[] =>
  tracked.length <= MOST_TRACKED ? tracked : [...tracked].sort((one, other) => Number(one.done) - Number(other.done) || other.from - one.from).slice(0, MOST_TRACKED);

function tick(before: ProofState, now: Now): Stepped {
  const { published, tracked, last } = before;
  const mayTell = published?.boot !== now.boot || now.mono - published.mono >= TELL_EVERY;
  const isOverdue = now.trust !== 'none' && tracked.some((one) => isOpen(one) && now.wall >= after(measuredUntil(one), PATIENCE));
  if (isOverdue) {
    const from = last?.at ?? now.wall;
    const silent = tracked.map((one) => (isOpen(one) && now.wall >= after(measuredUntil(one), PATIENCE) ? advance(one, Math.min(from, now.wall) as Instant, now.wall, null) : one));
    return settle({ ...before, tracked: silent }, after(now.wall, -PATIENCE), now);
  }
  return mayTell && (tracked.some(isOpen) || published?.boot !== now.boot) ? publish(before, [], now) : { state: before };
}

/** Calls and receipts, oldest first; a receipt outlives the call that control no longer tells of. */
function provenOf({ calls, tracked, prices }: ProofState, now: Now): readonly ProvenCall[] {
  const gone = tracked.filter(({ call }) => !calls.some(({ id }) => id === call.id)).map(({ call }) => call);
  const proven = [...gone, ...calls].map((call) => {
    const one = tracked.find((other) => other.call.id === call.id);
    return { ...call, receipt: one ? receiptOf(one, overlapsOf(one, tracked, prices), now.wall) : null };
  });
  return proven.sort((one, other) => one.start - other.start);
}

function publish(state: ProofState, records: readonly Wanted[], now: Now): Stepped {
  const wanted: readonly Wanted[] = [...records, { kind: 'publish', name: 'events', body: provenOf(state, now) }];
  const effects = wanted.map((effect, index) => ({ ...effect, id: effectId(now, NAME, state.n + index) }));
  return { state: { ...state, published: { boot: now.boot, mono: now.mono }, n: state.n + wanted.length }, effects };
}
