import type { UsageFlow } from '#domain/meter/usage.ts';
import type { MeterReading, RegisterValue } from '#domain/meter/reading.ts';
import { lengthOf, type Instant, type Interval, type Milliseconds } from '#domain/time/instant.ts';
import { divideHalfEven } from '#domain/units/decimal.ts';
import { milliWattHours, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { EXACT_PER_MWH, type ExactEnergy } from '#domain/units/money.ts';
import type { Watts } from '#domain/units/power.ts';

/** How often the meter of a replay speaks. */
export const REPLAY_PERIOD = 10_000 as Milliseconds;

/**
 * The readings of a meter that counted these flows: every ten seconds, power even over an interval, registers counted
 * from the first flow on and exact, so that what they gain over an interval is its energy to the mWh. A hole stays a
 * hole: one reading at its edge closes the interval before it, and knows no power any more.
 * @param flows ascending, without overlap. @param window the time wanted; its end gets a closing reading.
 */
export function* expand(flows: readonly UsageFlow[], window: Interval): Generator<MeterReading> {
  let [imported, exported] = [0n, 0n];
  for (const [index, flow] of flows.entries()) {
    if (flow.start >= window.end) return;
    if (flow.end > window.start) yield* readingsOf({ flow, imported, exported }, window, flows[index + 1]?.start);
    imported += flow.imported ?? 0n;
    exported += flow.exported ?? 0n;
  }
}

/** A flow, and what the registers stood at when it began, in 10^-18 kWh. */
interface Counted {
  readonly flow: UsageFlow;
  readonly imported: bigint;
  readonly exported: bigint;
}

function* readingsOf(counted: Counted, window: Interval, next: Instant | undefined): Generator<MeterReading> {
  const { start } = counted.flow;
  const end = Math.min(counted.flow.end, window.end) as Instant;
  const power = powerOf(counted.flow);
  const before = Math.max(0, Math.ceil((window.start - start) / REPLAY_PERIOD)) * REPLAY_PERIOD;
  for (let at = start + before; at < end; at += REPLAY_PERIOD) yield readingAt(at as Instant, power, counted);
  if (next !== end || end === window.end) yield readingAt(end, null, counted);
}

const readingAt = (at: Instant, power: Watts | null, counted: Counted): MeterReading => ({
  meter: 'replay',
  at,
  power,
  phases: {},
  registers: registersAt(at, counted),
  period: REPLAY_PERIOD,
  quality: 'estimated',
});

function registersAt(at: Instant, { flow, imported, exported }: Counted): readonly RegisterValue[] {
  const register = (direction: RegisterValue['direction'], before: bigint, gained: ExactEnergy | null): RegisterValue[] =>
    gained === null ? [] : [{ direction, rate: 0, energy: partOf(before, gained, at - flow.start, lengthOf(flow)) }];
  return [...register('import', imported, flow.imported), ...register('export', exported, flow.exported)];
}

/** before + gained x passed / length, rounded once. */
function partOf(before: bigint, gained: bigint, passed: number, length: number): RegisterValue['energy'] {
  const exact = before * BigInt(length) + gained * BigInt(passed);
  return milliWattHours(Number(divideHalfEven(exact, EXACT_PER_MWH * BigInt(length))));
}

/** Mean net power of an interval in W, to the mW. */
function powerOf(flow: UsageFlow): Watts {
  const net = Number((flow.imported ?? 0n) - (flow.exported ?? 0n)) / Number(EXACT_PER_MWH);
  return (Math.round((net * WATT_MS_PER_MWH * 1000) / lengthOf(flow)) / 1000) as Watts;
}
