import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { ms } from '#domain/time/instant.ts';
import { realClock } from '../../device/clock/real.ts';
import { meterFormat } from '../../device/driver/meter/index.ts';
import type { MeterStatus } from '../../device/driver/meter/meter.ts';
import { httpBytes } from '../../device/transport/http/line.ts';
import type { HttpWish } from '../../device/transport/http/wish.ts';
import { bundle, type Bundle } from '../fakes/bundle.ts';
import { V1, V2, V2_PUSHED } from '../fixtures/messages/homewizard.ts';

const TOKEN = '0123456789ABCDEF0123456789ABCDEF';
const folder = mkdtempSync(join(tmpdir(), 'tidewatt-http-'));
const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
const hasCertificate = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=appliance', '-keyout', key, '-out', cert]).status === 0;
if (!hasCertificate) console.log('skipped: TLS meters, there is no openssl to make a certificate with');

let threads: Bundle;
beforeAll(async () => {
  threads = await bundle({ http: 'device/transport/http/thread.ts' });
});
afterAll(() => threads.remove());

const ending: (() => void)[] = [];
afterEach(() => ending.splice(0).forEach((end) => end()));

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ending.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
const plain = (answer: RequestListener): Promise<number> => listen(createServer(answer));
const secure = (answer: RequestListener): Promise<number> => listen(createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer));

/** What a line tells, one word after the other. */
function heard(wish: HttpWish, most = 4): Promise<readonly string[]> {
  const stop = new AbortController();
  ending.push(() => stop.abort());
  return new Promise((resolve) => {
    const words: string[] = [];
    const say = (word: string): void => {
      if (words.push(word) >= most) resolve(words);
    };
    httpBytes({ wish, clock: realClock(), module: threads.url('http') }).start({ opened: () => say('opened'), bytes: (chunk) => say(Buffer.from(chunk).toString()), lost: (reason) => say(`lost: ${reason}`) }, stop.signal);
  });
}
const asked = (url: string, every = 20): HttpWish => ({ kind: 'ask', url, headers: {}, every: ms(every) });

