import type { MeterReading, RegisterValue } from '#domain/meter/reading.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';
import type { SimulatedDriver } from './simulatedDriver.ts';

const totalOf = (registers: readonly RegisterValue[], direction: RegisterValue['direction']): number | null => {
  const total = registers.find((register) => register.direction === direction && register.rate === 0);
  if (total) return total.energy;
  const rates = registers.filter((register) => register.direction === direction);
  return rates.length === 0 ? null : rates.reduce((sum, { energy }) => sum + energy, 0);
};

/**
 * The meter that a replayed home would have with the simulated devices in it: power and registers move as if they had
 * been behind it. Registers are totals from then on (which rate was running is not known), and phases are unknown.
 */
export class GridWithDevices {
  private before: { readonly imported: number; readonly exported: number; readonly drawn: number } | null = null;
  /** mWh that the devices have added to each register so far. */
  private addedImport = 0;
  private addedExport = 0;

  constructor(private readonly devices: readonly SimulatedDriver[]) {}

  reading(replayed: MeterReading): MeterReading {
    const drawn = this.devices.map((device) => device.drawn());
    const power = drawn.reduce((sum, device) => sum + device.power, 0);
    const energy = drawn.reduce((sum, device) => sum + device.energy, 0);
    return {
      ...replayed,
      power: replayed.power === null ? null : watts(replayed.power + power),
      phases: {},
      registers: this.registers(replayed.registers, energy),
    };
  }

  /** Between two readings the meter counts the net energy of the home, as a real one does. */
  private registers(replayed: readonly RegisterValue[], drawn: number): RegisterValue[] {
    const imported = totalOf(replayed, 'import');
    if (imported === null) return [];
    const exported = totalOf(replayed, 'export') ?? 0;
    if (this.before) {
      const home = imported - this.before.imported - (exported - this.before.exported);
      const net = home + drawn - this.before.drawn;
      this.addedImport += Math.max(0, net) - Math.max(0, imported - this.before.imported);
      this.addedExport += Math.max(0, -net) - Math.max(0, exported - this.before.exported);
    }
    this.before = { imported, exported, drawn };
    return [
      { direction: 'import', rate: 0, energy: milliWattHours(imported + this.addedImport) },
      { direction: 'export', rate: 0, energy: milliWattHours(exported + this.addedExport) },
    ];
  }
}
