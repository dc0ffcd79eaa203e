import type { DeviceDescriptor, DeviceReport } from '../device/device.ts';
import type { HomeEvent, Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { floorTo, type Instant } from '../time/instant.ts';
import { cellOf, HALF_HOUR, habitAt, learn, NO_HABIT, type Habit } from './habit.ts';
import type { LoadForecast } from './load.ts';

/** What control last said of each device; more fields may stand beside these. */
export interface DevicesEvent extends HomeEvent {
  readonly kind: 'devices';
  readonly devices: readonly { readonly descriptor: DeviceDescriptor; readonly report: DeviceReport | null }[];
}

export type ForecastEvent = ReadingEvent | DevicesEvent | HomeEvent;

/** The half-hour being heard. Work is in W·ms. */
interface Hearing {
  readonly start: Instant;
  readonly work: number;
  readonly covered: number;
}

export interface ForecastState {
  readonly habit: Habit;
  readonly anchor: LoadForecast['anchor'];
  readonly hearing: Hearing | null;
  /** Base load in W and the wall time it was read at. */
  readonly last: { readonly at: Instant; readonly power: number } | null;
  /** W that the movable devices draw together; null where one of them does not tell. */
  readonly moved: number | null;
}

export interface ForecastFacts {
  readonly forecast: LoadForecast;
}

export const initialForecastState: ForecastState = { habit: NO_HABIT, anchor: null, hearing: null, last: null, moved: 0 };

/** Two readings further apart than this say nothing about the time between. */
const LONGEST_GAP = HALF_HOUR;
/** A half-hour of which less was heard teaches nothing. */
const LEAST_COVERED = HALF_HOUR / 2;

/** What a plan may move is not habit: stores and appliances are taken out of the load. */
const isMovable = ({ primitive }: DeviceDescriptor): boolean => primitive.kind === 'store' || primitive.kind === 'profile';

/** An offline device draws nothing that is known of; one that is there and does not tell makes the base unknown. */
function movedPower({ devices }: DevicesEvent): number | null {
  let sum = 0;
  for (const { descriptor, report } of devices) {
    if (!isMovable(descriptor) || !report?.online) continue;
    const power = report.power ?? report.setpoint;
    if (power === null) return null;
    sum += power;
  }
  return sum;
}

/** Learns the half-hour that is over, and how far it lay from its habit before. */
function close(state: ForecastState, zone: string): ForecastState {
  const { hearing } = state;
  if (!hearing || hearing.covered < LEAST_COVERED) return { ...state, hearing: null };
  const mean = hearing.work / hearing.covered;
  const cell = cellOf(hearing.start, zone);
  const expected = habitAt(state.habit, cell);
  const end = (hearing.start + HALF_HOUR) as Instant;
  return { ...state, hearing: null, habit: learn(state.habit, cell, mean), anchor: expected ? { at: end, above: mean - expected.mean } : null };
}

/** A reading stands for the time since the one before it, in the half-hour it ends in. */
function hear(state: ForecastState, at: Instant, power: number, zone: string): ForecastState {
  const start = floorTo((at - 1) as Instant, HALF_HOUR);
  const open = state.hearing?.start === start ? state : close(state, zone);
  const since = state.last ? at - state.last.at : 0;
  const length = since > 0 && since <= LONGEST_GAP ? Math.min(since, at - start) : 0;
  const hearing = open.hearing ?? { start, work: 0, covered: 0 };
  const { habit, anchor, moved } = open;
  return { habit, anchor, hearing: { start, work: hearing.work + power * length, covered: hearing.covered + length }, last: { at, power }, moved };
}

const isReading = (event: ForecastEvent): event is ReadingEvent => event.kind === 'reading';
const isDevices = (event: ForecastEvent): event is DevicesEvent => event.kind === 'devices';

const withMoved = ({ habit, anchor, hearing, last }: ForecastState, moved: number | null): ForecastState => ({ habit, anchor, hearing, last, moved });

function heard(state: ForecastState, event: ForecastEvent, zone: string): ForecastState {
  if (isDevices(event)) return withMoved(state, movedPower(event));
  if (!isReading(event)) return state;
  const { power, at } = event.reading;
  const backwards = state.last !== null && at <= state.last.at;
  return power === null || state.moved === null || backwards ? state : hear(state, at, power - state.moved, zone);
}

/** Learns the load of the home by kind of day and half-hour, from the meter and with no help from outside. */
export function forecastMachine(zone: string): Machine<ForecastState, ForecastEvent, ForecastFacts> {
  return {
    name: 'forecast',
    initial: initialForecastState,
    hears: new Set<ForecastEvent['kind']>(['reading', 'devices']),
    step(before, event) {
      const state = heard(before, event, zone);
      if (state === before) return { state };
      return { state, facts: { forecast: { zone, habit: state.habit, anchor: state.anchor, last: state.last?.power ?? null } } };
    },
  };
}