describe('a device that is asked', () => {
  it('answers again and again, each body a line, over one connection', async () => {
    let [asks, connections] = [0, 0];
    const server = createServer((_, response) => void response.end(`{"n":\n${asks++}}`)).on('connection', () => connections++);
    const port = await listen(server);
    expect(await heard(asked(`http://127.0.0.1:${port}/x`))).toEqual(['opened', '{"n": 0}\n', '{"n": 1}\n', '{"n": 2}\n']);
    expect(connections).toBe(1);
  });

  it('is asked one question at a time, and no faster than was agreed', async () => {
    let [running, most] = [0, 0];
    const times: number[] = [];
    const port = await plain((_, response) => {
      times.push(performance.now());
      most = Math.max(most, ++running);
      setTimeout(() => {
        running--;
        response.end('{}');
      }, 60);
    });
    await heard(asked(`http://127.0.0.1:${port}/`, 30));
    expect(most).toBe(1);
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(100);
  });

  it.each([
    ['http-500', (_, response) => void response.writeHead(500).end()],
    ['http-302', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['not-allowed', (_, response) => void response.writeHead(401).end()],
    ['too-long', (_, response) => void response.end('x'.repeat(70_000))],
    ['econnreset', (request) => void request.socket.destroy()],
  ] as const satisfies readonly (readonly [string, RequestListener])[])('that gives %s is told so', async (reason, answer) =>
    expect(await heard(asked(`http://127.0.0.1:${await plain(answer)}/`), 1)).toEqual([`lost: ${reason}`]),
  );

  it('comes back by itself', async () => {
    let asks = 0;
    const port = await plain((_, response) => void response.writeHead(asks++ === 0 ? 503 : 200).end('{}'));
    expect(await heard(asked(`http://127.0.0.1:${port}/`), 3)).toEqual(['lost: http-503', 'opened', '{}\n']);
  });
});

describe.skipIf(!hasCertificate)('a device with a certificate of its own', () => {
  const fingerprint = (): string => new X509Certificate(readFileSync(cert)).fingerprint256.replaceAll(':', '').toLowerCase();

  it('is believed in the home\'s own network, and with its fingerprint', async () => {
    const port = await secure((_, response) => void response.end('{}'));
    expect(await heard(asked(`https://127.0.0.1:${port}/`), 2)).toEqual(['opened', '{}\n']);
    expect(await heard(asked(`https://127.0.0.1:${port}/#sha256=${fingerprint()}`), 2)).toEqual(['opened', '{}\n']);
  });

  it('with another fingerprint is told nothing at all', async () => {
    let asks = 0;
    const port = await secure((_, response) => {
      asks++;
      response.end('{}');
    });
    expect(await heard(asked(`https://127.0.0.1:${port}/#sha256=${'0'.repeat(64)}`), 2)).toEqual(['lost: other-certificate', 'lost: other-certificate']);
    expect(asks).toBe(0);
  });
});

interface Met {
  readonly powers: readonly (number | null)[];
  readonly status: MeterStatus | undefined;
}

/** A meter at an address, until it has given so many readings or refused. */
function meet(meter: string, token: string | null, readings: number, format = 'homewizard'): Promise<Met> {
  const stop = new AbortController();
  ending.push(() => stop.abort());
  const powers: (number | null)[] = [];
  return new Promise((resolve) => {
    let status: MeterStatus | undefined;
    const driver = meterFormat(format).open({ meter, format, zone: 'Europe/Amsterdam', key: token }).driver(realClock(), { http: threads.url('http') });
    driver.start(
      ({ power }) => powers.push(power) >= readings && resolve({ powers, status }),
      (told) => {
        status = told;
        if (Object.keys(told.rejected).length > 0) resolve({ powers, status });
      },
      stop.signal,
    );
  });
}

describe('a HomeWizard meter', () => {
  it('of API v1 is read at its address', async () => {
    const port = await plain((request, response) => void response.writeHead(request.url === '/api/v1/data' ? 200 : 404).end(V1));
    expect((await meet(`http://127.0.0.1:${port}`, null, 1)).powers).toEqual([-1204]);
  });

  it.skipIf(!hasCertificate)('of API v2 is asked with its token', async () => {
    const port = await secure(({ url, headers }, response) => {
      const right = url === '/api/measurement' && headers.authorization === `Bearer ${TOKEN}` && headers['x-api-version'] === '2';
      response.writeHead(right ? 200 : 401).end(V2);
    });
    expect((await meet(`https://127.0.0.1:${port}`, TOKEN, 1)).powers).toEqual([640]);
    await expect.poll(async () => (await meet(`https://127.0.0.1:${port}`, 'WRONG', 1)).status?.rejected).toEqual({ 'line-not-allowed': 1 });
  });

  it.skipIf(!hasCertificate)('of API v2 pushes once it has the token and a wish', async () => {
    const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) });
    const sockets = new WebSocketServer({ server, path: '/api/ws' });
    sockets.on('connection', (socket) => {
      socket.send('{"type":"authorization_requested"}');
      socket.on('message', (data) => {
        const said = JSON.parse(String(data)) as { type: string; data: string };
        if (said.type === 'authorization') socket.send(said.data === TOKEN ? '{"type":"authorized"}' : '{"type":"error","data":{"message":"user:unauthorized"}}');
        if (said.type === 'subscribe' && said.data === 'measurement') for (let n = 0; n < 3; n++) socket.send(V2_PUSHED.replace('12:00:05', `12:00:0${5 + n}`));
      });
    });
    const port = await listen(server);
    expect((await meet(`wss://127.0.0.1:${port}`, TOKEN, 3)).powers).toEqual([640, 640, 640]);
    expect((await meet(`wss://127.0.0.1:${port}`, 'WRONG', 1)).status?.rejected).toEqual({ 'line-not-allowed': 1 });
    for (const socket of sockets.clients) socket.terminate();
  });

  it.each(['https://192.168.1.9', 'wss://192.168.1.9'])('%s without its token is refused with what to do', (meter) =>
    expect(() => meterFormat('homewizard').open({ meter, format: 'homewizard', zone: 'UTC' })).toThrow(expect.objectContaining({ id: 'meter-token', remedy: expect.stringContaining('--meter-key') })));
  it.each(['mqtt://192.168.1.9/x', 'tcp://192.168.1.9:5', 'http://', 'https://192.168.1.9#sha256=00'])('%s is no address of one', (meter) =>
    expect(() => meterFormat('homewizard').open({ meter, format: 'homewizard', zone: 'UTC', key: TOKEN })).toThrow(expect.objectContaining({ id: 'meter-address' })));
});

