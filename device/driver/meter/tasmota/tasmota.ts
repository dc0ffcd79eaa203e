import { ms, type Instant } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';
import { isObject, member, textAt } from '../json/pick.ts';
import type { JsonKind, JsonReader, JsonTelling, ReaderOptions } from '../json/kind.ts';
import { messageOf } from '../json/reading.ts';
import { valueNamed } from '../json/told.ts';
import { energyGroup } from './energy.ts';
import { smlGroup } from './sml.ts';

/** Tasmota's `tele/NAME/SENSOR`, and its `Status 10` by HTTP: the group ENERGY of a metering device, or a group of a reading head's script. */
class TasmotaReader implements JsonReader {
  readonly #zone: string;

  constructor({ zone }: ReaderOptions) {
    this.#zone = zone;
  }

  read(topic: string | null, body: unknown): JsonTelling | null {
    const sensors = member(body, 'StatusSNS') ?? body;
    if (!isObject(sensors)) return null;
    const heard = isObject(sensors['ENERGY']) ? energyGroup(sensors['ENERGY']) : smlGroup(sensors);
    if (!heard) return 'Time' in sensors ? { time: this.#timeOf(sensors), told: [], malformed: 0, message: null } : null;
    const [, name] = /(?:^|\/)tele\/(.+)\/SENSOR$/.exec(topic ?? '') ?? [];
    const [time, reactive, apparent] = [this.#timeOf(sensors), valueNamed(heard.told, 'Reactive power'), valueNamed(heard.told, 'Apparent power')];
    const head = { meter: name === undefined ? 'tasmota' : `tasmota-${name}`, at: time, period: PERIOD, ...(reactive !== null && { reactivePower: reactive }), ...(apparent !== null && { apparentPower: apparent }) };
    return { time, ...heard, message: messageOf(head, heard.told) };
  }

  #timeOf(body: unknown): Instant | null {
    const time = instantOfText(textAt(body, 'Time') ?? '', this.#zone) ?? null;
    return time !== null && time >= SOONEST ? time : null;
  }
}

/** `TelePeriod 10` is the shortest that Tasmota takes; its default is 300 s. */
const PERIOD = ms(10_000);
/** Without a time server it begins at 1970. */
const SOONEST = Date.UTC(2016, 0, 1);

/** Every version reads them in the question (Tasmota, Commands with web requests). */
const loginOf = (user: string, password: string | null): string => (password === null ? '' : `user=${encodeURIComponent(user)}&password=${encodeURIComponent(password)}&`);

export const tasmota: JsonKind = {
  name: 'tasmota',
  called: 'a Tasmota meter',
  period: PERIOD,
  zone: 'Europe/Berlin',
  reader: (options) => new TasmotaReader(options),
  topics: (base) => (base === '' ? null : [/\/SENSOR$/.test(base) ? base : `tele/${base}/SENSOR`]),
  http: (address, password, user) =>
    /^https?:$/.test(address.protocol) ? { kind: 'ask', url: new URL(`/cm?${loginOf(user, password)}cmnd=Status%2010${address.hash}`, address).href, headers: {}, every: ms(2_000) } : undefined,
  secrets: /^(meter_?(id|number|nr)|server_?id|serial|.*z.{1,2}hlernummer|mac|ip)$/i,
  secretTopic: null,
};
