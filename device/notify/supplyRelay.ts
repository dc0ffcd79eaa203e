import type { LadderState } from '#domain/ladder/event.ts';
import { OFF, parsePlugState } from '../driver/plug/zigbee2mqtt.ts';
import type { MqttBus } from '../transport/mqtt/client.ts';

const ON = JSON.stringify({ state: 'ON' });
/** An open relay is told again this often, s: a message that was lost, or a relay that was power-cycled. */
const REPEAT = 30;

/**
 * The relay that opens the supply. It is no device that is planned or leased: a lost gateway leaves it as it is, and
 * only a restart by a person closes it.
 */
export class SupplyRelay {
  private wanted: 'open' | 'closed' | null = null;
  private on: boolean | null = null;
  private untold = 0;

  /** @param ladders ids of those that open it. */
  constructor(
    private readonly topic: string,
    private readonly ids: ReadonlySet<string>,
    private readonly bus: MqttBus,
  ) {
    bus.subscribe(topic, this.onState);
  }

  ladders(ladders: readonly LadderState[]): void {
    const ours = ladders.filter(({ id }) => this.ids.has(id));
    const isOff = ours.some(({ step }) => step === 'interrupted' || step === 'waiting');
    const isRestored = ours.some(({ step }) => step === 'restoring');
    const next = isOff ? 'open' : isRestored ? 'closed' : this.wanted;
    if (next === this.wanted) return;
    this.wanted = next;
    this.tell();
  }

  /** Once a second. */
  again(): void {
    this.untold += 1;
    const isDone = this.wanted === null || (this.wanted === 'closed' && this.on === true);
    if (!isDone && this.untold >= (this.isAsWanted ? REPEAT : 1)) this.tell();
  }

  async stop(): Promise<void> {
    this.bus.unsubscribe(this.topic, this.onState);
  }

  private get isAsWanted(): boolean {
    return this.on !== null && this.on === (this.wanted === 'closed');
  }

  private tell(): void {
    this.untold = 0;
    // While there is no connection it is tried again the next second.
    this.bus.publish(`${this.topic}/set`, this.wanted === 'open' ? OFF : ON).catch(() => undefined);
  }

  private readonly onState = (payload: Buffer): void => {
    this.on = parsePlugState(payload)?.on ?? this.on;
  };
}
