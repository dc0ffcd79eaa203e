import type { BatterySpec } from '#domain/sim/battery.ts';
import { watts } from '#domain/units/power.ts';
import { ILLEGAL_ADDRESS, ILLEGAL_VALUE, type RegisterSpace } from './modbusServer.ts';
import type { Plant } from './plant.ts';
import { BASE, CONTROL_AT, RATES_AT, RELEASED, registerMap, setpointOf, STORAGE_AT, type StoragePoints } from './sunspec.ts';
import type { WriteLog } from './writeLog.ts';

const signed = (register: number): number => (register >= 0x8000 ? register - 0x10000 : register);
/** Hundredths of a percent. */
const MOST_RATE = 10_000;
const REVERT_AT = RATES_AT + 3;
/** MinRsvPct and WinTms, RmpTms, ChaGriSet: taken and not acted on. */
const INERT = [STORAGE_AT + 7, RATES_AT + 2, RATES_AT + 4, RATES_AT + 5];

/** One register written into the points; null where it may not be written, or not with that value. */
function withRegister(points: StoragePoints, address: number, value: number): StoragePoints | number {
  const rate = signed(value);
  const isRate = Math.abs(rate) <= MOST_RATE;
  if (address === CONTROL_AT) return value <= 3 ? { ...points, control: value } : ILLEGAL_VALUE;
  if (address === RATES_AT) return isRate ? { ...points, outRate: rate } : ILLEGAL_VALUE;
  if (address === RATES_AT + 1) return isRate ? { ...points, inRate: rate } : ILLEGAL_VALUE;
  if (address === REVERT_AT) return { ...points, revert: value };
  return INERT.includes(address) ? points : ILLEGAL_ADDRESS;
}

/** The battery behind its registers: a write of model 124 becomes an order that the battery forgets after RvrtTms. */
export class BatteryRegisters implements RegisterSpace {
  private points: StoragePoints = RELEASED;

  constructor(
    private readonly plant: Plant,
    private readonly spec: BatterySpec,
    private readonly log: WriteLog,
  ) {}

  read(address: number, count: number): readonly number[] | undefined {
    // The home is brought up to date first: its timer may have run out.
    const home = this.plant.now();
    const map = registerMap(this.spec, String(this.plant.spec.seed), home, this.points);
    const from = address - BASE;
    return from >= 0 && from + count <= map.length ? map.slice(from, from + count) : undefined;
  }

  write(address: number, values: readonly number[]): number | null {
    this.plant.now();
    let points = this.points;
    for (const [n, value] of values.entries()) {
      const next = withRegister(points, address + n, value);
      if (typeof next === 'number') return next;
      points = next;
    }
    this.points = points;
    this.order();
    this.log.write({ device: 'battery', address, values, setpoint: points.control === 0 ? null : setpointOf(this.spec, points) });
    return null;
  }

  /** The timer ran out: the control bits fall, what was asked is forgotten. */
  reverted(): void {
    this.points = { ...RELEASED, revert: this.points.revert };
    this.log.write({ device: 'battery', reverted: true });
  }

  private order(): void {
    if (this.points.control === 0) this.plant.tell('battery', this.plant.spec.neutral.battery, null);
    else this.plant.tell('battery', watts(setpointOf(this.spec, this.points)), this.points.revert * 1_000);
  }
}
