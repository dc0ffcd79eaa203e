import type { HomeClock } from '../../clock/clock.ts';
import type { MqttBus } from '../../transport/mqtt/client.ts';
import type { ContactInput } from './input.ts';
import { fieldOf } from './payload.ts';

type Plain = string | number | boolean;

export interface MqttInputOptions {
  readonly contact: string;
  readonly topic: string;
  /** Names that lead to the value in a JSON message; empty = the message is the value. */
  readonly path: readonly string[];
  /** What stands there while the wire is closed. */
  readonly closed: Plain;
  /** Where the device, or the broker for it, says that it is there; null = it is there while it speaks. */
  readonly available: { readonly topic: string; readonly path: readonly string[]; readonly value: Plain } | null;
  /** A question that it answers with its state; null = it speaks by itself. */
  readonly ask: { readonly topic: string; readonly payload: string } | null;
  /** ms after which what it said last counts no longer, where nothing says that it is there. */
  readonly maxAge: number;
}

/** It is asked anew so often within its greatest age. */
const ASKED_WITHIN_AGE = 4;

/** An input that a device tells over MQTT: Shelly, Tasmota, zigbee2mqtt, or anything else that says it in JSON or plainly. */
export class MqttInput implements ContactInput {
  private heard: { readonly closed: boolean; readonly at: number } | null = null;
  private isThere: boolean | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: MqttInputOptions,
    private readonly bus: MqttBus,
    private readonly clock: Pick<HomeClock, 'now'>,
  ) {}

  start(): void {
    const { topic, available } = this.options;
    this.bus.onConnect(() => this.forget());
    this.bus.subscribe(topic, this.onMessage);
    if (available) this.bus.subscribe(available.topic, this.onAvailable);
  }

  async read(): Promise<ReadonlyMap<string, boolean> | null> {
    if (!this.bus.connected) return null;
    const now = this.clock.now().mono;
    this.ask(now);
    if (!this.heard || !this.isBelieved(this.heard.at, now)) return null;
    return new Map([[this.options.contact, this.heard.closed]]);
  }

  async stop(): Promise<void> {
    const { topic, available } = this.options;
    this.bus.unsubscribe(topic, this.onMessage);
    if (available) this.bus.unsubscribe(available.topic, this.onAvailable);
  }

  private isBelieved(at: number, now: number): boolean {
    return this.options.available ? this.isThere === true : now - at <= this.options.maxAge;
  }

  /** What changed while there was no connection was not heard. */
  private forget(): void {
    this.heard = null;
    this.isThere = null;
    this.askedAt = Number.NEGATIVE_INFINITY;
  }

  private ask(now: number): void {
    const { ask, maxAge } = this.options;
    if (!ask || now - this.askedAt < maxAge / ASKED_WITHIN_AGE) return;
    this.askedAt = now;
    // An unanswered question is asked again in time.
    this.bus.publish(ask.topic, ask.payload).catch(() => undefined);
  }

  private readonly onMessage = (payload: Buffer): void => {
    const value = fieldOf(payload, this.options.path);
    // A message without the field says nothing about the wire.
    if (value !== undefined) this.heard = { closed: value === String(this.options.closed), at: this.clock.now().mono };
  };

  private readonly onAvailable = (payload: Buffer): void => {
    const { available } = this.options;
    const value = available ? fieldOf(payload, available.path) : undefined;
    if (available && value !== undefined) this.isThere = value === String(available.value);
  };
}
