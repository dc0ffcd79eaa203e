import type { DevicesEvent } from '../forecast/machine.ts';
import { effectId, type PublishEffect, type ReplyEffect, type ReplyOutcome, type StoredEvent, type StoreEffect, type StoreFailedEvent, type TickEvent } from '../machine/effect.ts';
import type { Effect, HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { MeterCounters, MeterReading } from '../meter/reading.ts';
import { MINUTE } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { RequestEvent } from '../wish/request.ts';
import { tell } from './alarms.ts';
import { DEFAULT_SAFETY, type SafetyConfig } from './config.ts';
import { NO_DANGER, watchDanger, type DangerState } from './danger.ts';
import type { Alarm, AlarmSeenBody, Excursion, ExcursionEffect, Finding, HighUseEffect, MeterCounts, SafetyBody } from './event.ts';
import { NO_EXCURSIONS, watchExcursions, type ExcursionState } from './excursions.ts';
import { NO_INTERFERENCE, watchInterference, type InterferenceState } from './interference.ts';
import { NO_QUALITY, watchQuality, type QualityState } from './quality.ts';
import { hearDevices, NO_SUBMETERS, watchSubmeters, type SubmeterState } from './submeters.ts';
import { NO_SUPPLY, watchSilence, watchSupply, type SupplyState } from './supply.ts';
import { dayNumber, ofLate, tallied, type DayTally } from './tally.ts';
import { NO_USE, watchUse, type UseFacts, type UseState } from './use.ts';

/** Somebody's "seen" on its way into the journal. */
interface Pending {
  readonly storeId: string;
  readonly credential: string;
  readonly requestId: string;
  readonly alarm: string;
}

/** JSON-able; nothing in it grows with time but 92 days of two counts. */
export interface SafetyState {
  readonly danger: DangerState;
  readonly quality: QualityState;
  readonly excursions: ExcursionState;
  readonly supply: SupplyState;
  readonly interference: InterferenceState;
  readonly submeters: SubmeterState;
  /** Left out by states that were kept before there was such a watch. */
  readonly use?: UseState;
  readonly alarms: readonly Alarm[];
  readonly days: readonly DayTally[];
  readonly meter: MeterCounts | null;
  readonly pending: readonly Pending[];
  /** When the body last went out; `changed` = a count has changed since. */
  readonly published: { readonly boot: string; readonly mono: number } | null;
  readonly changed: boolean;
  readonly n: number;
}

type SafetyEvent = ReadingEvent | DevicesEvent | TickEvent | RequestEvent<AlarmSeenBody> | StoredEvent | StoreFailedEvent;
type Stepped = Step<SafetyState, unknown>;
type Wanted = StoreEffect | PublishEffect | ReplyEffect | ExcursionEffect | HighUseEffect;
type Unnumbered<E extends Wanted> = E extends Wanted ? Omit<E, 'id'> : never;

const NAME = 'safety';
/** Counts are told this often at most; alarms at once. */
const TELL_EVERY = MINUTE;
const MOST_PENDING = 16;

const initial: SafetyState = {
  danger: NO_DANGER, quality: NO_QUALITY, excursions: NO_EXCURSIONS, supply: NO_SUPPLY, interference: NO_INTERFERENCE, submeters: NO_SUBMETERS, use: NO_USE,
  alarms: [], days: [], meter: null, pending: [], published: null, changed: false, n: 0,
};

/**
 * Dangerous voltage, sags and swells, loss of supply and interference (E7, E18, E19, E21), and use above the household's own limits (I13). What is not known raises
 * nothing and ends nothing: an alarm lasts until a reading shows that it is over.
 */
export function safety(config: SafetyConfig = DEFAULT_SAFETY): Machine<SafetyState, HomeEvent, unknown, UseFacts> {
  return {
    name: NAME,
    initial,
    hears: new Set<SafetyEvent['kind']>(['reading', 'devices', 'tick', 'request', 'stored', 'store-failed']),
    step(state, event, now, facts) {
      const known = event as SafetyEvent;
      switch (known.kind) {
        case 'reading':
          return hear(state, known.reading, config, now, facts);
        case 'devices':
          return { state: withSubmeters(state, hearDevices(state.submeters, known)) };
        case 'tick':
          return tick(state, config, now);
        case 'request':
          return known.body.kind === 'alarm-seen' ? ask(state, known, now) : { state };
        case 'stored':
          return settle(state, known.id, null, now);
        case 'store-failed':
          return settle(state, known.id, known.reason, now);
        default:
          return { state };
      }
    },
  };
}

const withSubmeters = (state: SafetyState, submeters: SubmeterState): SafetyState => (submeters === state.submeters ? state : { ...state, submeters });

/** Older than the last by up to a minute is a late telegram; by more, the clock was set back. */
const isLate = ({ last }: SupplyState, { at }: MeterReading): boolean => last !== null && at <= last.at && at > last.at - MINUTE;

function hear(before: SafetyState, reading: MeterReading, config: SafetyConfig, now: Now, facts: UseFacts): Stepped {
  if (isLate(before.supply, reading)) return { state: before };
  const danger = watchDanger(before.danger, reading, config);
  const quality = watchQuality(before.quality, reading, config);
  const excursions = watchExcursions(before.excursions, reading, before.supply.last?.at ?? reading.at, config);
  const supply = watchSupply(before.supply, reading, now);
  const interference = watchInterference(before.interference, reading);
  const submeters = watchSubmeters(before.submeters, reading);
  const use = watchUse(before.use ?? NO_USE, reading, facts);
  const meter = countsOf(reading.counters, before.meter);
  const { alarms, days, pending, published, n } = before;
  const changed = before.changed || excursions.over.length > 0 || meter !== before.meter;
  const state: SafetyState = {
    danger: danger.state, quality: quality.state, excursions: excursions.state, supply: supply.state, interference: interference.state, submeters: submeters.state, use: use.state,
    alarms, days, meter, pending, published, changed, n,
  };
  const ofSupply = config.live ? supply.findings : [];
  const count = danger.findings.length + quality.findings.length + ofSupply.length + interference.findings.length + submeters.findings.length + use.findings.length;
  if (count + excursions.over.length === 0) return { state };
  return found(state, [...danger.findings, ...quality.findings, ...ofSupply, ...interference.findings, ...submeters.findings, ...use.findings], excursions.over, now);
}

const sumOf = (counts: MeterCounters['sags']): number | null => {
  const values = Object.values(counts);
  return values.length === 0 ? null : values.reduce((sum, count) => sum + count, 0);
};

/** The same object while the meter counts nothing new. */
function countsOf(counters: MeterCounters | undefined, before: MeterCounts | null): MeterCounts | null {
  if (!counters) return before;
  const { failures, longFailures } = counters;
  const [sags, swells] = [sumOf(counters.sags), sumOf(counters.swells)];
  const isSame = before?.failures === failures && before.longFailures === longFailures && before.sags === sags && before.swells === swells;
  return isSame ? before : { failures, longFailures, sags, swells };
}

const isUse = ({ kind }: Finding): boolean => kind === 'use-power' || kind === 'use-energy' || kind === 'use-cost';

/** Alarms are told and written down at once. */
function found(before: SafetyState, findings: readonly Finding[], over: readonly Excursion[], now: Now): Stepped {
  const wanted: Unnumbered<Wanted>[] = over.map((record) => ({ kind: 'excursion', record }));
  let { alarms } = before;
  for (const finding of findings) {
    const told = tell(alarms, finding);
    alarms = told.alarms;
    if (told.alarm) wanted.push({ kind: 'store', record: { kind: 'safety', at: now.wall, change: finding.change, alarm: told.alarm } });
    if (told.alarm && finding.change === 'begins' && isUse(finding)) wanted.push({ kind: 'high-use', alarm: told.alarm });
  }
  const state = { ...before, alarms, days: tallied(before.days, over) };
  return alarms === before.alarms ? want(state, wanted, now) : publish(state, wanted, now);
}

/** A new boot's pages know nothing yet; counts wait a minute; and of an old day nothing is counted any more. */
function tick(before: SafetyState, config: SafetyConfig, now: Now): Stepped {
  const days = now.trust === 'none' ? before.days : ofLate(before.days, dayNumber(now.wall));
  const silence = watchSilence(before.supply, now);
  const changed = before.changed || days !== before.days;
  const state = days === before.days && silence.state === before.supply ? before : { ...before, days, supply: silence.state, changed };
  if (config.live && silence.findings.length > 0) return found(state, silence.findings, [], now);
  const { published } = state;
  const isDue = published?.boot !== now.boot || (changed && now.mono - published.mono >= TELL_EVERY);
  return isDue ? publish(state, [], now) : { state };
}

function ask(state: SafetyState, { credential, request, body }: RequestEvent<AlarmSeenBody>, now: Now): Stepped {
  const refused = state.pending.length >= MOST_PENDING ? 'busy' : state.alarms.some(({ id }) => id === body.alarm) ? null : 'unknown-alarm';
  if (refused !== null) return want(state, [reply(credential, request.id, 'refused', refused)], now);
  const pending = { storeId: effectId(now, NAME, state.n), credential, requestId: request.id, alarm: body.alarm };
  const record = { kind: 'alarm-seen', credential, requestId: request.id, alarm: body.alarm };
  return want({ ...state, pending: [...state.pending, pending] }, [{ kind: 'store', record }], now);
}

function settle(before: SafetyState, id: string, reason: string | null, now: Now): Stepped {
  const open = before.pending.find(({ storeId }) => storeId === id);
  if (!open) return { state: before };
  const state = { ...before, pending: before.pending.filter((one) => one !== open) };
  if (reason !== null) return want(state, [reply(open.credential, open.requestId, 'refused', 'not-stored')], now);
  const alarms = state.alarms.map((alarm) => (alarm.id === open.alarm ? { ...alarm, acknowledged: true } : alarm));
  return publish({ ...state, alarms }, [reply(open.credential, open.requestId, 'done', null)], now);
}

const reply = (credential: string, requestId: string, outcome: ReplyOutcome, reason: string | null): Unnumbered<ReplyEffect> => ({ kind: 'reply', credential, requestId, outcome, reason });

function publish(state: SafetyState, wanted: readonly Unnumbered<Wanted>[], now: Now): Stepped {
  return want({ ...state, published: { boot: now.boot, mono: now.mono }, changed: false }, [...wanted, { kind: 'publish', name: 'safety', body: bodyOf(state) }], now);
}

function bodyOf({ alarms, days, meter }: SafetyState): SafetyBody {
  return { alarms, sags: days.reduce((sum, day) => sum + day.sags, 0), swells: days.reduce((sum, day) => sum + day.swells, 0), meter };
}

function want(state: SafetyState, wanted: readonly Unnumbered<Wanted>[], now: Now): Stepped {
  const effects: readonly Effect[] = wanted.map((effect, index) => ({ ...effect, id: effectId(now, NAME, state.n + index) }));
  return { state: { ...state, n: state.n + wanted.length }, effects };
}
