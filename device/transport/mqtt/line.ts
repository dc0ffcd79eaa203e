import type { ByteSource } from '../bytes.ts';
import type { Listener, MqttBus } from './client.ts';

/** A message longer than this is not a meter's. */
const LONGEST = 65_536;

/**
 * Messages of a broker as lines, `topic TAB payload`. A retained message is as old as it likes and is not handed on: the
 * meter's next one is the first.
 */
export const mqttBytes = (bus: MqttBus, filters: readonly string[]): ByteSource => ({
  start(listener, signal) {
    if (signal.aborted) return;
    const hear: Listener = (payload, topic, retained) => {
      if (!retained && payload.length <= LONGEST) listener.bytes(Buffer.from(`${topic}\t${payload.toString('utf8').replaceAll(/[\r\n]+/g, ' ')}\n`));
    };
    for (const filter of filters) bus.subscribe(filter, hear);
    signal.addEventListener('abort', () => filters.forEach((filter) => bus.unsubscribe(filter, hear)), { once: true });
  },
});
