import type { HomeClock } from '../../clock/clock.ts';
import type { MqttBus } from '../../transport/mqtt/client.ts';
import { ms } from '#domain/time/instant.ts';
import type { ContactInput, WireReading } from './input.ts';
import { isClosed, type WireWords } from './words.ts';
import { fieldOf } from './payload.ts';

type Plain = string | number | boolean;

export interface MqttInputOptions extends WireWords {
  readonly contact: string;
  readonly topic: string;
  /** Names that lead to the value in a JSON message; empty = the message is the value. */
  readonly path: readonly string[];
  /** Where the device, or the broker for it, says that it is there; null = it is there while it speaks. */
  readonly available: { readonly topic: string; readonly path: readonly string[]; readonly value: Plain } | null;
  /** A question that it answers with its state; null = it speaks by itself. */
  readonly ask: { readonly topic: string; readonly payload: string } | null;
  /** ms within which a device that answers is asked four times. */
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

  async read(): Promise<WireReading | null> {
    if (!this.bus.connected) return null;
    const now = this.clock.now().mono;
    this.ask(now);
    if (!this.heard || (this.options.available && this.isThere !== true)) return null;
    return { closed: new Map([[this.options.contact, this.heard.closed]]), age: ms(this.options.available ? 0 : now - this.heard.at) };
  }

  async stop(): Promise<void> {
    const { topic, available } = this.options;
    this.bus.unsubscribe(topic, this.onMessage);
    if (available) this.bus.unsubscribe(available.topic, this.onAvailable);
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

  /** What the broker kept may be the word of a device that is dead: only what is said now is heard. */
  private readonly onMessage = (payload: Buffer, _topic: string, retained: boolean): void => {
    const value = retained ? undefined : fieldOf(payload, this.options.path);
    // A message without the field says nothing about the wire.
    if (value === undefined) return;
    const closed = isClosed(value, this.options);
    this.heard = closed === undefined ? null : { closed, at: this.clock.now().mono };
  };

  private readonly onAvailable = (payload: Buffer): void => {
    const { available } = this.options;
    const value = available ? fieldOf(payload, available.path) : undefined;
    if (!available || value === undefined) return;
    this.isThere = value === String(available.value);
    // What changed while it was away was not heard.
    if (!this.isThere) this.heard = null;
  };
}
