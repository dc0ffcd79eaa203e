import { effectId, type PublishEffect, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { type Flow, type FlowBase, flowStep, type RegisterBreak } from '../meter/flow.ts';
import type { MeterReading } from '../meter/reading.ts';
import { after, type Instant, type Interval, MINUTE } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { type LocalDay, localDay } from '../time/zone.ts';
import { type PaidPrices, paidPrices, standingCharge } from '../tariff/price.ts';
import { currentTables, type Tariff } from '../tariff/tariff.ts';
import { micro, roundMoney, roundPrice, type Micro } from '../units/money.ts';
import { type Bar, type BarQuality, book, MOST_SLOTS, qualityOf } from './bars.ts';
import { keptMemory, memoryOf, type KeptMemory } from './keptMemory.ts';
import type { AccountMemory } from './memory.ts';
import { LONGEST_SLOT, slotLength } from './slotLength.ts';
import { hasTiers, tieredCosts } from './tieredCost.ts';
import { type TodayState, todayOf } from './today.ts';

/** The tariff that prices the home's energy from now on; today is priced again under it. */
export interface TariffEvent extends HomeEvent {
  readonly kind: 'tariff';
  readonly tariff: Tariff | null;
}

/** One slot for the telemetry store: append-only, the highest revision of a start stands. Energies in mWh. */
export interface IntervalRecord extends Interval {
  readonly import: number | null;
  readonly export: number | null;
  readonly quality: BarQuality;
  readonly revision: number;
  /** The tariff's name for the price at its start; null where it has none. */
  readonly rate: string | null;
  /** Micro as paid, where its tariff has tiers and it was known how far they were filled. */
  readonly tierCost?: Micro;
}

export interface IntervalEffect extends Effect {
  readonly kind: 'interval';
  readonly record: IntervalRecord;
}

/** A register that was not believed: for the log and the badge, nothing was booked. */
export interface RegisterBreakEffect extends Effect {
  readonly kind: 'register-break';
  readonly at: Instant;
  readonly break: RegisterBreak;
}

export interface AccountingFacts {
  readonly today: TodayState;
  /** The slots that were closed last, in order. */
  readonly closed: readonly IntervalRecord[];
}

/** JSON-able: kept and handed back after a restart it goes on within the day. Holds the day's slots and no older ones. */
export interface AccountingState {
  readonly base: FlowBase | null;
  readonly bars: readonly Bar[];
  readonly day: LocalDay | null;
  readonly tariff: Tariff | null;
  readonly prices: readonly PaidPrices[];
  readonly step: number;
  /** What the blocks of a tariff with tiers had used when the day began; null = not known, or there are none. */
  readonly before?: KeptMemory | null;
  readonly until: Instant | null;
  readonly published: { readonly boot: string; readonly mono: number } | null;
  readonly effects: number;
}

/** What it looks at beside events. */
export interface AccountingInputs {
  /** What blocks have used by the last slot that was closed. */
  readonly tally: AccountMemory;
}

export type AccountingEvent = ReadingEvent | TariffEvent | TickEvent;
type AccountingEffect = IntervalEffect | RegisterBreakEffect | PublishEffect;
type AccountingStep = Step<AccountingState, AccountingFacts>;

export interface AccountingConfig {
  /** IANA zone of the home: its days. */
  readonly zone: string;
}

/** `today` is told at every change of slot, day or tariff, and this often between. */
const TELL_EVERY = MINUTE;

const initial: AccountingState = { base: null, bars: [], day: null, tariff: null, prices: [], step: LONGEST_SLOT, until: null, published: null, effects: 0 };

/**
 * Makes energy by slots of readings, and today's money of it. Until the clock is trusted at all nothing is booked: the
 * registers wait, and the first difference after covers the time.
 */
export function accounting(config: AccountingConfig): Machine<AccountingState, AccountingEvent, AccountingFacts, AccountingFacts & AccountingInputs> {
  return {
    name: 'accounting',
    initial,
    hears: new Set(['reading', 'tariff', 'tick']),
    step(last, event, now, { tally }) {
      const state = withTally(last, tally);
      if (now.trust === 'none') return { state: event.kind === 'tariff' ? { ...state, day: null, tariff: event.tariff } : state };
      if (event.kind === 'reading') return hear(state, event.reading, config, now);
      if (event.kind === 'tariff') return retariff(state, event.tariff, config, now);
      return event.kind === 'tick' ? tick(state, config, now) : { state };
    },
  };
}

function hear(state: AccountingState, reading: MeterReading, config: AccountingConfig, now: Now): AccountingStep {
  const { base, flow, breaks } = flowStep(state.base, reading);
  if (base === state.base) return { state };
  const effects: AccountingEffect[] = [];
  let next = withBase(state, base);
  for (const one of breaks) next = told(next, { kind: 'register-break', at: reading.at, break: one }, now, effects);
  if (flow) next = booked(next, flow, reading.quality === 'estimated', now, effects);
  const today = onDay(close(next, reading.at, now, effects), localDay(now.wall, config.zone));
  const due = effects.length > 0 || today.day !== state.day || isDue(today, now);
  return due ? publish(today, now, effects) : { state: today };
}

function withBase({ bars, day, tariff, prices, step, before = null, published, effects }: AccountingState, base: FlowBase): AccountingState {
  return { base, bars, day, tariff, prices, step, before, until: base.at, published, effects };
}

function withBars({ base, day, tariff, prices, step, before = null, until, published, effects }: AccountingState, bars: readonly Bar[]): AccountingState {
  return { base, bars, day, tariff, prices, step, before, until, published, effects };
}

/** Too long a silence is handed out as the one coarse interval it is. */
function booked(state: AccountingState, flow: Flow, estimated: boolean, now: Now, effects: AccountingEffect[]): AccountingState {
  if (flow.end - flow.start <= MOST_SLOTS * state.step) return withBars(state, book(state.bars, flow, state.step, estimated || flow.start === flow.end));
  const { start, end, import: bought, export: sold } = flow;
  return told(state, { kind: 'interval', record: { start, end, import: bought, export: sold, quality: 'estimated', revision: 1, rate: null } }, now, effects);
}

/** Hands out the slots that a reading has passed. */
function close(state: AccountingState, at: Instant, now: Now, effects: AccountingEffect[]): AccountingState {
  if (!state.bars.some((bar) => bar.open && bar.end <= at)) return state;
  let next = state;
  const bars = state.bars.map((bar) => {
    if (!bar.open || bar.end > at) return bar;
    const closed = { ...bar, open: false, revision: bar.revision + 1 };
    const tierCost = tierCostOf(state, bar);
    next = told(next, { kind: 'interval', record: { ...recordOf(closed, state.tariff), ...(tierCost !== null && { tierCost }) } }, now, effects);
    return closed;
  });
  return { ...next, bars: state.day ? current(bars, state.day) : bars };
}

/** Until a slot of the day is closed, what the tally has counted is what was used before the day. */
function withTally(state: AccountingState, tally: AccountMemory | undefined): AccountingState {
  const { day, bars, tariff } = state;
  if (!tally || !day || !hasTiers(tariff) || bars.some(({ start, revision }) => start >= day.interval.start && revision > 0)) return state;
  return { ...state, before: keptMemory(tally) };
}

/** Null where the tariff has no tiers, or nobody knows how far they were filled. */
function tierCostOf({ day, bars, tariff, before }: AccountingState, bar: Bar): Micro | null {
  if (!day || !before || !hasTiers(tariff) || bar.start < day.interval.start) return null;
  const money = tieredCosts(bars.filter(({ start }) => start >= day.interval.start && start <= bar.start), tariff, memoryOf(before)).at(-1)?.money ?? null;
  return money === null ? null : roundMoney(money);
}

function recordOf(bar: Bar, tariff: Tariff | null): IntervalRecord {
  const [price] = tariff ? paidPrices(tariff, { start: bar.start, end: after(bar.start, 1) }) : [];
  return { start: bar.start, end: bar.end, import: bar.import, export: bar.export, quality: qualityOf(bar), revision: bar.revision, rate: price?.rate ?? null };
}

type Unnumbered<E extends AccountingEffect> = E extends AccountingEffect ? Omit<E, 'id'> : never;

function told(state: AccountingState, effect: Unnumbered<AccountingEffect>, now: Now, effects: AccountingEffect[]): AccountingState {
  effects.push({ ...effect, id: effectId(now, 'accounting', state.effects) });
  return { ...state, effects: state.effects + 1 };
}

const current = (bars: readonly Bar[], day: LocalDay): readonly Bar[] => bars.filter((bar) => bar.open || bar.end > day.interval.start);

/** Makes `day` the day of the book: its prices, the slots they need, and no closed slot of an earlier day. */
function onDay(state: AccountingState, day: LocalDay): AccountingState {
  if (state.day?.date === day.date) return state;
  return priced({ ...state, bars: current(state.bars, day) }, day, state.tariff);
}

function priced(state: AccountingState, day: LocalDay, tariff: Tariff | null): AccountingState {
  const prices = tariff ? paidPrices(tariff, day.interval) : [];
  return { ...state, day, tariff: tariff && currentTables(tariff, day.interval.start), prices, step: slotLength(day.interval, prices) };
}

function retariff(state: AccountingState, tariff: Tariff | null, config: AccountingConfig, now: Now): AccountingStep {
  return publish(priced(state, state.day ?? localDay(now.wall, config.zone), tariff), now, []);
}

/** A new local day starts on the screen also when the meter is silent. */
function tick(state: AccountingState, config: AccountingConfig, now: Now): AccountingStep {
  const day = localDay(now.wall, config.zone);
  if (state.day !== null && day.interval.start < state.day.interval.end) return { state };
  return publish(onDay(state, day), now, []);
}

const isDue = ({ published }: AccountingState, now: Now): boolean =>
  published === null || published.boot !== now.boot || now.mono - published.mono >= TELL_EVERY;

function publish(state: AccountingState, now: Now, effects: AccountingEffect[]): AccountingStep {
  const { day, bars, step, prices, tariff, before } = state;
  if (!day) return { state, effects };
  const until = Math.max(day.interval.start, Math.min(state.until ?? day.interval.start, day.interval.end)) as Instant;
  const today = todayOf({ day, until, bars, step, prices, standingCharge: dailyCharge(tariff, day.interval.start), tiers: before && hasTiers(tariff) ? { tariff, before: memoryOf(before) } : null });
  const closed = effects.flatMap((effect) => (effect.kind === 'interval' ? [effect.record] : []));
  const next = told({ ...state, published: { boot: now.boot, mono: now.mono } }, { kind: 'publish', name: 'today', body: today }, now, effects);
  return { state: next, facts: closed.length > 0 ? { today, closed } : { today }, effects };
}

function dailyCharge(tariff: Tariff | null, at: Instant): Micro | null {
  const charge = tariff && standingCharge(tariff, at);
  return charge === null ? null : micro(roundPrice(charge));
}
