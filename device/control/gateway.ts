import { dirname, join } from 'node:path';
import type { Refused } from '#domain/units/refusal.ts';
import type { FromControl, FromHouse } from '../channel.ts';
import type { HomeClock } from '../clock/clock.ts';
import { driverOf, replayDevices, type DeviceWish } from '../driver/index.ts';
import type { OpenedMeter } from '../driver/meter/meter.ts';
import { GridWithDevices } from '../driver/simulated/gridWithDevices.ts';
import { SignedDoor } from '../signal/door.ts';
import { keyBook } from '../signal/keys.ts';
import { Notifier } from '../notify/notifier.ts';
import { MqttBus } from '../transport/mqtt/client.ts';
import { BrokerProcess, type BrokerPorts } from './children/brokerProcess.ts';
import { HouseProcess } from './children/houseProcess.ts';
import { PlannerProcess } from './children/plannerProcess.ts';
import { SimProcess } from './children/simProcess.ts';
import { Claim } from './claim.ts';
import { Control } from './control.ts';
import { currencyOf } from './currency.ts';
import { simDevices, simMeter, type HomeSetting } from './home.ts';
import { log } from './log.ts';
import { contactsOf } from './homeFile/limits.ts';
import { notifierOf } from './homeFile/notify.ts';
import { contactSourcesOf } from './homeFile/relays.ts';
import { controlMachines } from './machines.ts';
import type { StartOptions } from './options.ts';
import { APP } from './places.ts';
import { brokersOf, contractOf } from './homeFile/issuers.ts';
import { Household } from './household.ts';
import { RevokedKeys } from './revokedKeys.ts';
import { slotsOf } from './snapshot.ts';
import { freshSecrets, operatorCredentials, ownCredentials } from './secrets.ts';

export interface GatewayEvents {
  /** House answers: once, at the first start. */
  ready(address: string): void;
  /** A child said at the first start that it cannot. */
  failed(fault: Refused): void;
  /** The replay has come to its end. */
  ended(): void;
}

/** Control and the processes it is the parent of. */
export class Gateway {
  private readonly secrets = freshSecrets();
  private readonly bus = new MqttBus();
  private readonly notifier: Notifier;
  private readonly broker: BrokerProcess;
  private readonly house: HouseProcess;
  private readonly planner: PlannerProcess;
  private sim: SimProcess | null = null;
  private claim: Claim | null = null;
  private control: Control | null = null;
  private ports: BrokerPorts | null = null;
  private isReady = false;

  constructor(
    private readonly options: StartOptions,
    private readonly setting: HomeSetting,
    private readonly events: GatewayEvents,
  ) {
    this.notifier = new Notifier(notifierOf(setting.house), this.bus, () => this.control?.clock.now().wall ?? 0, (reaches) => this.control?.reached(reaches));
    this.broker = new BrokerProcess(options.mqttPort, [...ownCredentials(this.secrets), ...operatorCredentials(setting.house.issuers)], { ready: (ports) => this.brokerReady(ports), failed: (fault) => this.childFailed(fault) });
    this.house = new HouseProcess(
      {
        port: options.port,
        stateDir: options.stateDir,
        appDir: APP,
        lan: options.lan,
        cert: options.cert,
        key: options.key,
        tariff: options.tariff,
        sources: setting.house.sources && options.home !== null ? { folder: dirname(options.home), list: [...setting.house.sources] } : null,
        zone: options.zone,
        source: setting.source,
        name: setting.name,
        currency: currencyOf(options.zone),
        speed: options.speed,
        voltage: setting.house.voltage,
        ...(options.meter.kind === 'meter' ? { meterFormat: options.meter.format ?? 'p1' } : {}),
      },
      { message: (message) => this.houseSaid(message), ended: () => this.control?.houseGone() },
    );
    this.house.post({ type: 'contracts', contracts: setting.house.issuers.map(contractOf) });
    this.house.post({ type: 'operator-brokers', brokers: brokersOf(setting.house.issuers) });
    this.planner = new PlannerProcess(
      () => this.ports && { TIDEWATT_MQTT_PORT: String(this.ports.mqttPort), TIDEWATT_MQTT_SECRET: this.secrets.planner },
      (state) => this.house.post({ type: 'planner', state }),
    );
  }

