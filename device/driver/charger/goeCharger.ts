import { LEASE, onThreePhases, type DeviceDescriptor, type DeviceReport } from '#domain/device/device.ts';
import { MINUTE, ms, type Milliseconds } from '#domain/time/instant.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import { ModbusClient, ModbusError } from '../../transport/modbus/client.ts';
import { DriverError, type Driver } from '../driver.ts';
import { ampsFor, FORCE, HOLDING, INPUT, LEAST_AMPS, measuredOf, PHASE_MODE, suppliedPhases, addedOf, pluggedIn, type Measured, type Offer, type PhaseCount } from './goeModel.ts';
import { MAINS_VOLTS } from './mains.ts';
import { PhaseSwitch } from './phaseSwitch.ts';

export interface GoeChargerOptions {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  /** A a phase that the line to it carries. */
  readonly amps: number;
  readonly simulated: boolean;
}

/** Between two changes to three phases, for the sake of contactor and car (our choice). */
const CONTACTOR_REST = ms(5 * MINUTE);

/** What the charger says it is, read at every connection. */
interface Installed {
  readonly most: number;
  readonly phases: PhaseCount;
}

/** What stands in the charger: A or off, and the phases; null for what is neither one nor three by our word. */
interface Standing {
  readonly amps: number | null;
  readonly phases: PhaseCount | null;
}

/**
 * A go-e Charger by Modbus TCP. It has no timer: a charger that the gateway has left goes on with its last word until it
 * starts anew, so its fallback is `none`. One phase or three follows from the set-point; a change of it takes about a
 * quarter of a minute without charging.
 */
