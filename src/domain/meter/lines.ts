import type { MeterReading, Phase, PhaseReading } from './reading.ts';

/** A phase, or the whole connection where the meter shows no phases (`name` null), and the net W on it. */
export interface MeasuredLine {
  readonly name: Phase | null;
  readonly measured: number;
}

const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

/** W of one phase; `volts` where the meter shows only its current. */
const phasePower = (phase: PhaseReading, volts: number): number | null => phase.power ?? (phase.amps === null ? null : phase.amps * (phase.volts ?? volts));

/** Phases that are there and not shown: the meter names them and says nothing, something is known on them, or two others are shown. */
const unshown = (reading: MeterReading, shown: readonly (Phase | null)[], known: ReadonlySet<Phase>): readonly Phase[] =>
  PHASES.filter((name) => !shown.includes(name) && (name in reading.phases || shown.length > 1 || known.has(name)));

/**
 * What may flow on each phase: a meter that shows none shows what may all be on one, and what it does not show of one is
 * what is left of the whole.
 * @param power W of the whole connection; @param known phases that devices are known to be on.
 */
export function linesOf(reading: MeterReading, power: number, known: ReadonlySet<Phase>, volts: number): readonly MeasuredLine[] {
  const shown = PHASES.flatMap((name): MeasuredLine[] => {
    const measured = reading.phases[name] ? phasePower(reading.phases[name], volts) : null;
    return measured === null ? [] : [{ name, measured }];
  });
  if (shown.length === 0) return [{ name: null, measured: power }];
  const left = power - shown.reduce((sum, { measured }) => sum + measured, 0);
  return [...shown, ...unshown(reading, shown.map(({ name }) => name), known).map((name) => ({ name, measured: left }))];
}
