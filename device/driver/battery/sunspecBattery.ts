import { LEASE, type DeviceDescriptor, type DeviceReport } from '#domain/device/device.ts';
import type { Primitive } from '#domain/device/primitive.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import { ModbusClient, ModbusError } from '../../transport/modbus/client.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { DriverError, type Driver } from '../driver.ts';
import { readMap, readModel, type BatteryMap } from './sunspecMap.ts';
import { CONTROL_BOTH, CONTROL_NONE, STORAGE, inverterPower, rateRegisters, setpointOf, storageReading, type RateLimits } from './sunspecModel.ts';

export interface SunSpecBatteryOptions {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  readonly name: string | null;
  /** Wh that fit in; null = as the device says. */
  readonly capacity: number | null;
  readonly simulated: boolean;
}

/** The lease that is written as fallback at every connection. */
const FALLBACK_SECONDS = LEASE / 1_000;
/** Assumed where a device does not say: a usual lithium battery behind its inverter. */
const ONE_WAY_EFFICIENCY = 0.95;
/** Micro per kWh of throughput: a price of the cells over some thousand cycles, so that a plan does not turn them for nothing. */
const WEAR = 20_000;
const MWH_PER_WH = 1_000;

/** A battery behind SunSpec model 124 over Modbus TCP. It forgets a set-point by its own timer (InOutWRte_RvrtTms). */
export class SunSpecBattery implements Driver {
  readonly id: string;
  private readonly client: ModbusClient;
  private map: BatteryMap | null = null;
  private described: DeviceDescriptor | null = null;
  private preparing: Promise<void> | null = null;

  constructor(
    private readonly options: SunSpecBatteryOptions,
    private readonly clock: HomeClock,
  ) {
    this.id = options.id;
    const { host, port, unit } = options;
    this.client = new ModbusClient({ host, port, unit, onConnect: () => (this.map = null) });
  }

  start(): void {
    this.client.start();
  }

  descriptor(): DeviceDescriptor | null {
    return this.described;
  }

  async report(): Promise<DeviceReport> {
    try {
      const map = await this.ready();
      const storage = storageReading(await readModel(this.client, map.storage));
      const power = map.inverter ? inverterPower(await readModel(this.client, map.inverter)) : null;
      return this.heard(map, storage, power);
    } catch (error) {
      if (error instanceof ModbusError || error instanceof DriverError) return this.silent();
      throw error;
    }
  }

  async command(setpoint: Watts, lease: Milliseconds): Promise<void> {
    await this.taking(async () => {
      const map = await this.ready();
      const seconds = Math.max(1, Math.round(lease / this.clock.speed / 1_000));
      await this.client.writeRegisters(map.storage.address + STORAGE.rates, rateRegisters(setpoint, limitsOf(map), seconds));
      await this.client.writeRegisters(map.storage.address + STORAGE.controlMode, [CONTROL_BOTH]);
    });
  }

  async neutral(): Promise<void> {
    await this.taking(async () => {
      const map = await this.ready();
      await this.client.writeRegisters(map.storage.address + STORAGE.controlMode, [CONTROL_NONE]);
    });
  }

  async stop(): Promise<void> {
    // A device that cannot be reached any more goes back by its own timer.
    if (this.client.connected) await this.neutral().catch(() => undefined);
    this.client.stop();
  }

  /** The map of this connection; reading it writes the fallback before anything can be commanded. */
  private async ready(): Promise<BatteryMap> {
    if (!this.client.connected) throw new DriverError('offline', `no connection to ${this.options.host}:${this.options.port}`);
    if (!this.map) await (this.preparing ??= this.prepare().finally(() => (this.preparing = null)));
    if (!this.map) throw new DriverError('not-ready', 'the connection was lost while the device was being read');
    return this.map;
  }

  private async prepare(): Promise<void> {
    const map = await readMap(this.client);
    await this.client.writeRegisters(map.storage.address + STORAGE.revert, [FALLBACK_SECONDS]);
    this.described = this.describe(map);
    this.map = map;
  }

  private describe(map: BatteryMap): DeviceDescriptor {
    return {
      id: this.id,
      name: this.options.name ?? (map.name || 'Battery'),
      kind: 'battery',
      simulated: this.options.simulated,
      rating: watts(map.maxCharge),
      minimum: watts(0),
      fallback: { kind: 'timer', after: (FALLBACK_SECONDS * 1_000) as Milliseconds, power: watts(0) },
      primitive: this.primitive(map),
    };
  }

  /** Without a known capacity nothing can be planned over time: the battery is then only a range of power. */
  private primitive(map: BatteryMap): Primitive {
    const capacity = this.options.capacity ?? map.capacity;
    const [maxCharge, maxDischarge] = [watts(map.maxCharge), watts(map.maxDischarge)];
    if (capacity === null) return { kind: 'envelope', min: watts(-maxDischarge), max: maxCharge };
    const efficiency = { chargeEfficiency: ONE_WAY_EFFICIENCY, dischargeEfficiency: ONE_WAY_EFFICIENCY };
    return { kind: 'store', capacity: Math.round(capacity * MWH_PER_WH), maxCharge, maxDischarge, ...efficiency, wear: WEAR };
  }

  private heard(map: BatteryMap, storage: ReturnType<typeof storageReading>, inverter: number | null): DeviceReport {
    const capacity = this.options.capacity ?? map.capacity;
    const setpoint = setpointOf(storage, limitsOf(map));
    return {
      id: this.id,
      heardAt: this.clock.now().mono,
      online: true,
      // The inverter counts what it gives; the home counts what it takes.
      power: inverter === null ? null : watts(0 - inverter),
      setpoint: setpoint === null ? null : watts(setpoint),
      stored: storage.charge === null || capacity === null ? null : Math.round(storage.charge * 10 * capacity),
    };
  }

  private silent(): DeviceReport {
    return { id: this.id, heardAt: this.clock.now().mono, online: false, power: null, setpoint: null, stored: null };
  }

  private async taking(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (error instanceof ModbusError) throw new DriverError(error.id, error.message, { cause: error });
      throw error;
    }
  }
}

const limitsOf = (map: BatteryMap): RateLimits => ({ maxCharge: map.maxCharge, maxDischarge: map.maxDischarge, scale: map.rateScale });
