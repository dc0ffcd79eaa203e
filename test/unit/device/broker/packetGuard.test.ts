import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { PacketGuard, type PacketFault } from '../../../../device/broker/packetGuard.ts';
import { TokenBucket } from '../../../../device/broker/tokenBucket.ts';

const connect = generate({ cmd: 'connect', clientId: 'p1/a', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 10, username: 'p1', password: Buffer.from('s') });
const publish = (topic: string, bytes: number): Buffer => generate({ cmd: 'publish', topic, payload: Buffer.alloc(bytes), qos: 0, dup: false, retain: false });
const packets: Packet[] = [
  { cmd: 'publish', topic: 'a/b', payload: Buffer.alloc(300), qos: 1, dup: false, retain: false, messageId: 1 },
  { cmd: 'puback', messageId: 2 },
  { cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: 'a/#', qos: 1 }] },
  { cmd: 'unsubscribe', messageId: 4, unsubscriptions: ['a/#'] },
  { cmd: 'pingreq' },
  { cmd: 'publish', topic: 'a', payload: Buffer.alloc(0), qos: 0, dup: false, retain: false },
  { cmd: 'disconnect' },
];
const faultOf = (taken: number | PacketFault): PacketFault | undefined => (typeof taken === 'string' ? taken : undefined);
const afterConnect = (bytes: Buffer | number[]): PacketFault | undefined => {
  const guard = new PacketGuard();
  const fault = guard.take(connect);
  return typeof fault === 'string' ? fault : faultOf(guard.take(Uint8Array.from(bytes)));
};

describe('the guard ahead of the parser', () => {
  it('lets every packet of a client through, however the bytes are cut, and counts them', () => {
    const stream = Buffer.concat([connect, ...packets.map((packet) => generate(packet))]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (cuts) => {
        const guard = new PacketGuard();
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const next = at + (cuts[turn % cuts.length] ?? 1);
          expect(guard.take(stream.subarray(at, next))).toBe(Math.min(next, stream.length) - at);
          at = next;
        }
        expect(guard.packets).toBe(8);
      }),
    );
  });

  it('takes a packet of 64 KiB, and ends one a byte longer at its header, before its body', () => {
    // 1 + 3 header bytes, 2 + 1 of topic: 65 536 in all leaves 65 529 of payload.
    expect(afterConnect(publish('t', 65_529))).toBeUndefined();
    expect(afterConnect(publish('t', 65_530).subarray(0, 4))).toBe('packet-too-large');
  });

  it('lets a bridge, once it is known, send six times as much, and no more', () => {
    const guard = new PacketGuard();
    guard.take(connect);
    guard.allow(393_216);
    // 1 + 4 - 1 header bytes (a length of three bytes), 2 + 1 of topic.
    const whole = publish('t', 393_209);
    expect([whole.length, guard.take(whole), guard.take(publish('t', 393_210))]).toEqual([393_216, 393_216, 'packet-too-large']);
  });

  it('counts ten acknowledgements as one packet: who listens to much must send many', () => {
    const guard = new PacketGuard();
    guard.take(connect);
    guard.take(Buffer.concat(Array.from({ length: 30 }, (_, messageId) => generate({ cmd: 'puback', messageId: messageId + 1 }))));
    expect([guard.packets, Math.round(guard.cost)]).toEqual([31, 4]);
  });

  it('stops before the packet that is one too many, and goes on from there', () => {
    const guard = new PacketGuard();
    const pings = Buffer.alloc(20, Buffer.from([0xc0, 0x00]));
    expect([guard.take(connect), guard.take(pings, 3), guard.take(pings.subarray(6), 5), guard.take(pings.subarray(16), 5)]).toEqual([connect.length, 6, 10, 4]);
    // A packet that is begun may be finished in the next piece.
    const cut = publish('t', 10).subarray(0, 5);
    expect([guard.take(cut, 1), guard.take(Buffer.concat([publish('t', 10).subarray(5), pings]), 1)]).toEqual([5, 12]);
  });

  it('ends a topic over 256 bytes', () => {
    expect(afterConnect(publish('x'.repeat(256), 1))).toBeUndefined();
    expect(afterConnect(publish('x'.repeat(257), 1))).toBe('topic-too-long');
  });

  it.each<[string, number[], PacketFault]>([
    ['a length of five bytes', [0x30, 0x80, 0x80, 0x80, 0x80], 'malformed-length'],
    ['a publish without a topic', [0x30, 0x01, 0x00], 'malformed-length'],
    ['256 MB declared', [0x30, 0xff, 0xff, 0xff, 0x7f], 'packet-too-large'],
    ['a ping with a body', [0xc0, 0x01, 0x00], 'packet-too-large'],
    ['an acknowledgement of three bytes', [0x40, 0x03], 'packet-too-large'],
    ['a subscription longer than 32 filters of 256 bytes', [0x82, 0xff, 0x7f], 'packet-too-large'],
    ['packet type 0', [0x00, 0x00], 'wrong-packet'],
    ['packet type 15', [0xf0, 0x00], 'wrong-packet'],
    ['what only a server sends', [0x20, 0x02, 0x00, 0x00], 'wrong-packet'],
  ])('ends %s', (_name, bytes, fault) => expect(afterConnect(bytes)).toBe(fault));

  it('ends whoever does not begin with CONNECT', () => {
    expect(new PacketGuard().take(Uint8Array.from([0xc0, 0x00]))).toBe('connect-not-first');
    expect(new PacketGuard().take(Buffer.from('GET / HTTP/1.1\r\n'))).toBe('connect-not-first');
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void new PacketGuard().take(bytes)), { numRuns: 2_000 });
  });
});

describe('the rate of one client', () => {
  it('lets a burst through at once and then the rate', () => {
    const bucket = new TokenBucket({ perSecond: 50, burst: 200 }, 0);
    expect(bucket.take(200, 0)).toBe(0);
    expect(bucket.take(5, 0)).toBe(100);
    expect(bucket.take(0, 100)).toBe(0);
    expect(bucket.take(1, 100)).toBe(20);
  });
});
