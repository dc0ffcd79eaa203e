import { contactsElapsed, contactsRead } from './contact.ts';
import type { ContactEvent, HeartbeatEvent } from './event.ts';
import { g100Read, g100Waited, initialG100, type G100State } from './g100.ts';
import type { LimitKey } from './limit.ts';
import type { LpcLoss, ScheduleLoss } from './loss.ts';
import type { LpcConfig } from './lpc.ts';
import { lpcBeat, lpcConfig, lpcElapsed, lpcStarted, type LpcInstance } from './lpcSource.ts';
import type { LimitConfig, LimitSource } from './standing.ts';
import { isReplacedBy, type FailsafeValues, type LimitState } from './state.ts';
import type { GridReading } from '../device/sense.ts';
import type { Now } from '../time/now.ts';

const DIRECTIONS = ['import', 'export'] as const;

/** One direction of one source with an LPC loss profile. */
export interface LpcPart {
  readonly source: string;
  readonly direction: LimitKey['direction'];
  readonly loss: LpcLoss;
  readonly config: LpcConfig;
  /** Where its instance stands in the state. */
  readonly instance: string;
}

const partsOf = ({ source, loss }: LimitSource): readonly LpcPart[] =>
  loss?.kind !== 'lpc'
    ? []
    : DIRECTIONS.flatMap((direction) => {
        const config = lpcConfig(loss, direction);
        return config ? [{ source, direction, loss, config, instance: `${source}/${direction}` }] : [];
      });

/** A configuration does not change, and what is written seldom: its parts are found once. */
const known = new WeakMap<LimitConfig, { readonly failsafes: LimitState['failsafes']; readonly parts: readonly LpcPart[] }>();
export function lpcParts(config: LimitConfig, failsafes: LimitState['failsafes']): readonly LpcPart[] {
  const before = known.get(config);
  if (before?.failsafes === failsafes) return before.parts;
  const parts = config.sources.flatMap(partsOf).map((part) => written(part, failsafes[part.source]));
  known.set(config, { failsafes, parts });
  return parts;
}

/** What the source itself has written goes before what is configured. */
const written = (part: LpcPart, values: FailsafeValues = {}): LpcPart => ({
  ...part,
  config: { ...part.config, failsafe: values[part.direction] ?? part.config.failsafe, failsafeDuration: values.duration ?? part.config.failsafeDuration },
});

/** The LPC states count in seconds. */
export const secondsOf = (state: LimitState): number => state.passage.ms / 1_000;

/** Lets the time of every loss profile pass; a boot starts each LPC instance anew. */
export function elapseProfiles(state: LimitState, config: LimitConfig, now: Now, isNewBoot: boolean): LimitState {
  const lpc = elapsedLpc(state, config, now, isNewBoot);
  const contacts = elapsedContacts(state, config);
  const g100 = elapsedG100(state, config);
  return lpc === state.lpc && contacts === state.contacts && g100 === state.g100 ? state : { ...state, lpc, contacts, g100 };
}

function elapsedLpc(state: LimitState, config: LimitConfig, now: Now, isNewBoot: boolean): LimitState['lpc'] {
  const parts = lpcParts(config, state.failsafes);
  if (parts.length === 0) return state.lpc;
  const at = secondsOf(state);
  return Object.fromEntries(
    parts.map((part): [string, LpcInstance] => {
      const before = state.lpc[part.instance];
      return [part.instance, isNewBoot || !before ? lpcStarted(part.config, before, at, now.wall) : lpcElapsed(before, part.config, at, now.wall)];
    }),
  );
}

function elapsedContacts(state: LimitState, { sources }: LimitConfig): LimitState['contacts'] {
  let contacts = state.contacts;
  for (const { source, loss } of sources) {
    const before = contacts[source];
    if (loss?.kind !== 'contact' || !before) continue;
    const next = contactsElapsed(before, state.passage.ms, loss);
    if (next !== before) contacts = { ...contacts, [source]: next };
  }
  return contacts;
}

function elapsedG100(state: LimitState, { g100 = [] }: LimitConfig): LimitState['g100'] {
  let schemes = state.g100;
  for (const { direction } of g100) {
    const before = schemes[direction] ?? initialG100;
    const next = g100Waited(before, state.passage.ms);
    if (next !== schemes[direction]) schemes = { ...schemes, [direction]: next };
  }
  return schemes;
}

/** A heartbeat counts for the source it names, when it comes from whom that source is configured to be (R08, R09). */
export function beaten(state: LimitState, config: LimitConfig, { source, peer }: HeartbeatEvent): LimitState {
  const parts = lpcParts(config, state.failsafes).filter((part) => part.source === source && part.loss.peer === peer);
  const beats = parts.flatMap((part): [string, LpcInstance][] => {
    const before = state.lpc[part.instance];
    return before ? [[part.instance, lpcBeat(before, secondsOf(state))]] : [];
  });
  return beats.length === 0 ? state : { ...state, lpc: { ...state.lpc, ...Object.fromEntries(beats) } };
}

/** The state after a reading of contacts, or why it is none. */
export function contactHeard(state: LimitState, { sources }: LimitConfig, event: ContactEvent, now: Now): LimitState | 'unknown-source' | 'unknown-contact' {
  const { source } = event;
  const loss = sources.find((one) => one.source === source)?.loss;
  if (loss?.kind !== 'contact') return 'unknown-source';
  const read = contactsRead(state.contacts[source], event, state.passage.ms, now.wall, loss);
  return read ? { ...state, contacts: { ...state.contacts, [source]: read } } : 'unknown-contact';
}

/** A reading of the grid that the guard believed counts once for each customer limitation scheme. @param isWhole see `g100Read`. */
export function g100Heard(state: LimitState, { g100 = [] }: LimitConfig, grid: GridReading, isWhole: boolean, now: Now): LimitState {
  const at = state.passage.ms - (now.mono - grid.heardAt);
  const heard = g100.flatMap((scheme): [string, G100State][] => {
    const before = state.g100[scheme.direction] ?? initialG100;
    return before.counted === grid.heardAt ? [] : [[scheme.direction, g100Waited(g100Read({ ...before, counted: grid.heardAt }, grid.reading, isWhole, at, scheme), state.passage.ms)]];
  });
  return heard.length === 0 ? state : { ...state, g100: { ...state.g100, ...Object.fromEntries(heard) } };
}

/** After an outage words of schedules are not believed any more where the home has a subscription to fall back on. */
export function supplyReturned(state: LimitState, { sources }: LimitConfig): LimitState {
  const subscribed = sources.flatMap(({ source, loss }) => (loss?.kind === 'schedule' ? loss.subscriptions.map((key) => ({ source, key: keyOf(key) })) : []));
  const held = state.held.filter((one) => !subscribed.some((word) => isReplacedBy(one, word)));
  return held.length === state.held.length ? state : { ...state, held };
}

const keyOf = ({ direction, scope }: ScheduleLoss['subscriptions'][number]): LimitKey => ({ direction, scope });
