import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { watts, type Watts } from '#domain/units/power.ts';
import type { HomeClock } from '../../clock/clock.ts';
import type { MqttBus } from '../../transport/mqtt/client.ts';
import { DriverError, type Driver } from '../driver.ts';
import { ASK, OFF, onFor, parseAvailability, parsePlugState } from './zigbee2mqtt.ts';

export interface Zigbee2MqttPlugOptions {
  readonly id: string;
  readonly name: string;
  /** Such as `zigbee2mqtt/dishwasher`. */
  readonly topic: string;
  /** W that flow while the appliance behind it runs. */
  readonly rating: number;
  /** What runs once it is switched on; null where nobody knows. */
  readonly profile: { readonly powers: readonly number[]; readonly step: number } | null;
  readonly simulated: boolean;
}

const COUNTDOWN_SECONDS = 60;
/** A plug that has said nothing for this long is asked, home ms. */
const QUIET = 10_000;
/** ... and for this long is no longer believed. */
const LOST = 60_000;

/** A plug of zigbee2mqtt. Its own countdown is the fallback: every "on" carries the time after which it switches off. */
export class Zigbee2MqttPlug implements Driver {
  readonly id: string;
  private on: boolean | null = null;
  private power: number | null = null;
  private available = true;
  private heardAt: Milliseconds | null = null;
  private askedAt: Milliseconds | null = null;

  constructor(
    private readonly options: Zigbee2MqttPlugOptions,
    private readonly bus: MqttBus,
    private readonly clock: HomeClock,
  ) {
    this.id = options.id;
  }

  start(): void {
    this.bus.subscribe(this.options.topic, this.onState);
    this.bus.subscribe(`${this.options.topic}/availability`, this.onAvailability);
  }

  descriptor(): DeviceDescriptor {
    const { id, name, rating, profile, simulated } = this.options;
    return {
      id,
      name,
      kind: 'plug',
      simulated,
      rating: watts(rating),
      minimum: watts(rating),
      fallback: { kind: 'timer', after: (COUNTDOWN_SECONDS * 1_000) as Milliseconds, power: watts(0) },
      primitive: profile ? { kind: 'profile', powers: profile.powers, step: profile.step as Milliseconds } : { kind: 'modes', powers: [0, rating] },
    };
  }

  async report(): Promise<DeviceReport> {
    const now = this.clock.now().mono;
    const online = this.bus.connected && this.available && this.heardAt !== null && now - this.heardAt < LOST;
    if (this.bus.connected && this.isQuiet(now)) this.ask(now);
    if (!online) return { id: this.id, heardAt: this.heardAt ?? now, online, power: null, setpoint: null, stored: null };
    return {
      id: this.id,
      heardAt: this.heardAt ?? now,
      online,
      power: this.power === null ? null : watts(this.power),
      setpoint: this.on === null ? null : watts(this.on ? this.options.rating : 0),
      stored: null,
    };
  }

  async command(setpoint: Watts, lease: Milliseconds): Promise<void> {
    const seconds = Math.max(1, Math.round(lease / this.clock.speed / 1_000));
    await this.set(setpoint > 0 ? onFor(seconds) : OFF);
  }

  async neutral(): Promise<void> {
    await this.set(OFF);
  }

  async stop(): Promise<void> {
    // A plug that cannot be reached switches itself off.
    await this.neutral().catch(() => undefined);
    this.bus.unsubscribe(this.options.topic, this.onState);
    this.bus.unsubscribe(`${this.options.topic}/availability`, this.onAvailability);
  }

  private async set(payload: string): Promise<void> {
    try {
      await this.bus.publish(`${this.options.topic}/set`, payload);
    } catch (error) {
      throw new DriverError('offline', `${this.options.topic} was not reached`, { cause: error });
    }
  }

  private ask(now: Milliseconds): void {
    this.askedAt = now;
    // An unanswered question is asked again when the plug is still quiet.
    this.bus.publish(`${this.options.topic}/get`, ASK).catch(() => undefined);
  }

  private isQuiet(now: Milliseconds): boolean {
    const last = Math.max(this.heardAt ?? -QUIET, this.askedAt ?? -QUIET);
    return now - last >= QUIET;
  }

  private readonly onState = (payload: Buffer): void => {
    const message = parsePlugState(payload);
    if (!message) return;
    this.heardAt = this.clock.now().mono;
    this.on = message.on ?? this.on;
    if (message.power !== undefined) this.power = message.power;
  };

  private readonly onAvailability = (payload: Buffer): void => {
    this.available = parseAvailability(payload) ?? this.available;
  };
}
