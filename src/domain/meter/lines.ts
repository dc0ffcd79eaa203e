import type { MeterReading, Phase, PhaseReading } from './reading.ts';
import type { Shown } from './shown.ts';

/** A phase, or the whole connection where the meter shows no phases (`name` null), and the net W on it. */
export interface MeasuredLine {
  readonly name: Phase | null;
  /** At most, and at least: the same where the power of the line itself is measured. */
  readonly measured: number;
  readonly least: number;
}

/** Meters send short lists between the long ones, and those tell no phases. */
export const tellsPhases = ({ phases }: Pick<MeterReading, 'phases'>): boolean => 'L1' in phases || 'L2' in phases || 'L3' in phases;

export const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

/** W of one phase; `nominal` where the meter shows only its current. That has no direction: while the home exports, or may, each phase may. */
function phasePower({ power, amps, volts }: PhaseReading, { least, measured }: Omit<MeasuredLine, 'name'>, nominal: number): Omit<MeasuredLine, 'name'> | null {
  if (power !== null) return { measured: power, least: power };
  if (amps === null) return null;
  const apparent = amps * (volts ?? nominal);
  return { measured: apparent, least: least < 0 ? -apparent : least < measured ? 0 : apparent };
}

/** Phases that are there and not shown: the meter names them and says nothing, something is known on them, or two others are shown. */
const unshown = (reading: MeterReading, shown: readonly (Phase | null)[], known: ReadonlySet<Phase>): readonly Phase[] =>
  PHASES.filter((name) => !shown.includes(name) && (name in reading.phases || shown.length > 1 || known.has(name)));

/**
 * What may flow on each phase: a meter that shows none shows what may all be on one, and what it does not show of one is
 * what is left of the whole.
 * @param whole what the meter shows of the connection; @param known phases that devices are known to be on.
 */
export function linesOf(reading: MeterReading, { power, least = power }: Shown, known: ReadonlySet<Phase>, volts: number): readonly MeasuredLine[] {
  const lines = linesRead(reading, reading.power === null ? { power, least } : { power: reading.power }, known, volts);
  if (reading.power === null || (power === reading.power && least === power)) return lines;
  // What the whole may be beyond its reading may be on any of them.
  const [above, below] = [power - reading.power, reading.power - least];
  return lines.map((line) => ({ name: line.name, measured: line.measured + above, least: line.least - below }));
}

function linesRead(reading: MeterReading, { power, least = power }: Shown, known: ReadonlySet<Phase>, volts: number): readonly MeasuredLine[] {
  const whole = { measured: power, least };
  const shown = PHASES.flatMap((name): MeasuredLine[] => {
    const line = reading.phases[name] ? phasePower(reading.phases[name], whole, volts) : null;
    return line === null ? [] : [{ name, ...line }];
  });
  if (shown.length === 0) return [{ name: null, ...whole }];
  const left = power - shown.reduce((sum, { measured }) => sum + measured, 0);
  return [...shown, ...unshown(reading, shown.map(({ name }) => name), known).map((name) => ({ name, measured: left, least: left }))];
}
