import { instant, ms, type Instant } from '#domain/time/instant.ts';
import { isObject, member, textAt } from '../json/pick.ts';
import type { Login } from '../../../transport/http/wish.ts';
import type { JsonKind, JsonReader, JsonTelling, ReaderOptions } from '../json/kind.ts';
import { Overlay } from '../json/overlay.ts';
import { messageOf } from '../json/reading.ts';
import { valueNamed, type Heard } from '../json/told.ts';
import { componentOf, connectionOf } from './component.ts';
import { EmeterTopics, emetersOf } from './gen1.ts';

const EMETER = /^(.*)\/emeter\/([0-2])\/(power|voltage|current|total|total_returned)$/;
/** What a Gen2 device says on its own topics: notifications, and the status of a component. */
const RPC = /^(.*)\/(?:events\/rpc|status\/(\w+:\d+))$/;

interface Origin {
  /** Of the reading; null = its arrival. */
  readonly at: Instant | null;
  readonly time: Instant | null;
  readonly meter: string | undefined;
  /** A whole status, and not what has changed in it. */
  readonly whole: boolean;
}

/** Shelly energy meters: Gen1 status and topics, Gen2 and later by RPC; parts of a status are laid over what was known. */
class ShellyReader implements JsonReader {
  readonly #channel: number | null;
  readonly #overlay = new Overlay();
  readonly #topics = new EmeterTopics();
  readonly #seen = new Set<string>();
  #meter: string | null = null;

  constructor({ channel }: ReaderOptions) {
    this.#channel = channel;
  }

  read(topic: string | null, body: unknown): JsonTelling | null {
    const [, gen1, line, value] = EMETER.exec(topic ?? '') ?? [];
    if (gen1 !== undefined && line !== undefined && value !== undefined) return this.#topic(gen1, Number(line), value, body);
    if (!isObject(body)) return null;
    const [, base, component] = RPC.exec(topic ?? '') ?? [];
    if (Array.isArray(body['emeters'])) return this.#told(emetersOf(body, this.#channel), { at: null, time: secondsAt(body, 'unixtime'), meter: textAt(body, 'mac'), whole: true });
    const params = member(body, 'params');
    if (isObject(params)) return this.#status(params, { at: secondsAt(params, 'ts'), time: secondsAt(params, 'ts'), meter: base ?? textAt(body, 'src'), whole: body['method'] === 'NotifyFullStatus' });
    const status = component === undefined ? statusOf(body) : { [component]: body };
    return this.#status(status, { at: null, time: secondsAt(body, 'sys.unixtime'), meter: base ?? textAt(body, 'sys.mac'), whole: 'sys' in body });
  }

  #topic(base: string, line: number, name: string, value: unknown): JsonTelling | null {
    const wanted = /em3/.test(base) && this.#channel === null ? [0, 1, 2] : [this.#channel ?? 0];
    const whole = this.#topics.hear(line, name, value, wanted);
    if (!whole) return NOTHING_YET;
    // An EM has two clamps: the third that the topics leave empty must not make it a 3EM.
    return this.#told(emetersOf(whole, wanted.length === 1 ? (wanted[0] ?? 0) : null), { at: null, time: null, meter: base, whole: false });
  }

  #status(status: Readonly<Record<string, unknown>>, of: Origin): JsonTelling | null {
    for (const name of Object.keys(status)) if (componentOf(name, {}) && this.#seen.size < MOST_COMPONENTS) this.#seen.add(name);
    const counts = connectionOf([...this.#seen], this.#channel);
    const heard = counts.flatMap((name) => (name in status ? (componentOf(name, status[name]) ?? []) : []));
    const told = heard.flatMap((one) => one.told);
    if (heard.length === 0) return isShelly(status) ? NOTHING_YET : null;
    return this.#told({ told, malformed: heard.reduce((sum, { malformed }) => sum + malformed, 0) }, of);
  }

  #told(heard: Heard | null, { at, time, meter, whole }: Origin): JsonTelling | null {
    if (!heard) return null;
    this.#meter ??= meter === undefined ? null : (meter.split('/').at(-1) ?? meter);
    this.#overlay.hear(heard.told, whole);
    const speaks = whole || heard.told.some(({ obis }) => obis === '1-0:16.7.0' || /^1-0:[12]\.8\.0$/.test(obis ?? ''));
    return { time, told: heard.told, malformed: heard.malformed, message: speaks ? this.#message(at) : null };
  }

  #message(at: Instant | null): JsonTelling['message'] {
    const told = this.#overlay.take();
    const apparent = valueNamed(told, 'Apparent power');
    return messageOf({ meter: this.#meter === null ? 'shelly' : `shelly-${this.#meter}`, at, period: PERIOD, ...(apparent !== null && { apparentPower: apparent }) }, told);
  }
}

const PERIOD = ms(10_000);
const MOST_COMPONENTS = 32;
const NOTHING_YET: JsonTelling = { time: null, told: [], malformed: 0, message: null };
const SOONEST = Date.UTC(2016, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Of a clock that was set, in seconds since 1970. */
function secondsAt(body: unknown, path: string): Instant | null {
  const seconds = member(body, path);
  const time = typeof seconds === 'number' ? Math.round(seconds * 1_000) : 0;
  return time >= SOONEST && time < LATEST ? instant(time) : null;
}

/** The answer to `EM.GetStatus` and its like is the component itself. */
function statusOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const id = typeof body['id'] === 'number' ? body['id'] : 0;
  if ('a_act_power' in body) return { 'em:0': body };
  if ('act_power' in body) return { [`em1:${id}`]: body };
  return 'apower' in body ? { [`pm1:${id}`]: body } : body;
}

const isShelly = (status: Readonly<Record<string, unknown>>): boolean => Object.keys(status).some((name) => /^(sys|wifi|ts|cloud|mqtt|ble|eth|(em|emdata|em1|em1data|pm1|switch|input|temperature):\d+)$/.test(name));

export const shelly: JsonKind = {
  name: 'shelly',
  called: 'a Shelly meter',
  period: PERIOD,
  zone: 'UTC',
  reader: (options) => new ShellyReader(options),
  topics: (base) => (base === '' ? null : [`${base}/events/rpc`, `${base}/status/+`, `${base}/emeter/+/+`]),
  http(address, password, user) {
    if (!/^https?:$/.test(address.protocol)) return undefined;
    const path = address.pathname === '/' ? '/rpc/Shelly.GetStatus' : address.pathname + address.search;
    // Gen2 knows one user and never asks for the password itself (Shelly API, Authentication); Gen1 knows no other way.
    const login: Login | null = password === null ? null : path.startsWith('/rpc') ? { scheme: 'digest', user: 'admin', password } : { scheme: 'basic', user, password };
    return { kind: 'ask', url: new URL(path + address.hash, address).href, headers: {}, every: ms(1_000), ...(login && { login }) };
  },
  secrets: /^(mac|ssid|sta_ip|ip|src|dst|unique_id)$/,
  secretTopic: null,
};
