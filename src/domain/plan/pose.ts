import type { DeviceId } from '../device/device.ts';
import type { OutlookState } from '../forecast/outlook.ts';
import { NO_MEMORY, type AccountMemory } from '../ledger/memory.ts';
import type { Limit } from '../limit/limit.ts';
import type { StandingCall } from '../signal/call.ts';
import type { Tariff } from '../tariff/tariff.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { SlotChoice } from '../wish/slotChoice.ts';
import { CHEAPEST, type Intent } from '../wish/intent.ts';
import { WHOLE_HOME, type Wish } from '../wish/wish.ts';
import { at } from './at.ts';
import { calledLimits, calledPrices } from './called.ts';
import { departuresOf } from './departure.ts';
import type { PlannedDevice } from './event.ts';
import { weightsOf } from './intentWeights.ts';
import { planDevice } from './poseDevice.ts';
import { chargesOf } from './poseCharges.ts';
import { forecastFields } from './poseForecast.ts';
import { planWishes, quietChoices, type Purse, type UsedToday } from './poseWishes.ts';
import { slotCarbon, slotPrices } from './prices.ts';
import { PROBLEM_VERSION, type PlanLimit, type PlanProblem } from './problem.ts';
import { wishesLeft, type Run } from './runs.ts';
import { nextBoundary, slotsFor } from './slots.ts';

/** Everything a problem is made of. */
export interface Circumstances {
  readonly tariff: Tariff;
  readonly forecast: OutlookState;
  readonly devices: readonly PlannedDevice[];
  readonly limits: readonly Limit[];
  readonly wishes: readonly Wish[];
  readonly choices: readonly SlotChoice[];
  readonly runs: readonly Run[];
  readonly running: PlanProblem['running'];
  /** Left out = the cheapest. */
  readonly intent?: Intent;
  /** What the ledger remembers; left out = nothing. */
  readonly memory?: AccountMemory;
  /** Of the day that runs; left out = nothing. */
  readonly used?: UsedToday;
  /** Null = nothing is paid in advance. */
  readonly purse?: Purse | null;
  /** Operators' calls; left out = none. */
  readonly calls?: readonly StandingCall[];
}

const NOTHING_USED: UsedToday = { money: 0, energy: 0 };

/** W of a limit in a slot, null where it does not stand; one on controllable load alone leaves the forecast beside it. */
function limitIn({ value, scope, start, end }: Limit, slot: Interval, load: number): number | null {
  const stands = start < slot.end && (end === null || end > slot.start);
  if (value.kind === 'none' || !stands) return null;
  return scope === 'site' ? value.w : value.w + Math.max(0, load);
}

function limitOf(limit: Limit, slots: readonly Interval[], inflexible: readonly number[]): readonly PlanLimit[] {
  const w = slots.map((slot, index) => limitIn(limit, slot, limit.direction === 'import' ? at(inflexible, index) : -at(inflexible, index)));
  return w.every((one) => one === null) ? [] : [{ direction: limit.direction, w }];
}

/** What a store's content is worth afterwards: no more than filling it again in a cheap quarter of the time costs. */
function endValueOf(importPrice: readonly number[]): number {
  const sorted = [...importPrice].sort((a, b) => a - b);
  return Math.max(0, sorted[Math.floor(sorted.length / 4)] ?? 0);
}

/** States the problem from the next boundary on; undefined where a price is missing or nothing can be moved. */
export function poseProblem(circumstances: Circumstances, now: Instant, revision: number): PlanProblem | undefined {
  const { tariff, forecast, devices, limits, wishes, runs, running, intent = CHEAPEST, memory = NO_MEMORY, used = NOTHING_USED, purse = null, calls = [] } = circumstances;
  const start = nextBoundary(now);
  const slots = slotsFor(start);
  const horizon = { start, end: at(slots, slots.length - 1).end };
  const prices = slotPrices(tariff, slots, forecast);
  const left = wishesLeft(wishes, runs, start);
  const choices = [...circumstances.choices, ...quietChoices(left, circumstances.choices, { horizon, zone: tariff.zone })];
  const cars = departuresOf(left, horizon, tariff.zone);
  const wanted = new Set([...left, ...choices.filter(({ end }) => end > start)].map(({ device }) => device));
  const planned = devices.flatMap((device) => planDevice(device, { wanted, ...cars, runs, now, start }) ?? []);
  if (!prices || planned.length === 0) return undefined;
  const load = forecastFields(forecast, now, slots);
  const called = { ...prices, ...calledPrices(prices.importPrice, slots, calls) };
  const isPlanned = ({ device }: { readonly device: DeviceId }): boolean => device === WHOLE_HOME || planned.some(({ id }) => id === device);
  return {
    version: PROBLEM_VERSION,
    revision,
    issued: now,
    slots,
    ...called,
    ...slotCarbon(tariff, slots),
    ...chargesOf(tariff, memory, slots, forecast.last ?? 0),
    ...load,
    devices: planned,
    wishes: [...planWishes(left, { horizon, zone: tariff.zone, mode: intent.mode, used, purse }), ...cars.wishes].filter(isPlanned),
    ...(choices.length > 0 ? { choices: choices.filter(isPlanned) } : {}),
    limits: [...limits, ...calledLimits(calls)].flatMap((limit) => limitOf(limit, slots, load.inflexible)),
    endValue: endValueOf(prices.importPrice),
    weights: weightsOf(intent),
    running,
  };
}
