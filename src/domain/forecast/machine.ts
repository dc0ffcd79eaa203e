import type { DeviceDescriptor, DeviceReport } from '../device/device.ts';
import type { HomeEvent, Machine } from '../machine/machine.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { priceSlots } from '../tariff/price.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { after, HOUR, type Instant } from '../time/instant.ts';
import { HALF_HOUR } from './habit.ts';
import { hear, type Measured } from './hearing.ts';
import { learn, learnOver, type OutlookState } from './outlook.ts';
import { NO_SERIES } from './series.ts';
import type { Place } from './sun.ts';

/** What control last said of each device; more fields may stand beside these. */
export interface DevicesEvent extends HomeEvent {
  readonly kind: 'devices';
  readonly devices: readonly { readonly descriptor: DeviceDescriptor; readonly report: DeviceReport | null }[];
}

interface TariffEvent extends HomeEvent {
  readonly kind: 'tariff';
  readonly tariff: Tariff | null;
}

export type ForecastEvent = ReadingEvent | DevicesEvent | TariffEvent | HomeEvent;

interface ForecastConfig {
  readonly zone: string;
  readonly place: Place | null;
}

/** Positive W of the arrays that tell; `power` null where one of them does not. */
interface Generated {
  readonly power: number | null;
  /** Something holds one of them back: what it makes is not what it could. */
  readonly held: boolean;
}

export interface ForecastState extends Omit<OutlookState, 'zone' | 'place' | 'last' | 'made'> {
  /** Base load in W and the wall time it was read at. */
  readonly last: { readonly at: Instant; readonly power: number } | null;
  /** W that the movable devices draw together; null where one of them does not tell. */
  readonly moved: number | null;
  /** Null or left out: there is no array that anything is known of. */
  readonly generated?: Generated | null | undefined;
  /** Name of the tariff that the prices were learned from. */
  readonly pricesOf?: string | undefined;
}

export interface ForecastFacts {
  readonly forecast: OutlookState;
}

export const initialForecastState: ForecastState = { ...NO_SERIES, half: null, last: null, moved: 0 };

/** Two readings further apart than this say nothing about the time between. */
const LONGEST_GAP = HALF_HOUR;
/** Prices are learned from those published so long ago, to those so far ahead. */
const PRICES_BACK = 28 * 24 * HOUR;
const PRICES_AHEAD = 72 * HOUR;

/** What a plan may move is not habit: stores, vehicles and appliances are taken out of the load. */
const isMovable = ({ primitive, kind }: DeviceDescriptor): boolean => primitive.kind === 'store' || primitive.kind === 'profile' || kind === 'car';

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

function generatedPower({ devices }: DevicesEvent): Generated | null {
  const arrays = devices.filter(({ descriptor }) => descriptor.kind === 'pv');
  if (arrays.length === 0) return null;
  const powers = arrays.map(({ report }) => (report?.online ? report.power : null));
  const power = powers.includes(null) ? null : -powers.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return { power, held: arrays.some(({ report }) => report?.setpoint !== null && report?.setpoint !== undefined) };
}

/** Base load in W of what the meter reads; null where a device that is part of it does not tell. An array never heard of stays within the net. */
function baseOf({ moved, generated, generation }: ForecastState, net: number): number | null {
  if (moved === null) return null;
  if (!generated || (generated.power === null && !generation)) return net - moved;
  return generated.power === null ? null : net - moved + generated.power;
}

/** Written out, because a copy of the state with every reading costs more than all else here. */
function heardReading(state: ForecastState, at: Instant, load: number, config: ForecastConfig): ForecastState {
  const { generated, moved, last, pricesOf } = state;
  const since = last ? at - last.at : 0;
  const start = since > 0 && since <= LONGEST_GAP ? last?.at ?? at : at;
  const measured: Measured = { start, end: at, load, generation: generated && !generated.held ? generated.power : null };
  const { hearing, over } = hear(state.half ?? null, measured);
  const { habit, anchor, blend, errors, generation, prices, scorings, warmth, heardUntil } = over.length > 0 ? over.reduce(learnOver, outlookOf(state, config)) : state;
  return { habit, anchor, blend, errors, half: hearing, last: { at, power: load }, moved, generated, generation, prices, scorings, warmth, heardUntil, pricesOf };
}

const outlookOf = ({ habit, anchor, blend, errors, half, last, generated, generation, prices, scorings, warmth, heardUntil }: ForecastState, { zone, place }: ForecastConfig): OutlookState => ({
  zone, place, habit, anchor, blend, errors, half, last: last?.power ?? null, made: generated?.power, generation, prices, scorings, warmth, heardUntil,
});

function heardPrices(state: ForecastState, tariff: Tariff, now: Instant, config: ForecastConfig): ForecastState {
  const known = state.pricesOf === tariff.name ? state : { ...state, prices: undefined };
  const start = Math.max(known.prices?.until ?? -Infinity, after(now, -PRICES_BACK)) as Instant;
  const slots = start < after(now, PRICES_AHEAD) ? priceSlots(tariff, { start, end: after(now, PRICES_AHEAD) }) : [];
  const { prices } = learn(outlookOf(known, config), { kind: 'prices', slots });
  return { ...known, prices, pricesOf: tariff.name };
}

const isReading = (event: ForecastEvent): event is ReadingEvent => event.kind === 'reading';
const isDevices = (event: ForecastEvent): event is DevicesEvent => event.kind === 'devices';
const isTariff = (event: ForecastEvent): event is TariffEvent => event.kind === 'tariff';

function withDevices(state: ForecastState, event: DevicesEvent): ForecastState {
  const { habit, anchor, blend, errors, half, last, generation, prices, scorings, warmth, heardUntil, pricesOf } = state;
  return { habit, anchor, blend, errors, half, last, moved: movedPower(event), generated: generatedPower(event), generation, prices, scorings, warmth, heardUntil, pricesOf };
}

function heard(state: ForecastState, event: ForecastEvent, now: Instant, config: ForecastConfig): ForecastState {
  if (isDevices(event)) return withDevices(state, event);
  if (isTariff(event)) return event.tariff ? heardPrices(state, event.tariff, now, config) : state;
  if (!isReading(event)) return state;
  const { power, at } = event.reading;
  const backwards = state.last !== null && at <= state.last.at;
  const load = power === null || backwards ? null : baseOf(state, power);
  return load === null ? state : heardReading(state, at, load, config);
}

/**
 * Learns the load and the generation of the home by kind of day and half-hour, and what its prices are like: from the
 * meter, with no help from outside.
 * @param place where the home file says that it lies; null = learned from its own array.
 */
export function forecastMachine(zone: string, place: Place | null = null): Machine<ForecastState, ForecastEvent, ForecastFacts> {
  const config: ForecastConfig = { zone, place };
  return {
    name: 'forecast',
    initial: initialForecastState,
    hears: new Set<ForecastEvent['kind']>(['reading', 'devices', 'tariff']),
    step(before, event, now) {
      const state = heard(before, event, now.wall, config);
      return state === before ? { state } : { state, facts: { forecast: outlookOf(state, config) } };
    },
  };
}
