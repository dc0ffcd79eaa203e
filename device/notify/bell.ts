import type { AlarmEffect, Reach } from '#domain/ladder/event.ts';
import { OFF, onFor, parseAvailability } from '../driver/plug/zigbee2mqtt.ts';
import type { MqttBus } from '../transport/mqtt/client.ts';
import { callOf, type Way } from './way.ts';

export interface BellOptions {
  /** Such as `zigbee2mqtt/hall-siren`. */
  readonly topic: string;
  /** How long it sounds, s. */
  readonly seconds: number;
}

/** How a device is told to sound and to be silent; both are the device's own time, so that nothing sounds for ever. */
export interface Sound {
  readonly reach: Extract<Reach, 'sounder' | 'relay'>;
  on(seconds: number): string;
  readonly off: string;
}

/** A siren of zigbee2mqtt (composite `warning` of its IAS warning devices). */
export const SIREN: Sound = {
  reach: 'sounder',
  on: (seconds) => JSON.stringify({ warning: { mode: 'emergency', level: 'high', strobe: true, duration: seconds } }),
  off: JSON.stringify({ warning: { mode: 'stop', level: 'low', strobe: false, duration: 1 } }),
};
/** A relay with a bell or a lamp behind it. */
export const RELAY: Sound = { reach: 'relay', on: onFor, off: OFF };

/** What was not taken is tried again this often, then it is too late to call anyone, s. */
const TRIES = 30;

/** A siren or relay on the device bus, rung by control itself: it sounds with house gone. */
export class Bell implements Way {
  readonly reach: Reach;
  private available: boolean | null = null;
  private due: { readonly payload: string; readonly tries: number } | null = null;

  constructor(
    private readonly options: BellOptions,
    private readonly sound: Sound,
    private readonly bus: MqttBus,
  ) {
    this.reach = sound.reach;
    // What it says now comes again; what changed while there was no connection was not heard.
    bus.onConnect(() => (this.available = null));
    bus.subscribe(options.topic, this.onState);
    bus.subscribe(`${options.topic}/availability`, this.onAvailability);
  }

  answers(): boolean {
    return this.bus.connected && this.available === true;
  }

  alarm(effect: AlarmEffect): void {
    const call = callOf(effect);
    if (call !== null) this.say(call === 'sound' ? this.sound.on(this.options.seconds) : this.sound.off, 0);
  }

  ladders(): void {
    // It rings at the steps themselves.
  }

  again(): void {
    if (this.due && this.due.tries < TRIES) this.say(this.due.payload, this.due.tries + 1);
  }

  async stop(): Promise<void> {
    this.bus.unsubscribe(this.options.topic, this.onState);
    this.bus.unsubscribe(`${this.options.topic}/availability`, this.onAvailability);
  }

  private say(payload: string, tries: number): void {
    const due = { payload, tries };
    this.due = due;
    const taken = (): void => {
      if (this.due === due) this.due = null;
    };
    this.bus.publish(`${this.options.topic}/set`, payload).then(taken, () => undefined);
  }

  /** A device that speaks is there; what the broker kept of it may be the word of one that is dead. */
  private readonly onState = (_payload: Buffer, _topic: string, retained: boolean): void => {
    if (!retained) this.available = true;
  };

  private readonly onAvailability = (payload: Buffer): void => {
    this.available = parseAvailability(payload) ?? this.available;
  };
}
