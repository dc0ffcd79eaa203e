import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';
import type { Alarm } from '#domain/safety/event.ts';
import type { MqttBus } from '../transport/mqtt/client.ts';
import { PRODUCT_VERSION } from '#domain/home/version.ts';
import { highUseSentence, sentenceOf } from './sentence.ts';
import type { Way } from './way.ts';

export interface HomeAssistantOptions {
  /** Where Home Assistant looks for devices, `homeassistant`; null = it is told by other means. */
  readonly discovery: string | null;
  /** Our topics begin with this. */
  readonly prefix: string;
}

const STEPS: readonly LadderState['step'][] = ['below', 'warned', 'shedding', 'interrupted', 'waiting', 'restoring'];
const HIGH_USE = 'high-use';
const ALERTS: readonly (AlarmEffect['alarm'] | typeof HIGH_USE)[] = [...STEPS, 'test', 'acknowledged', HIGH_USE];
/** States are said again this often, and believed for three times as long, s. */
const SAID_EVERY = 60;
/** Home Assistant takes this long to listen to a device that it has just found, s. */
const FOUND_AFTER = 2;

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/**
 * Home Assistant behind a broker of its own: a device with a warning and a step a threshold, and an event for
 * automations. Device discovery (homeassistant/device/ID/config, retained) of Home Assistant 2024.11 or later; states and
 * alerts are never retained, so nobody is woken by an old one.
 */
export class HomeAssistant implements Way {
  readonly reach: Reach = 'mqtt';
  private known: readonly LadderState[] = [];
  private announced = '';
  private silent = 0;
  /** Its own word, by its birth and its last will; null = none since we are connected: its birth is not kept by the broker. */
  private isThere: boolean | null = null;

  /** @param wall the home's wall time, ms. */
  constructor(
    private readonly options: HomeAssistantOptions,
    private readonly bus: MqttBus,
    private readonly wall: () => number,
  ) {
    bus.onConnect(() => {
      this.isThere = null;
      this.sayAnew();
    });
    if (options.discovery !== null) bus.subscribe(`${options.discovery}/status`, this.onStatus);
  }

  answers(): boolean {
    return this.bus.connected && this.isThere !== false;
  }

  alarm(effect: AlarmEffect): void {
    const { alarm, ladder } = effect;
    this.say(`${this.options.prefix}/alert`, { event_type: alarm, threshold: ladder?.id ?? null, message: sentenceOf(effect, this.wall()), at: iso(this.wall()), interrupts_at: iso(ladder?.interruptsAt ?? null) });
  }

  highUse(alarm: Alarm): void {
    this.say(`${this.options.prefix}/alert`, { event_type: HIGH_USE, threshold: null, message: highUseSentence(alarm), at: iso(this.wall()), interrupts_at: null });
  }

  ladders(ladders: readonly LadderState[]): void {
    const steps = (all: readonly LadderState[]): string => JSON.stringify(all.map(({ power: _power, ...rest }) => rest));
    const isNews = steps(ladders) !== steps(this.known);
    this.known = ladders;
    if (isNews) this.sayAll();
  }

  again(): void {
    this.silent += 1;
    if (this.silent >= SAID_EVERY) this.sayStates();
  }

  async stop(): Promise<void> {
    await this.bus.stop();
  }

  /** The broker or Home Assistant is new, and may have forgotten even what is retained. */
  private sayAnew(): void {
    this.announced = '';
    this.sayAll();
  }

  private sayAll(): void {
    if (this.announce()) this.silent = SAID_EVERY - FOUND_AFTER;
    else this.sayStates();
  }

  private sayStates(): void {
    this.silent = 0;
    for (const ladder of this.known) this.say(this.topicOf(ladder), stateOf(ladder, this.wall()));
  }

  /** True when Home Assistant was told of a device that it did not know so. */
  private announce(): boolean {
    const { discovery } = this.options;
    if (discovery === null || !this.bus.connected) return false;
    const config = JSON.stringify(this.discovered());
    if (config === this.announced) return false;
    this.announced = config;
    this.bus.publish(`${discovery}/device/tidewatt/config`, config, true).catch(() => (this.announced = ''));
    return true;
  }

  private discovered(): unknown {
    const entities = this.known.flatMap((ladder) => this.entitiesOf(ladder));
    const alert = { p: 'event', name: 'Alert', unique_id: 'tidewatt_alert', state_topic: `${this.options.prefix}/alert`, event_types: ALERTS };
    return { dev: { ids: ['tidewatt'], name: 'Tidewatt', mf: 'Tidewatt', sw: PRODUCT_VERSION }, o: { name: 'tidewatt', sw: PRODUCT_VERSION }, cmps: { alert, ...Object.fromEntries(entities) } };
  }

  private entitiesOf(ladder: LadderState): readonly (readonly [string, unknown])[] {
    const id = ladder.id.replaceAll('-', '_');
    const common = { state_topic: this.topicOf(ladder), expire_after: 3 * SAID_EVERY };
    return [
      [`${id}_warning`, { p: 'binary_sensor', name: `Threshold ${ladder.id}`, unique_id: `tidewatt_${id}_warning`, device_class: 'problem', value_template: "{{ 'OFF' if value_json.step == 'below' else 'ON' }}", json_attributes_topic: this.topicOf(ladder), ...common }],
      [`${id}_step`, { p: 'sensor', name: `Threshold ${ladder.id} step`, unique_id: `tidewatt_${id}_step`, device_class: 'enum', options: STEPS, value_template: '{{ value_json.step }}', ...common }],
    ];
  }

  private topicOf({ id }: LadderState): string {
    return `${this.options.prefix}/threshold/${id}`;
  }

  private say(topic: string, body: unknown): void {
    // States are said again within a minute; an alert that cannot be sent now would come too late.
    this.bus.publish(topic, JSON.stringify(body)).catch(() => undefined);
  }

  /** Home Assistant has started, or has gone. */
  private readonly onStatus = (payload: Buffer): void => {
    const said = payload.toString('utf8');
    if (said === 'online' || said === 'offline') this.isThere = said === 'online';
    if (said === 'online') this.sayAnew();
  };
}

const stateOf = (ladder: LadderState, at: number): unknown => ({
  step: ladder.step,
  direction: ladder.direction,
  threshold_w: ladder.threshold,
  power_w: ladder.power,
  sheds_at: iso(ladder.shedsAt),
  interrupts_at: iso(ladder.interruptsAt),
  acknowledged: ladder.acknowledged,
  message: sentenceOf({ alarm: ladder.step, ladder }, at),
});
