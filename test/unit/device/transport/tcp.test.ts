import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Milliseconds } from '#domain/time/instant.ts';
import { backoff } from '../../../../device/transport/backoff.ts';
import { parseTcpAddress, tcpBytes } from '../../../../device/transport/tcp.ts';
import { HandClock } from '../../../fakes/handClock.ts';

let server: Server;
let clock: HandClock;
let stop: AbortController;
/** What the listener was told, and who waits for it. */
let told: string[];
let waiting: (() => void)[];

const tell = (what: string): void => {
  told.push(what);
  waiting.splice(0).forEach((wake) => wake());
};
async function until(...expected: string[]): Promise<void> {
  while (told.length < expected.length) await new Promise<void>((wake) => waiting.push(wake));
  expect(told).toEqual(expected);
}
const connection = async (): Promise<Socket> => (await once(server, 'connection'))[0] as Socket;

beforeEach(async () => {
  [told, waiting, clock, stop] = [[], [], new HandClock(0), new AbortController()];
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  stop.abort();
  server.close();
});

function listen(port: number): void {
  const line = tcpBytes({ address: { host: '127.0.0.1', port }, silence: () => 30_000 as Milliseconds, clock, chance: () => 0.5 });
  line.start({ opened: () => tell('opened'), bytes: (chunk) => tell(Buffer.from(chunk).toString()), lost: (reason) => tell(`lost ${reason}`) }, stop.signal);
}
const portOf = (): number => (server.address() as AddressInfo).port;

describe('a TCP line', () => {
  it('brings bytes, and is made again when the peer hangs up', async () => {
    const first = connection();
    listen(portOf());
    const peer = await first;
    peer.write('/one');
    await until('opened', '/one');
    const second = connection();
    peer.end();
    await until('opened', '/one', 'lost closed');
    clock.pass(500);
    (await second).write('/two');
    await until('opened', '/one', 'lost closed', 'opened', '/two');
  });

  it('is made again when the peer vanished without a word', async () => {
    const first = connection();
    listen(portOf());
    const peer = await first;
    peer.write('/one');
    await until('opened', '/one');
    clock.pass(29_999);
    expect(told).toHaveLength(2);
    clock.pass(1);
    await until('opened', '/one', 'lost silent');
    const second = connection();
    clock.pass(500);
    await second;
    await until('opened', '/one', 'lost silent', 'opened');
  });

  it('goes on trying where nobody answers, with growing waits', async () => {
    const port = portOf();
    server.close();
    await once(server, 'close');
    listen(port);
    await until('lost ECONNREFUSED');
    clock.pass(499);
    expect(clock.waiting).toBe(1);
    clock.pass(1);
    await until('lost ECONNREFUSED', 'lost ECONNREFUSED');
    clock.pass(999);
    expect(told).toHaveLength(2);
    clock.pass(1);
    await until('lost ECONNREFUSED', 'lost ECONNREFUSED', 'lost ECONNREFUSED');
  });

  it('leaves nothing behind when it is stopped', async () => {
    const first = connection();
    listen(portOf());
    const peer = await first;
    await until('opened');
    const closed = once(peer, 'close');
    peer.resume();
    stop.abort();
    await closed;
    expect([told, clock.waiting]).toEqual([['opened'], 0]);
  });
});

describe('the wait before another attempt', () => {
  it('doubles from half a second to thirty, and is spread by half', () => {
    expect([0, 1, 2, 5, 6, 7, 1000].map((attempt) => backoff(attempt, 0.5))).toEqual([500, 1000, 2000, 16_000, 30_000, 30_000, 30_000]);
    expect([backoff(0, 0), backoff(0, 0.999_999)]).toEqual([250, 750]);
    expect([backoff(9, 0), backoff(9, 0.999_999)]).toEqual([15_000, 45_000]);
  });
});

describe('an address', () => {
  it.each([
    ['tcp://192.168.1.5:2001', { host: '192.168.1.5', port: 2001 }],
    ['tcp://p1.local:23/', { host: 'p1.local', port: 23 }],
    ['tcp://[fe80::1%eth0]:23', { host: 'fe80::1%eth0', port: 23 }],
  ])('%s is one', (text, address) => expect(parseTcpAddress(text)).toEqual(address));
  it.each(['tcp://host', 'tcp://host:0', 'tcp://host:65536', 'tcp://user@host:1', 'udp://host:1', 'tcp://:1', 'host:1', 'tcp://a/b:1'])('%s is none', (text) =>
    expect(parseTcpAddress(text)).toBeUndefined(),
  );
});
