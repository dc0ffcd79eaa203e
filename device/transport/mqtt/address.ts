import type { ByteSource } from '../bytes.ts';
import { MqttBus } from './client.ts';

export interface MqttAddress {
  /** Null: the device bus. */
  readonly broker: { readonly host: string; readonly port: number } | null;
  /** Topic under which the meter speaks, without a slash at its ends; may be empty. */
  readonly base: string;
}

const USUAL_PORT = 1_883;

/** "mqtt://192.168.1.5:1883/glow/AABB", "mqtt:///glow/AABB" on the device bus; undefined for anything else. */
export function parseMqttAddress(text: string): MqttAddress | undefined {
  const [, host, port = String(USUAL_PORT), base = ''] = /^mqtt:\/\/(\[[0-9a-fA-F:.]+\]|[^/:?#@\s[\]]*)(?::(\d{1,5}))?(?:\/([^\s#?]*))?$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  const trimmed = base.replace(/^\/+|\/+$/g, '');
  if (trimmed.split('/').some((level) => level.includes('+') && level !== '+')) return undefined;
  if (host === '') return port === String(USUAL_PORT) ? { broker: null, base: trimmed } : undefined;
  return { broker: { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }, base: trimmed };
}

/** A source over a connection of its own to a broker that asks nobody for a name. */
export const ownBus = (broker: { readonly host: string; readonly port: number }, source: (bus: MqttBus) => ByteSource): ByteSource => ({
  start(listener, signal) {
    if (signal.aborted) return;
    const bus = new MqttBus();
    source(bus).start(listener, signal);
    bus.moveTo({ ...broker, credential: null, secret: null, tls: null });
    signal.addEventListener('abort', () => void bus.stop(), { once: true });
  },
});
