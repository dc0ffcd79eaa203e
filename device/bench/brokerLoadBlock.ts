import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'mqtt-packet';
import { join311, listen311 } from './brokerUnderTest.ts';

const TOPIC = 'tw/live/grid';
const PAYLOAD_BYTES = 200;
/** Messages that the publisher has not been acknowledged. */
const IN_FLIGHT = 100;
const DRAIN_MS = 10_000;

/** One block of load: how much went through, how late, and what never came. */
export interface Block {
  readonly perSecond: number;
  readonly lost: number;
  /** ms from the publisher's socket to the listener's, each message. */
  readonly late: readonly number[];
}

/** A QoS 1 message of 200 B that says when it was sent. */
function message(id: number): Buffer {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.writeDoubleBE(performance.now());
  return generate({ cmd: 'publish', topic: TOPIC, payload, qos: 1, messageId: id, dup: false, retain: false });
}

/**
 * One publisher and one listener, both at QoS 1, for so many ms.
 * @param perSecond messages a second; null = as many as the broker takes with a hundred unacknowledged.
 */
export async function loadBlock(port: number, ms: number, perSecond: number | null): Promise<Block> {
  const late: number[] = [];
  let sent = 0;
  let acknowledged = 0;
  const listener = await listen311(port, 'house', TOPIC, (packet, socket) => {
    if (packet.cmd !== 'publish') return;
    late.push(performance.now() - Buffer.from(packet.payload as Buffer).readDoubleBE());
    socket.write(generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
  });
  const began = performance.now();
  const mayGo = (): boolean => performance.now() - began < ms && (perSecond === null ? sent - acknowledged < IN_FLIGHT : sent < ((performance.now() - began) * perSecond) / 1_000);
  const publisher = await join311(port, 'house', () => {
    acknowledged++;
    if (perSecond === null) go();
  });
  function go(): void {
    while (mayGo()) publisher.write(message((sent++ % 65_535) + 1));
  }
  go();
  while (performance.now() - began < ms) {
    await wait(perSecond === null ? 50 : 2);
    go();
  }
  const took = performance.now() - began;
  const through = late.length;
  for (const until = performance.now() + DRAIN_MS; late.length < sent && performance.now() < until; ) await wait(20);
  listener.destroy();
  publisher.destroy();
  return { perSecond: (through * 1_000) / took, lost: sent - late.length, late };
}
