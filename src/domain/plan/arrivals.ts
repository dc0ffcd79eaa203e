import type { DeviceId } from '../device/device.ts';
import type { DevicesEvent, ForecastFacts } from '../forecast/machine.ts';
import { effectId, type PublishEffect, type TickEvent } from '../machine/effect.ts';
import type { HomeEvent, Machine, Step } from '../machine/machine.ts';
import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import type { Wish } from '../wish/wish.ts';
import type { WishFacts } from '../wish/wishes.ts';
import { heardOf, usualDeparture, usualEnergy, type Here, type Seen } from './arrival.ts';

/** One car that was plugged in, of whose level nothing is known and of which nobody has said what it needs. Element of the body of `state/arrivals`. */
export interface Arrival {
  readonly device: DeviceId;
  /** Home's wall time of the plug. */
  readonly since: Instant;
  /** mWh that it usually takes, and that a plan assumes until somebody has said; null = nothing is known, and no plan moves it. */
  readonly usual: number | null;
  /** When it usually leaves. */
  readonly by: Instant;
}

export interface ArrivalsFacts {
  /** Wishes that nobody has made: what cars usually take, by when they usually leave. */
  readonly assumed: readonly Wish[];
}

/** JSON-able. */
export interface ArrivalsState extends Seen {
  readonly n: number;
  readonly boot: string | null;
  /** What was told last. */
  readonly told: readonly Arrival[];
}

type Known = Partial<ForecastFacts & WishFacts>;
type Event = DevicesEvent | TickEvent;

export const ARRIVALS = 'arrivals';
/** As a person's wish about a car: after reserves, before comfort. */
const RANK = 2;

/** What an assumed wish is called in a problem. */
const assumedId = (device: DeviceId): string => `assumed-${device}`;

/** Asks once for each stay of a car without a level what it is to take, and assumes its usual until somebody has said. */
export const arrivals: Machine<ArrivalsState, HomeEvent, ArrivalsFacts, Known> = {
  name: ARRIVALS,
  initial: { n: 0, boot: null, here: [], stays: {}, told: [] },
  hears: new Set<Event['kind']>(['devices', 'tick']),
  step(state, event, now, { forecast, wishes = [] }) {
    const known = event as Event;
    const zone = now.trust === 'none' ? undefined : forecast?.zone;
    if (known.kind === 'tick') return tick(state, wishes, zone, now);
    return zone === undefined ? { state } : { state: withSeen(state, heardOf(state, known.devices, now.wall, zone)) };
  },
};

const withSeen = (state: ArrivalsState, seen: Seen): ArrivalsState => (seen === state ? state : { ...state, here: seen.here, stays: seen.stays });

/** Whether somebody has said what the car is to take, for now or by the week. */
const isAnswered = (wishes: readonly Wish[], device: DeviceId, now: Instant): boolean =>
  wishes.some((wish) => wish.device === device && ((wish.kind === 'addedBy' && wish.by > now) || (wish.kind === 'leaves' && wish.in === 'energy')));

function openOf({ here, stays }: Seen, wishes: readonly Wish[], zone: string, now: Instant): readonly Arrival[] {
  const arrivalOf = ({ device, since }: Here): Arrival => {
    const before = stays[device] ?? [];
    return { device, since, usual: usualEnergy(before), by: usualDeparture(before, since, zone) };
  };
  return here.filter(({ device }) => !isAnswered(wishes, device, now)).map(arrivalOf).filter(({ by }) => by > now);
}

const isSame = (one: readonly Arrival[], other: readonly Arrival[]): boolean =>
  one.length === other.length && one.every(({ device, since, usual, by }, n) => {
    const before = other[n];
    return before?.device === device && before.since === since && before.usual === usual && before.by === by;
  });

/** @param zone undefined while the home's time is not known: then nothing is asked. */
function tick(state: ArrivalsState, wishes: readonly Wish[], zone: string | undefined, now: Now): Step<ArrivalsState, ArrivalsFacts> {
  const begun = state.boot !== now.boot;
  const isOf = ({ since }: Here): boolean => since <= now.wall;
  // What was kept in another time is not of this one.
  const current = zone === undefined || state.here.every(isOf) ? state : { ...state, here: state.here.filter(isOf) };
  const told = zone === undefined ? [] : openOf(current, wishes, zone, now.wall);
  if (!begun && isSame(told, state.told)) return { state: current };
  const publish: PublishEffect = { id: effectId(now, ARRIVALS, state.n), kind: 'publish', name: ARRIVALS, body: told };
  return { state: { ...current, boot: now.boot, n: state.n + 1, told }, facts: { assumed: told.flatMap(assumedOf) }, effects: [publish] };
}

const assumedOf = ({ device, usual, by }: Arrival): readonly Wish[] => (usual === null ? [] : [{ kind: 'addedBy', id: assumedId(device), device, rank: RANK, by, energy: usual }]);
