import { highUse, type HighUse, type HighUseLimits } from '../answers/highUse.ts';
import type { MeterReading } from '../meter/reading.ts';
import type { TodayState } from '../ledger/today.ts';
import type { Instant } from '../time/instant.ts';
import type { AlarmKind, Finding, Watched } from './event.ts';

/** The run of power above what the household set, and what was told of the day. JSON-able. */
export interface UseState {
  /** `energy` = W x ms since its start; null = it is not above. */
  readonly above: { readonly start: Instant; readonly end: Instant; readonly energy: number; readonly power: number } | null;
  readonly told: readonly Told[];
}

interface Told {
  readonly kind: UseKind;
  readonly since: Instant;
  /** Local date that it was told of; null for power. */
  readonly day: string | null;
  readonly threshold: number;
}

type UseKind = Extract<AlarmKind, 'use-power' | 'use-energy' | 'use-cost'>;

export const NO_USE: UseState = { above: null, told: [] };

/** What the watch looks at beside readings; left out = not known. */
export interface UseFacts {
  readonly highUse?: HighUseLimits;
  readonly today?: TodayState;
}

/** A hole longer than so many periods of the meter ends a run: nobody knows what was used in it. */
const HOLE = 3;
const LEAST_HOLE = 60_000;

/** High use by the household's own limits (I13): told once when it begins, and ended when it is over, the limit changed or the day. */
export function watchUse(before: UseState, reading: MeterReading, { highUse: limits, today }: UseFacts): Watched<UseState> {
  if (!limits) return { state: before, findings: [] };
  const above = limits.power && runOn(before.above, reading, limits.power.watts);
  const lately = above && above.end > above.start ? [{ start: above.start, end: above.end, power: above.energy / (above.end - above.start) }] : [];
  const isToday = today !== undefined && reading.at < today.end;
  const found = highUse(limits, { lately, dayEnergy: isToday ? today.importEnergy : null, dayCost: isToday ? today.energyCost : null });
  return settled({ above, told: before.told }, found, { limits, at: reading.at, day: isToday ? today.day : null, since: above?.start ?? reading.at });
}

/** The power of a reading holds until the next. */
function runOn(before: UseState['above'], { at, power, period }: MeterReading, watts: number): UseState['above'] {
  if (power === null || power <= watts) return null;
  const isHole = before !== null && (at < before.end || at - before.end > Math.max(LEAST_HOLE, HOLE * (period ?? 0)));
  if (!before || isHole) return { start: at, end: at, energy: 0, power };
  return { start: before.start, end: at, energy: before.energy + before.power * (at - before.end), power };
}

interface Place {
  readonly limits: HighUseLimits;
  readonly at: Instant;
  readonly day: string | null;
  readonly since: Instant;
}

function settled(state: UseState, found: readonly HighUse[], place: Place): Watched<UseState> {
  const now = found.map((one) => toldOf(one, place));
  const isOn = (told: Told): boolean => now.some((one) => one.told.kind === told.kind && one.told.day === told.day && one.told.threshold === told.threshold);
  const over = state.told.filter((told) => !isOn(told));
  const fresh = now.filter(({ told }) => !state.told.some((one) => one.kind === told.kind && one.day === told.day && one.threshold === told.threshold));
  const findings = [...over.map((told) => ended(told, place.at)), ...fresh.map(({ told, value }): Finding => ({ change: 'begins', kind: told.kind, phase: null, since: told.since, until: null, value, threshold: told.threshold }))];
  return { state: { above: state.above, told: [...state.told.filter(isOn), ...fresh.map(({ told }) => told)] }, findings };
}

const ended = ({ kind, since, threshold }: Told, at: Instant): Finding => ({ change: 'ends', kind, phase: null, since, until: at, value: null, threshold });

function toldOf(one: HighUse, { limits, at, day, since }: Place): { readonly told: Told; readonly value: number } {
  switch (one.kind) {
    case 'power':
      return { told: { kind: 'use-power', since, day: null, threshold: limits.power?.watts ?? one.watts }, value: Math.round(one.watts) };
    case 'day-energy':
      return { told: { kind: 'use-energy', since: at, day, threshold: limits.dayEnergy ?? 0 }, value: (limits.dayEnergy ?? 0) + one.over };
    case 'day-cost':
      return { told: { kind: 'use-cost', since: at, day, threshold: limits.dayCost ?? 0 }, value: (limits.dayCost ?? 0) + one.over };
  }
}
