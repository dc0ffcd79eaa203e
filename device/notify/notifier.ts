import type { AlarmEffect, LadderState, Reach } from '#domain/ladder/event.ts';
import type { Alarm } from '#domain/safety/event.ts';
import { MqttBus } from '../transport/mqtt/client.ts';
import { Bell, RELAY, SIREN, type BellOptions } from './bell.ts';
import { HomeAssistant, type HomeAssistantOptions } from './homeAssistant.ts';
import { SupplyRelay } from './supplyRelay.ts';
import type { Way } from './way.ts';

/** What is configured to reach people, and to open the supply. */
export interface NotifierOptions {
  readonly sounders: readonly BellOptions[];
  readonly relays: readonly BellOptions[];
  readonly mqtt: (HomeAssistantOptions & { readonly host: string; readonly port: number; readonly user: string; readonly password: string }) | null;
  /** Topics of the relays that open the supply, by name. */
  readonly supplyRelays: Readonly<Record<string, { readonly topic: string }>>;
  /** Which of them a ladder opens, by the ladder's id. */
  readonly opens: Readonly<Record<string, string>>;
}

const EVERY_MS = 1_000;

/** Reaches people who are not looking, from the process that must not stop. Nothing here is waited for. */
export class Notifier {
  private readonly ways: readonly Way[];
  private readonly supply: readonly SupplyRelay[];
  private timer: NodeJS.Timeout | undefined;
  private told = '';
  private last: readonly LadderState[] = [];

  /** @param bus the device bus; @param wall the home's wall time, ms; @param reached the ways that answer, when that changes. */
  constructor(
    options: NotifierOptions,
    bus: MqttBus,
    wall: () => number,
    private readonly reached: (reaches: readonly Reach[]) => void,
  ) {
    const bells = [...options.sounders.map((one) => new Bell(one, SIREN, bus)), ...options.relays.map((one) => new Bell(one, RELAY, bus))];
    this.ways = options.mqtt ? [...bells, homeAssistant(options.mqtt, wall)] : bells;
    this.supply = Object.entries(options.supplyRelays).map(([name, { topic }]) => new SupplyRelay(topic, new Set(Object.keys(options.opens).filter((id) => options.opens[id] === name)), bus));
  }

  start(): void {
    this.timer ??= setInterval(() => this.again(), EVERY_MS);
    this.again();
  }

  alarm(effect: AlarmEffect): void {
    for (const way of this.ways) way.alarm(effect);
  }

  highUse(alarm: Alarm): void {
    for (const way of this.ways) way.highUse?.(alarm);
  }

  ladders(ladders: readonly LadderState[]): void {
    this.last = ladders;
    for (const one of [...this.ways, ...this.supply]) one.ladders(this.last);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.ways, ...this.supply].map((one) => one.stop()));
  }

  private again(): void {
    for (const one of [...this.ways, ...this.supply]) one.again();
    const reaches = [...new Set(this.ways.filter((way) => way.answers()).map(({ reach }) => reach))].sort();
    if (reaches.join() === this.told) return;
    this.told = reaches.join();
    this.reached(reaches);
  }
}

/** The broker that Home Assistant listens at is another than ours. */
function homeAssistant({ host, port, user, password, ...options }: NonNullable<NotifierOptions['mqtt']>, wall: () => number): HomeAssistant {
  const bus = new MqttBus();
  const way = new HomeAssistant(options, bus, wall);
  bus.moveTo({ host, port, credential: user, secret: password });
  return way;
}