export class GoeCharger implements Driver {
  readonly id: string;
  private readonly client: ModbusClient;
  private readonly phaseSwitch = new PhaseSwitch();
  private installed: Installed | null = null;
  private measured: Measured | null = null;
  private standing: Standing | null = null;
  private plugged: DeviceReport['plugged'] | null = null;
  /** The last set-point, and what it means in amperes and phases. */
  private wanted: { readonly setpoint: Watts; readonly offer: Offer } | null = null;
  private described: DeviceDescriptor | null = null;
  private talking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: GoeChargerOptions,
    private readonly clock: HomeClock,
  ) {
    const { host, port, unit } = options;
    this.id = options.id;
    this.client = new ModbusClient({ host, port, unit, onConnect: () => this.forget() });
  }

  start(): void {
    this.client.start();
  }

  descriptor(): DeviceDescriptor | null {
    return this.described;
  }

  async report(): Promise<DeviceReport> {
    try {
      return await this.inTurn(async () => {
        await this.look();
        await this.goOn();
        return this.heard();
      });
    } catch (error) {
      if (error instanceof ModbusError || error instanceof DriverError) return { id: this.id, heardAt: this.clock.now().mono, online: false, power: null, setpoint: null, stored: null };
      throw error;
    }
  }

  /** Less than the least means off. A change of phases begins with an end of charging, and goes on while it is reported. */
  async command(setpoint: Watts, _lease: Milliseconds): Promise<void> {
    await this.taking(async () => {
      // Where the new word cannot be carried out, a change of phases does not go on with the old one.
      this.wanted = null;
      if (!this.standing) await this.look();
      const offer = this.offerOf(setpoint);
      this.wanted = { setpoint, offer };
      await this.carryOut(offer);
    });
  }

  /** The charger's own logic and its saved current. The phases stay: leaving moves no contactor under load. */
  async neutral(): Promise<void> {
    await this.taking(async () => {
      this.wanted = null;
      this.phaseSwitch.end();
      const [saved] = await this.client.readHolding(HOLDING.savedAmps, 1);
      if (saved !== undefined && saved >= LEAST_AMPS) await this.client.writeRegisters(HOLDING.amps, [saved]);
      await this.client.writeRegisters(HOLDING.force, [FORCE.own]);
    });
  }

  async stop(leftAt: Watts | null = null): Promise<void> {
    // One that cannot be reached keeps its last word; the guard counts it at its rating for that.
    if (this.client.connected) await (leftAt === null ? this.neutral() : this.command(leftAt, LEASE)).catch(() => undefined);
    this.client.stop();
  }

  /** A new connection may be a charger that was started anew. */
  private forget(): void {
    this.installed = null;
    this.measured = null;
    this.standing = null;
    this.plugged = null;
  }

  private async look(): Promise<void> {
    if (!this.client.connected) throw new DriverError('offline', `no connection to ${this.options.host}:${this.options.port}`);
    const installed = this.installed ?? (await this.readInstalled());
    const [measured, [car = 0], added, [amps = 0], [phaseMode = 0], [force = FORCE.own]] = await Promise.all([
      this.client.readInput(INPUT.measured, INPUT.measuredCount),
      this.client.readInput(INPUT.car, 1),
      this.client.readInput(INPUT.added, 2),
      this.client.readHolding(HOLDING.amps, 1),
      this.client.readHolding(HOLDING.phaseMode, 1),
      this.client.readHolding(HOLDING.force, 1),
    ]);
    this.measured = measuredOf(measured);
    const isIn = pluggedIn(car);
    this.plugged = isIn === null ? null : { isIn, added: isIn ? addedOf(added) : null };
    this.standing = { amps: force === FORCE.off ? null : amps, phases: installed.phases === 1 ? 1 : phaseMode === PHASE_MODE[1] ? 1 : phaseMode === PHASE_MODE[3] ? 3 : null };
  }

  private async readInstalled(): Promise<Installed> {
    const [[most = 0], [phases = 0]] = await Promise.all([this.client.readHolding(HOLDING.mostAmps, 1), this.client.readInput(INPUT.phases, 1)]);
    const installed: Installed = { most: Math.min(this.options.amps, Math.max(LEAST_AMPS, most)), phases: suppliedPhases(phases) };
    this.installed = installed;
    this.described = this.describe(installed);
    return installed;
  }

  private describe({ most, phases }: Installed): DeviceDescriptor {
    const { id, name, simulated } = this.options;
    const rating = watts(most * MAINS_VOLTS * phases);
    return {
      id,
      name,
      kind: 'car',
      simulated,
      rating,
      minimum: watts(LEAST_AMPS * MAINS_VOLTS),
      fallback: { kind: 'none' },
      primitive: { kind: 'envelope', min: watts(0), max: rating },
      ...(phases === 3 ? { phaseModes: { rest: CONTACTOR_REST } } : {}),
    };
  }

  private offerOf(setpoint: Watts): Offer {
    const { described, installed, measured } = this;
    if (!described || !installed) throw new DriverError('not-ready', 'the charger has not said yet what it is');
    const phases = described.phaseModes && onThreePhases(described, setpoint) ? 3 : 1;
    return { phases, amps: ampsFor(setpoint, phases, measured?.volts ?? MAINS_VOLTS, { least: described.minimum, most: installed.most }) };
  }

  private async carryOut({ amps, phases }: Offer): Promise<void> {
    if (amps === null) {
      this.phaseSwitch.end();
      return this.force(FORCE.off);
    }
    if (this.standing?.phases !== phases || this.phaseSwitch.target !== null) {
      this.phaseSwitch.begin(phases, this.clock.now().mono);
      return this.force(FORCE.off);
    }
    await this.client.writeRegisters(HOLDING.amps, [amps]);
    await this.force(FORCE.on);
  }

  private force(state: number): Promise<void> {
    return this.client.writeRegisters(HOLDING.force, [state]);
  }

  /** A change of phases goes on with each look at the charger. */
  private async goOn(): Promise<void> {
    const { wanted, measured, phaseSwitch } = this;
    if (!wanted || !measured) return;
    const { mono } = this.clock.now();
    const to = phaseSwitch.target;
    const step = phaseSwitch.look(measured.amps, mono);
    if (step === 'contactor' && to !== null) {
      await this.client.writeRegisters(HOLDING.phaseMode, [PHASE_MODE[to]]);
      phaseSwitch.moved(mono);
    }
    if (step !== 'offer') return;
    phaseSwitch.offered(mono);
    await this.carryOut(wanted.offer);
    await this.look();
  }

  private heard(): DeviceReport {
    const { mono } = this.clock.now();
    const isChanging = this.phaseSwitch.isBusy(mono);
    return { id: this.id, heardAt: mono, online: true, power: this.measured && watts(this.measured.power), setpoint: isChanging ? null : this.setpoint(), stored: null, ...(isChanging ? { isChanging } : {}), ...(this.plugged ? { plugged: this.plugged } : {}) };
  }

  /** Whole amperes that a set-point was told as are that set-point. */
  private setpoint(): Watts | null {
    const { wanted, standing } = this;
    if (!standing) return null;
    const isAsTold = wanted && wanted.offer.amps === standing.amps && (standing.amps === null || wanted.offer.phases === standing.phases);
    if (isAsTold) return standing.amps === null ? watts(0) : wanted.setpoint;
    return standing.phases === null && standing.amps !== null ? null : watts((standing.amps ?? 0) * MAINS_VOLTS * (standing.phases ?? 1));
  }

  /** One talk with the charger at a time: a stop does not fall between the two writes that offer current. */
  private inTurn<Answer>(talk: () => Promise<Answer>): Promise<Answer> {
    const turn = this.talking.then(talk);
    this.talking = turn.catch(() => undefined);
    return turn;
  }

  private async taking(write: () => Promise<void>): Promise<void> {
    try {
      await this.inTurn(write);
    } catch (error) {
      if (error instanceof ModbusError) throw new DriverError(error.id, error.message, { cause: error });
      throw error;
    }
  }
}