/** What a device with a password says to who has shown none, and how it judges what it is shown: by RFC 7616, written here anew. */
function digestGuard(user: string, password: string): { readonly answer: RequestListener; readonly shown: string[] } {
  const shown: string[] = [];
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const answer: RequestListener = ({ url = '', headers: { authorization = '' } }, response) => {
    shown.push(authorization);
    const of = (name: string): string => new RegExp(`\\b${name}="?([^",]+)`).exec(authorization)?.[1] ?? '';
    const right = hash(`${hash(`${user}:shellypro3em-a0b1:${password}`)}:60dc2c69:${of('nc')}:${of('cnonce')}:auth:${hash(`GET:${url}`)}`);
    const isRight = of('username') === user && of('nonce') === '60dc2c69' && of('response') === right;
    response.writeHead(isRight ? 200 : 401, isRight ? {} : { 'www-authenticate': 'Digest qop="auth", realm="shellypro3em-a0b1", nonce="60dc2c69", algorithm=SHA-256' });
    response.end('{"em:0":{"id":0,"total_act_power":412.5},"sys":{"mac":"A0B1"}}');
  };
  return { answer, shown };
}

describe('a Shelly meter with a password', () => {
  it('of the second generation is asked with a proof, once for the challenge and then at once', async () => {
    const { answer, shown } = digestGuard('admin', 'hush: "quite"');
    expect((await meet(`http://127.0.0.1:${await plain(answer)}`, 'hush: "quite"', 2, 'shelly')).powers).toEqual([412.5, 412.5]);
    expect(shown.map((header) => /nc=\w+/.exec(header)?.[0])).toEqual([undefined, 'nc=00000001', 'nc=00000002']);
    expect(shown.join()).not.toContain('hush');
  });

  it('that does not take it is asked twice and then left alone', async () => {
    const { answer, shown } = digestGuard('admin', 'hush');
    expect((await meet(`http://127.0.0.1:${await plain(answer)}`, 'wrong', 1, 'shelly')).status?.rejected).toEqual({ 'line-not-allowed': 1 });
    expect(shown).toHaveLength(2);
  });

  it('of the first generation gets user and password', async () => {
    const port = await plain((request, response) => {
      const isRight = request.headers.authorization === `Basic ${Buffer.from('joe:hush').toString('base64')}` && request.url === '/status';
      response.writeHead(isRight ? 200 : 401, { 'www-authenticate': 'Basic realm="shelly"' }).end('{"emeters":[{"power":77,"is_valid":true},{"power":1,"is_valid":true}],"mac":"A0B1"}');
    });
    expect((await meet(`http://joe@127.0.0.1:${port}/status`, 'hush', 1, 'shelly')).powers).toEqual([77]);
  });

  it.each(['shelly', 'tasmota'])('%s: one in the address is refused, and not repeated', (format) =>
    expect(() => meterFormat(format).open({ meter: 'http://admin:hush@192.168.1.9', format, zone: 'UTC' })).toThrow(expect.objectContaining({ id: 'meter-address', message: expect.not.stringContaining('hush'), remedy: expect.stringContaining('--meter-key') })));
});

it('a Tasmota meter gets user and password in the question', async () => {
  const asked: (string | undefined)[] = [];
  const port = await plain((request, response) => {
    asked.push(request.url);
    response.end('{"StatusSNS":{"Time":"2026-07-01T12:00:00","ENERGY":{"Power":55}}}');
  });
  expect((await meet(`http://127.0.0.1:${port}`, 'h&sh', 1, 'tasmota')).powers).toEqual([55]);
  expect(asked[0]).toBe('/cm?user=admin&password=h%26sh&cmnd=Status%2010');
});
