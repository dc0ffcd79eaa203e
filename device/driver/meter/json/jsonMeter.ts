import { unescape } from 'node:querystring';
import { Refusal } from '#domain/units/refusal.ts';
import { fileBytes } from '../../../transport/file.ts';
import type { ByteSource } from '../../../transport/bytes.ts';
import { httpBytes } from '../../../transport/http/line.ts';
import { parseMqttAddress, ownBus, type MqttAddress } from '../../../transport/mqtt/address.ts';
import { mqttBytes } from '../../../transport/mqtt/line.ts';
import { pinOf } from '../../../transport/http/trust.ts';
import type { HomeClock } from '../../../clock/clock.ts';
import { captureMeter } from '../capture.ts';
import { LiveMeter } from '../live.ts';
import type { MeterFormat, MeterOptions, MeterWays, OpenedMeter } from '../meter.ts';
import type { JsonKind } from './kind.ts';
import { JsonStream } from './stream.ts';

type Line = (clock: HomeClock, ways: MeterWays) => ByteSource;

/** Such a meter on the device bus, at a broker, at its own HTTP address, or as a recording of its messages. */
export const jsonMeter = (kind: JsonKind): MeterFormat => ({
  name: kind.name,
  open(options): OpenedMeter {
    const { meter } = options;
    const { address, channel } = splitChannel(kind, meter);
    const stream = (): JsonStream => new JsonStream(kind.reader({ zone: options.zone, channel }));
    if (!meter.includes('://')) return captureMeter(options, stream(), fileBytes(meter));
    const line = lineOf(kind, address, options);
    return { span: null, driver: (clock, ways = {}) => liveMeter(kind, line(clock, ways), clock, stream()) };
  },
});

/** What keeps the line from bringing anything is counted with what came and was of no use. */
export function liveMeter({ period }: Pick<JsonKind, 'period'>, source: ByteSource, clock: HomeClock, stream: JsonStream): LiveMeter {
  const counting: ByteSource = {
    start: (listener, signal) =>
      source.start({ ...listenerOf(listener), lost: (reason) => { stream.refused(`line-${reason}`); listener.lost(reason); } }, signal),
  };
  return new LiveMeter(() => counting, clock, stream, period);
}

const listenerOf = (listener: Parameters<ByteSource['start']>[0]): Parameters<ByteSource['start']>[0] => ({ opened: () => listener.opened(), bytes: (chunk) => listener.bytes(chunk), lost: (reason) => listener.lost(reason) });

/** `?channel=1`: which clamp of several is at the connection. */
function splitChannel(kind: JsonKind, meter: string): { readonly address: string; readonly channel: number | null } {
  const [, before = meter, channel, after = ''] = /^([^#]*:\/\/[^#]*?)[?&]channel=(\w*)(.*)$/.exec(meter) ?? [];
  if (channel === undefined) return { address: meter, channel: null };
  if (!/^\d$/.test(channel)) throw wrongAddress(kind, meter);
  return { address: before + after, channel: Number(channel) };
}

function lineOf(kind: JsonKind, address: string, { meter, key = null }: MeterOptions): Line {
  const mqtt = parseMqttAddress(address);
  const topics = mqtt && kind.topics?.(mqtt.base);
  if (mqtt && topics) return mqttLine(mqtt, topics);
  const url = kind.http && URL.canParse(address) ? new URL(address) : null;
  // A pin with a slip of the pen would otherwise be none, and any certificate believed.
  if (url && url.hash !== '' && pinOf(url) === null) throw wrongAddress(kind, meter);
  if (url && url.password !== '') throw secretInAddress(kind);
  const wish = url && kind.http?.(url, key, userOf(url));
  if (wish) return (clock, { http }) => httpBytes({ wish, clock, ...(http && { module: http }) });
  throw url && key === null && kind.http?.(url, 'any', USER) ? noToken(kind, meter) : wrongAddress(kind, meter);
}

/** Who asks where the address names nobody: Shelly and Tasmota know no other unless told. */
const USER = 'admin';
/** `http://joe@HOST`: taken out of the address, which is then the device's alone. */
function userOf(url: URL): string {
  const { username } = url;
  url.username = '';
  return username === '' ? USER : unescape(username);
}

/** @throws Error when the meter is on the device bus and there is none. */
export function mqttLine({ broker }: Pick<MqttAddress, 'broker'>, topics: readonly string[]): Line {
  return (_clock, { bus }) => {
    if (broker) return ownBus(broker, (own) => mqttBytes(own, topics));
    if (!bus) throw new Error('a meter on the device bus was opened without one');
    return mqttBytes(bus, topics);
  };
}

function wrongAddress({ called, topics, http }: JsonKind, meter: string): Refusal {
  const ways = [...(topics ? ['mqtt://HOST:PORT/TOPIC of its broker', 'mqtt:///TOPIC on the device bus'] : []), ...(http ? ['its address, http://HOST'] : []), 'the path of a recording of its messages'];
  return new Refusal({ id: 'meter-address', message: `${meter} is no address of ${called}.`, remedy: `Give --meter ${ways.join(', or ')}; docs/hardware.md shows each.` });
}

const secretInAddress = ({ called }: JsonKind): Refusal =>
  new Refusal({ id: 'meter-address', message: `The address of ${called} holds a password, which every process of this machine could read.`, remedy: 'Leave it out of the address, and name the file that holds it: --meter-key FILE.' });

const noToken = ({ called }: JsonKind, meter: string): Refusal =>
  new Refusal({ id: 'meter-token', message: `${called} at ${meter} speaks only to who has its token.`, remedy: 'docs/hardware.md shows how its button gives one; then give it with --meter-key FILE.' });
