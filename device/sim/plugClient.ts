import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import * as v from 'valibot';
import { watts } from '#domain/units/power.ts';
import type { Plant } from './plant.ts';
import type { WriteLog } from './writeLog.ts';

export interface PlugAddress {
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** zigbee2mqtt's friendly name. */
  readonly name: string;
}

/** What zigbee2mqtt takes on `/set`; `on_time` is in seconds, counted down by the plug itself. */
const setSchema = v.object({ state: v.picklist(['ON', 'OFF']), on_time: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(65_535))) });

const VOLTS = 230;
/** A metering plug reports at least this often. */
const REPORT_MS = 10_000;

/** The state message: W, kWh, V, A as zigbee2mqtt gives them for a metering plug. */
export function plugState(plant: Plant): string {
  const { orders, powers } = plant.now();
  const state = orders.plug.setpoint > 0 ? 'ON' : 'OFF';
  return JSON.stringify({ state, power: powers.plug, energy: Math.floor(plant.plugRegister / 10_000) / 100, voltage: VOLTS, current: Math.round((powers.plug / VOLTS) * 100) / 100 });
}

/** A zigbee2mqtt-like plug on a broker; the plug itself goes on with its countdown when the broker is gone. */
export class PlugClient {
  private client: MqttClient | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly topic: string;

  constructor(
    private readonly plant: Plant,
    private readonly address: PlugAddress,
    private readonly log: WriteLog,
  ) {
    this.topic = `zigbee2mqtt/${address.name}`;
  }

  start(): void {
    const { port, user, secret } = this.address;
    const will = { topic: `${this.topic}/availability`, payload: Buffer.from('{"state":"offline"}'), retain: true, qos: 1 as const };
    const client = mqtt.connect({ host: '127.0.0.1', port, username: user, password: secret, clientId: `${user}/${randomBytes(6).toString('hex')}`, reconnectPeriod: 1_000, keepalive: 20, will });
    client.on('connect', () => this.onConnect(client));
    client.on('message', (topic, payload) => this.onMessage(topic, payload));
    // Refused or lost: the client tries again each second, and 'error' without a listener would end the process.
    client.on('error', () => undefined);
    this.client = client;
    this.timer = setInterval(() => this.report(), REPORT_MS);
  }

  /** Says what the plug is doing now; silent while there is no broker. */
  report(): void {
    if (this.client?.connected) this.client.publish(this.topic, plugState(this.plant), { qos: 0 });
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.client?.endAsync(true);
  }

  private onConnect(client: MqttClient): void {
    client.subscribe([`${this.topic}/set`, `${this.topic}/get`], { qos: 0 });
    client.publish(`${this.topic}/availability`, '{"state":"online"}', { retain: true, qos: 1 });
    this.report();
  }

  private onMessage(topic: string, payload: Buffer): void {
    if (topic === `${this.topic}/set`) this.set(payload.toString('utf8'));
    this.report();
  }

  private set(text: string): void {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), setSchema), text);
    if (!parsed.success) return;
    const { state, on_time: seconds } = parsed.output;
    // A relay: anything above 0 W is "on", what flows is the appliance's affair.
    const setpoint = watts(state === 'ON' ? 1 : 0);
    this.plant.tell('plug', setpoint, state === 'ON' && seconds !== undefined ? seconds * 1_000 : null);
    this.log.write({ device: 'plug', payload: parsed.output, setpoint: state });
  }
}
