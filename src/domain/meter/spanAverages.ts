import type { Milliseconds } from '../time/instant.ts';
import type { MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';
import { registerTotal } from './flow.ts';
import type { MeterReading, Phase } from './reading.ts';

/** What one phase did over a span; null is not measured. */
export interface PhaseAverages {
  readonly phase: Phase;
  readonly power: Watts | null;
  readonly volts: number | null;
  readonly amps: number | null;
}

/** What the readings of one span say; a span without a reading has none of these. */
export interface SpanAverages {
  readonly meter: string;
  /** Mean, lowest and highest net power; null where the meter tells registers only. */
  readonly power: Watts | null;
  readonly low: Watts | null;
  readonly high: Watts | null;
  /** var, + = inductive import; null where it is not measured. */
  readonly reactivePower: number | null;
  /** Whole-life energy at the span's last reading: energies are differences of these, over gaps too. */
  readonly imported: MilliWattHours | null;
  readonly exported: MilliWattHours | null;
  /** How much of the span the readings stand for. */
  readonly seen: Milliseconds;
  readonly quality: 'measured' | 'estimated';
  readonly phases: readonly PhaseAverages[];
}

/** Less of a span than this measured, and its mean is an estimate. Our choice, that of the ten-minute voltage means. */
const LEAST_SEEN = 0.8;
const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

const known = (values: readonly (number | null | undefined)[]): number[] => values.filter((value) => value !== null && value !== undefined);

/** @returns null of nothing. */
export function meanOf(values: readonly (number | null | undefined)[]): number | null {
  const told = known(values);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0) / told.length;
}

/**
 * Averages of the readings of one span, each counted alike: a meter speaks at an even pace. The same readings in any
 * order, or one of them twice, give the same. @param span length in ms. @returns null where there is no reading.
 */
export function spanAverages(readings: readonly MeterReading[], span: number): SpanAverages | null {
  const once = [...new Map(readings.map((reading) => [reading.at, reading])).values()].sort((a, b) => a.at - b.at);
  const last = once.at(-1);
  if (!last) return null;
  const powers = known(once.map(({ power }) => power));
  const seen = Math.min(span, once.reduce((sum, { period }) => sum + period, 0)) as Milliseconds;
  const measured = seen >= LEAST_SEEN * span && once.every(({ quality }) => quality === 'measured');
  return {
    meter: last.meter,
    power: meanOf(powers) as Watts | null,
    low: (powers.length === 0 ? null : Math.min(...powers)) as Watts | null,
    high: (powers.length === 0 ? null : Math.max(...powers)) as Watts | null,
    reactivePower: meanOf(once.map(({ reactivePower }) => reactivePower)),
    imported: lastTold(once, 'import'),
    exported: lastTold(once, 'export'),
    seen,
    quality: measured ? 'measured' : 'estimated',
    phases: PHASES.flatMap((phase) => phaseAverages(once, phase)),
  };
}

function phaseAverages(readings: readonly MeterReading[], phase: Phase): PhaseAverages[] {
  const told = readings.flatMap(({ phases }) => phases[phase] ?? []);
  if (told.length === 0) return [];
  const mean = (quantity: 'power' | 'volts' | 'amps'): number | null => meanOf(told.map((one) => one[quantity]));
  return [{ phase, power: mean('power') as Watts | null, volts: mean('volts'), amps: mean('amps') }];
}

/** A telegram may leave a register out: the last one that told it stands. */
function lastTold(readings: readonly MeterReading[], direction: 'import' | 'export'): MilliWattHours | null {
  for (let n = readings.length - 1; n >= 0; n--) {
    const total = registerTotal(readings[n]?.registers ?? [], direction);
    if (total !== null) return total;
  }
  return null;
}