  /**
   * The folder is ours and limits hold before any child runs. The time of a replay begins when it can be seen: at speed,
   * its first hours would be over before the screen is up. @throws Refusal when the state folder cannot be used.
   */
  async start(): Promise<void> {
    this.claim = await Claim.of(this.options.stateDir, this.setting.timeline);
    if (!this.beginsWhenSeen) this.begin(this.claim);
    this.broker.start();
    this.house.start();
  }

  private get beginsWhenSeen(): boolean {
    return this.setting.source === 'replay' || this.setting.source === 'capture';
  }

  private begin(claim: Claim): void {
    const { setting } = this;
    const { timeline, floor, clock } = setting;
    const events = { post: (message: FromControl): boolean => this.house.post(message), people: this.notifier, onEnded: () => this.events.ended() };
    const door = new SignedDoor(keyBook(setting.house.issuers));
    const revoked = new RevokedKeys(join(this.options.stateDir, `${slotsOf(timeline)}.revoked`), log);
    const household = new Household(join(this.options.stateDir, `${slotsOf(timeline)}.household`), log);
    const control = new Control({ timeline, floor, clock, door, revoked, household, machines: (from) => controlMachines(setting.house, from, this.options.zone, revoked.all), ...events }, claim);
    this.control = control;
    control.start();
    this.notifier.start();
    control.readContacts(contactSourcesOf(contactsOf(setting.house.limits), this.bus, control.clock));
    if (setting.bus) this.bus.moveTo(setting.bus);
    this.connect(control, setting.devices, setting.withReplayDevices, setting.meter);
  }

  async stop(): Promise<void> {
    // Devices behind the broker are written neutral before it goes.
    this.claim?.hangUp();
    await this.control?.stop();
    await this.notifier.stop();
    await this.bus.stop();
    await Promise.all([this.planner.stop(), this.house.stop(), this.broker.stop(), this.sim?.stop()]);
  }

  private connect(control: Control, devices: readonly DeviceWish[], withReplayDevices: boolean, meter: OpenedMeter | null): void {
    const clock: HomeClock = control.clock;
    for (const wish of devices) control.addDevice(driverOf(wish, clock, this.bus));
    const simulated = withReplayDevices ? replayDevices(clock) : [];
    for (const driver of simulated) control.addDevice(driver);
    const grid = simulated.length > 0 ? new GridWithDevices(simulated) : null;
    if (meter) control.readFrom(meter.driver(clock, { bus: this.bus }), grid && ((reading) => grid.reading(reading)));
  }

  private brokerReady(ports: BrokerPorts): void {
    this.ports = ports;
    this.house.post({ type: 'broker', ...ports, secret: this.secrets.house });
    if (!this.setting.bus) this.bus.moveTo({ host: '127.0.0.1', port: ports.mqttPort, credential: 'control', secret: this.secrets.control });
    if (this.options.meter.kind === 'simulated' && !this.sim) this.startSim(this.options.meter.seed, ports.mqttPort);
  }

  private houseReady(address: string): void {
    this.isReady = true;
    if (this.beginsWhenSeen && this.claim) this.begin(this.claim);
    this.events.ready(address);
  }

  private startSim(seed: number, mqttPort: number): void {
    const { zone } = this.options;
    this.sim = new SimProcess({ seed, zone, mqttPort, mqttSecret: this.secrets.device }, (ports) => {
      if (this.control) this.connect(this.control, this.options.devices === null ? simDevices(ports) : [], false, simMeter(ports, zone));
    });
    this.sim.start();
  }

  private houseSaid(message: FromHouse): void {
    switch (message.type) {
      case 'ready':
        if (!this.isReady) this.houseReady(message.link ?? message.url);
        return;
      case 'failed':
        return this.childFailed(message);
      case 'credentials':
        return this.broker.admit(message.credentials);
      case 'plan-wanted':
        return this.planner.want();
      case 'high-use':
        return this.notifier.highUse(message.alarm);
      default:
        return this.control?.heard(message);
    }
  }

  /** Later, or after control itself was restarted, the child is tried again: what is left of the former one may hold the port. */
  private childFailed(fault: Refused): void {
    if (this.isReady || Number(process.env['TIDEWATT_RESTARTS'] ?? 0) > 0) log(`${fault.message} Trying again.`);
    else this.events.failed(fault);
  }
}
