import type { RegisterValue } from '../meter/reading.ts';
import { integrate, type MilliWattHours } from '../units/energy.ts';
import type { Watts } from '../units/power.ts';

/** A two-rate meter's registers in mWh; rate 1 is the low one, 2 the normal one, as in the Netherlands. */
export interface Registers {
  readonly importLow: MilliWattHours;
  readonly importNormal: MilliWattHours;
  readonly exportLow: MilliWattHours;
  readonly exportNormal: MilliWattHours;
  /** W·ms not yet a quantum, each direction (positive). */
  readonly importCarried: number;
  readonly exportCarried: number;
}

export const registersFrom = (imported: MilliWattHours, exported: MilliWattHours): Registers => ({
  importLow: imported,
  importNormal: imported,
  exportLow: exported,
  exportNormal: exported,
  importCarried: 0,
  exportCarried: 0,
});

/** The registers after `ms` at a net power of whole W (+ = import): what is below a quantum is carried, so nothing is lost. */
export function counted(before: Registers, power: Watts, ms: number, low: boolean): Registers {
  if (power === 0) return before;
  const bought = power > 0;
  const { energy, remainder } = integrate(Math.abs(power) as Watts, ms, bought ? before.importCarried : before.exportCarried);
  const more = (register: number, counts: boolean): MilliWattHours => (counts ? register + energy : register) as MilliWattHours;
  return {
    importLow: more(before.importLow, bought && low),
    importNormal: more(before.importNormal, bought && !low),
    exportLow: more(before.exportLow, !bought && low),
    exportNormal: more(before.exportNormal, !bought && !low),
    importCarried: bought ? remainder : before.importCarried,
    exportCarried: bought ? before.exportCarried : remainder,
  };
}

/** As the meter shows them. */
export const registerValues = (registers: Registers): readonly RegisterValue[] => [
  { direction: 'import', rate: 1, energy: registers.importLow },
  { direction: 'import', rate: 2, energy: registers.importNormal },
  { direction: 'export', rate: 1, energy: registers.exportLow },
  { direction: 'export', rate: 2, energy: registers.exportNormal },
];
