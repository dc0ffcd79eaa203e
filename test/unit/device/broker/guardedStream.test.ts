import { Duplex } from 'node:stream';
import { generate, writeToStream } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { ALLOWANCES } from '../../../../device/broker/caps.ts';
import { GuardedStream } from '../../../../device/broker/guardedStream.ts';

/** A socket whose other end takes nothing; what comes from it is pushed by the test. */
class DeafSocket extends Duplex {
  override _read(): void {}
  override _write(): void {}
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const tell = (stream: GuardedStream, bytes: number): void => void writeToStream({ cmd: 'publish', topic: 'tw/live/a', payload: Buffer.alloc(bytes), qos: 1, messageId: 1, dup: false, retain: false }, stream);

async function fault(stream: GuardedStream): Promise<unknown> {
  let id: unknown = null;
  stream.on('error', (error) => (id = 'id' in error ? error.id : error));
  await turn();
  await turn();
  return id;
}

describe('what a client that does not read makes the broker hold', () => {
  it('is a thousand messages, however small', async () => {
    const stream = new GuardedStream(new DeafSocket());
    for (let n = 0; n < 1_000; n++) tell(stream, 1);
    expect(await fault(stream)).toBeNull();
    tell(stream, 1);
    expect(await fault(stream)).toBe('slow-reader');
  });

  it('is half a mebibyte, however few', async () => {
    const stream = new GuardedStream(new DeafSocket());
    for (let n = 0; n < 8; n++) tell(stream, 65_000);
    expect(await fault(stream)).toBeNull();
    tell(stream, 65_000);
    expect(await fault(stream)).toBe('slow-reader');
  });
});

describe('what a client sends', () => {
  const connect = generate({ cmd: 'connect', clientId: 'p1/a', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 10 });
  const pings = (count: number): Buffer => Buffer.alloc(2 * count, Buffer.from([0xc0, 0x00]));

  it('is handed on 32 packets at a time', async () => {
    const socket = new DeafSocket();
    const stream = new GuardedStream(socket);
    stream.on('readable', () => undefined);
    socket.push(Buffer.concat([connect, pings(1_000)]));
    await turn();
    // One piece that waits, and one that the first asking brought.
    expect(stream.readableLength).toBeLessThanOrEqual(connect.length + 2 * 64);
  });

  it('before it says goodbye is still handed on after it', async () => {
    const socket = new DeafSocket();
    const stream = new GuardedStream(socket);
    stream.admit(ALLOWANCES.device);
    socket.push(Buffer.concat([connect, pings(200)]));
    socket.push(null);
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) bytes += chunk.length;
    expect(bytes).toBe(connect.length + 400);
  });
});
