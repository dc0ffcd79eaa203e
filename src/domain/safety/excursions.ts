import { staleAfter, type MeterCounters, type MeterReading, type Phase } from '../meter/reading.ts';
import type { Instant } from '../time/instant.ts';
import { hysteresis, type SafetyConfig, type VoltageThresholds } from './config.ts';
import type { Excursion } from './event.ts';

/** A sag or swell that runs. */
interface Open {
  readonly kind: Excursion['kind'];
  readonly start: Instant;
  readonly last: Instant;
  readonly extreme: number;
}

/** What runs by phase, and the meter's own counts at the last reading that told them. */
export interface ExcursionState {
  readonly open: Partial<Record<Phase, Open>>;
  readonly counted: { readonly meter: string; readonly sags: MeterCounters['sags']; readonly swells: MeterCounters['swells'] } | null;
}

export const NO_EXCURSIONS: ExcursionState = { open: {}, counted: null };
const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

/** Sags and swells that a reading has ended, in readings and in the meter's counters (E7). @param since when the reading before was. */
export function watchExcursions(before: ExcursionState, reading: MeterReading, since: Instant, { voltage }: SafetyConfig): { readonly state: ExcursionState; readonly over: readonly Excursion[] } {
  const over: Excursion[] = [];
  let open = before.open;
  for (const phase of PHASES) {
    const volts = reading.phases[phase]?.volts ?? null;
    const running = before.open[phase];
    // Nearly every reading of nearly every home: nothing runs, and the voltage is as it should be.
    if (volts === null || (!running && volts >= voltage.sag && volts <= voltage.swell)) continue;
    const next = goOn(running, volts, reading, voltage);
    if (running && next?.start !== running.start) over.push(closed(running, phase, reading, voltage));
    const { [phase]: _, ...others } = open;
    open = next ? { ...others, [phase]: next } : others;
  }
  const counted = countersOf(before.counted, reading, since, over);
  return { state: open === before.open && counted === before.counted ? before : { open, counted }, over };
}

const isGap = (running: Open, { at, period }: MeterReading): boolean => at < running.last || at - running.last > staleAfter(period);

function goOn(running: Open | undefined, volts: number, reading: MeterReading, thresholds: VoltageThresholds): Open | undefined {
  const back = hysteresis(thresholds);
  const { at } = reading;
  if (running && !isGap(running, reading)) {
    if (running.kind === 'sag' && volts < thresholds.sag + back) return { ...running, last: at, extreme: Math.min(running.extreme, volts) };
    if (running.kind === 'swell' && volts > thresholds.swell - back) return { ...running, last: at, extreme: Math.max(running.extreme, volts) };
  }
  if (volts < thresholds.sag) return { kind: 'sag', start: at, last: at, extreme: volts };
  return volts > thresholds.swell ? { kind: 'swell', start: at, last: at, extreme: volts } : undefined;
}

function closed(running: Open, phase: Phase, reading: MeterReading, { sag, swell }: VoltageThresholds): Excursion {
  const { kind, start, last, extreme } = running;
  const cut = isGap(running, reading);
  return { kind, phase, start, end: cut ? last : reading.at, extreme, threshold: kind === 'sag' ? sag : swell, by: 'gateway', count: 1, cut };
}

/** A meter counts from its own first day: only what it adds is told, and another meter begins anew. */
function countersOf(before: ExcursionState['counted'], { meter, at, counters }: MeterReading, since: Instant, over: Excursion[]): ExcursionState['counted'] {
  if (!counters) return before;
  if (before?.meter !== meter) return { meter, sags: counters.sags, swells: counters.swells };
  if (isSame(before.sags, counters.sags) && isSame(before.swells, counters.swells)) return before;
  for (const [kind, old, now] of [['sag', before.sags, counters.sags], ['swell', before.swells, counters.swells]] as const)
    for (const phase of PHASES) {
      const count = (now[phase] ?? 0) - (old[phase] ?? now[phase] ?? 0);
      if (count > 0) over.push({ kind, phase, start: since, end: at, extreme: null, threshold: null, by: 'meter', count, cut: false });
    }
  return { meter, sags: { ...before.sags, ...counters.sags }, swells: { ...before.swells, ...counters.swells } };
}

/** A count that a telegram leaves out has not changed. */
const isSame = (before: MeterCounters['sags'], now: MeterCounters['sags']): boolean => PHASES.every((phase) => now[phase] === undefined || now[phase] === before[phase]);
