import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorization } from '#wire/pairing.ts';
import { Archive } from '../../../../device/house/archive.ts';
import type { Questions } from '../../../../device/house/storage/questions.ts';
import type { Storage } from '../../../../device/house/storage/storage.ts';
import { serveApp } from '../../../../device/house/http/server.ts';
import { StaticFiles } from '../../../../device/house/http/staticFiles.ts';
import { MqttPipes } from '../../../../device/house/http/upgrade.ts';
import { CredentialFile } from '../../../../device/house/pairing/credentialFile.ts';
import { Pairing } from '../../../../device/house/pairing/pairing.ts';

/** A storage that knows one sealed chunk and nothing else. */
const CHUNK = gzipSync('{"format":1}');
const ENTRY = { kind: 'slots', period: '2025-12', start: 0, end: 1, hash: 'a'.repeat(64), bytes: CHUNK.length } as const;
const answerOf: Storage['ask'] = async (kind, asked) => {
  if (kind === 'slots' && asked !== null && 'from' in asked && asked.from === 666) throw new Error('storage-down');
  const known: Partial<Answered> = { chunks: [ENTRY], chunk: asked !== null && 'hash' in asked && asked.hash === ENTRY.hash ? CHUNK : null };
  return (known[kind] ?? (kind === 'chunk' ? null : [])) as never;
};
type Answered = { readonly [K in keyof Questions]: Questions[K]['answer'] };

let folder: string;
let server: Server;
let port: number;
let token: string;
let told = 0;

const SCRIPT = 'console.log("tide")'.repeat(40);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidewatt-http-'));
  const app = join(folder, 'app');
  mkdirSync(join(app, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not for you');
  writeFileSync(join(app, 'index.html'), '<!doctype html>home');
  writeFileSync(join(app, 'sw.js'), '/* sw */');
  writeFileSync(join(app, 'manifest.webmanifest'), '{}');
  writeFileSync(join(app, 'assets', 'main-Ab12Cd34.js'), SCRIPT);
  writeFileSync(join(app, 'assets', 'main-Ab12Cd34.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(app, 'assets', 'main-Ab12Cd34.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(app, 'assets', 'highs-Ab12Cd34.wasm'), Buffer.from([0, 97, 115, 109]));
  const pairing = new Pairing(new CredentialFile(join(folder, 'credentials.json')), () => 0);
  token = pairing.firstToken() ?? '';
  const site = {
    front: { bind: '127.0.0.1', tls: null, host: '127.0.0.1' },
    files: new StaticFiles(app),
    pairing,
    pipes: new MqttPipes(() => null),
    storeId: () => 'store-1',
    archive: new Archive({ storage: { ask: answerOf }, storeId: () => 'store-1', zone: 'Europe/London', tariff: () => null }),
    wall: () => Date.UTC(2026, 0, 15, 12),
    erase: async () => void told++,
    erased: () => undefined,
    leave: () => undefined,
    paired: () => void told++,
    newLink: () => `http://127.0.0.1:${port}/#link=${pairing.furtherToken()}`,
    fault: (error: unknown) => {
      throw error;
    },
  };
  ({ server, port } = await serveApp(site, 0));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
/** `node:http`, not fetch: a path goes out as it is written. */
function ask(path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the app’s files', () => {
  it('come compressed as they were built, when the browser takes it', async () => {
    const brotli = await ask('/assets/main-Ab12Cd34.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/javascript; charset=utf-8', vary: 'accept-encoding' });
    const gzip = await ask('/assets/main-Ab12Cd34.js', { headers: { 'accept-encoding': 'gzip, br;q=0' } });
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    const plain = await ask('/assets/main-Ab12Cd34.js');
    expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([undefined, SCRIPT]);
  });

  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/plan', 'text/html; charset=utf-8', 'no-cache'],
    ['/some/deep/link?x=1', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/assets/highs-Ab12Cd34.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ])('%s is %s, kept %s', async (path, type, cache) => {
    expect((await ask(path)).headers).toMatchObject({ 'content-type': type, 'cache-control': cache });
  });

  it('are not sent again when the browser has them', async () => {
    const { headers } = await ask('/sw.js');
    expect((await ask('/sw.js', { headers: { 'if-none-match': String(headers.etag) } })).status).toBe(304);
    expect((await ask('/sw.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '/assets/..%5c..%5csecret.txt', '//etc/passwd.txt', '/%00.txt', '/assets/main-Ab12Cd34.js.br', '/secret.txt', '/constructor.js'])(
    'are all there is: %s is 404',
    async (path) => {
      const { status, body } = await ask(path);
      expect([status, body.toString()]).toEqual([404, 'There is nothing here.\n']);
    },
  );

  it('answer broken escapes, other methods and other names of the house with a refusal', async () => {
    expect((await ask('/%zz')).status).toBe(400);
    expect((await ask('/', { method: 'PUT' })).status).toBe(405);
    expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(421);
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  it('carry a policy that lets nothing in from elsewhere', async () => {
    const { headers } = await ask('/');
    const policy = String(headers['content-security-policy']);
    expect(policy.startsWith("default-src 'none'; ")).toBe(true);
    expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });
});

const pair = (body: string, headers: Record<string, string> = {}): Promise<Answer> => ask('/pair', { method: 'POST', body, headers });

async function expectHistory(headers: Record<string, string>): Promise<void> {
  expect(JSON.parse((await ask('/api/history/index', { headers })).body.toString())).toEqual({ format: 1, storeId: 'store-1', chunks: [ENTRY] });
  const zipped = await ask(`/api/history/chunk/${ENTRY.hash}`, { headers: { ...headers, 'accept-encoding': 'gzip' } });
  expect([zipped.headers['content-encoding'], zipped.headers['cache-control'], gunzipSync(zipped.body).toString()]).toEqual(['gzip', 'private, max-age=31536000, immutable', '{"format":1}']);
  expect((await ask(`/api/history/chunk/${ENTRY.hash}`, { headers })).body.toString()).toBe('{"format":1}');
  expect((await ask(`/api/history/chunk/${'b'.repeat(64)}`, { headers })).status).toBe(404);
  expect((await ask('/api/history/piece?kind=slots&from=0&to=9999999999', { headers })).status).toBe(400);
  expect((await ask('/api/history/piece?kind=wrong&from=0&to=1', { headers })).status).toBe(400);
  expect((await ask('/api/export?what=slots&format=xml', { headers })).status).toBe(400);
  expect((await ask('/api/erase', { method: 'POST', headers, body: '{}' })).status).toBe(400);
  expect((await ask('/api/erase', { method: 'POST', headers: { ...headers, origin: 'https://evil.example' }, body: '{"erase":"everything"}' })).status).toBe(403);
}

describe('what must be paired', () => {
  it.each([
    ['/history?from=0&to=1', 'GET'],
    ['/api/history/index', 'GET'],
    [`/api/history/chunk/${ENTRY.hash}`, 'GET'],
    ['/api/history/totals', 'GET'],
    ['/api/history/piece?kind=slots&from=0&to=1', 'GET'],
    ['/api/export?what=slots&format=csv', 'GET'],
    ['/api/erase', 'POST'],
    ['/link', 'POST'],
    ['/phones', 'GET'],
    ['/phones', 'POST'],
  ])('%s answers 401 without a credential', async (path, method) => {
    for (const header of [undefined, 'Bearer x', 'Bearer phone-1:guess', 'Basic cDpx']) {
      expect((await ask(path, { method, headers: header ? { authorization: header } : {} })).status).toBe(401);
    }
  });

  it('is open after the link is redeemed, once', async () => {
    expect((await pair('{')).status).toBe(400);
    expect((await pair(JSON.stringify({ token: 'x'.repeat(5_000) }))).status).toBe(400);
    expect((await pair(JSON.stringify({ token }), { origin: 'https://evil.example' })).status).toBe(403);
    const answer = await pair(JSON.stringify({ token }), { origin: `http://127.0.0.1:${port}` });
    expect(answer.status).toBe(200);
    const { credential, secret, storeId } = JSON.parse(answer.body.toString());
    expect([storeId, told]).toEqual(['store-1', 1]);
    expect((await pair(JSON.stringify({ token }))).status).toBe(403);
    const headers = { authorization: authorization(credential, secret) };
    expect(JSON.parse((await ask('/history?from=0&to=10', { headers })).body.toString())).toEqual({ storeId: 'store-1', intervals: [] });
    expect((await ask('/history?from=a&to=10', { headers })).status).toBe(400);
    expect((await ask('/history?from=666&to=10', { headers })).status).toBe(503);
    await expectHistory(headers);
    const link = JSON.parse((await ask('/link', { method: 'POST', headers })).body.toString());
    expect(link.url).toMatch(/#link=[\w-]{22}$/);
    for (let n = 0; n < 5; n++) await pair(JSON.stringify({ token: 'guess' }));
    expect((await pair(JSON.stringify({ token: 'guess' }))).status).toBe(429);
    const other = await pair(JSON.stringify({ token: link.url.split('=')[1] }));
    expect(other.status).toBe(200);
    await expectShutOut(headers, JSON.parse(other.body.toString()));
  });

  /** One phone shuts another out: the broker is told, and the door stays shut to it. */
  async function expectShutOut(headers: Record<string, string>, other: { credential: string; secret: string }): Promise<void> {
    const change = (body: object) => ask('/phones', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const before = told;
    const { phones } = JSON.parse((await ask('/phones', { headers })).body.toString());
    expect(phones.map(({ own }: { own: boolean }) => own)).toEqual([true, false]);
    expect((await change({ do: 'shut-out', name: 'phone-none' })).status).toBe(404);
    expect((await change({ do: 'call', name: other.credential, label: 'x'.repeat(41) })).status).toBe(400);
    expect((await change({ do: 'shut-out', name: other.credential })).status).toBe(200);
    expect(told).toBe(before + 1);
    expect((await ask('/phones', { headers: { authorization: authorization(other.credential, other.secret) } })).status).toBe(401);
  }

  it('says that it is healthy, and nothing else', async () => expect((await ask('/health')).body.toString()).toBe('{"ok":true}\n'));
});

describe('an upgrade', () => {
  const head = (change: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(change));
      let text = '';
      socket.on('data', (part) => (text += String(part)));
      socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
      socket.on('error', () => undefined);
    });
  const upgrade = (path: string, origin: string, host = `127.0.0.1:${port}`): string =>
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: ${origin}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n`;

  it('of a page of another origin is refused, and of any other path', async () => {
    expect(await head(upgrade('/mqtt', 'https://evil.example'))).toBe('HTTP/1.1 403 Forbidden');
    expect(await head(upgrade('/mqtt', 'null'))).toBe('HTTP/1.1 403 Forbidden');
    expect(await head(upgrade('/mqtt', `http://evil.example:${port}`, `evil.example:${port}`))).toBe('HTTP/1.1 403 Forbidden');
    expect(await head(upgrade('/other', `http://127.0.0.1:${port}`))).toBe('HTTP/1.1 404 Not Found');
  });

  it('says so while there is no broker', async () => expect(await head(upgrade('/mqtt', `http://127.0.0.1:${port}`))).toBe('HTTP/1.1 503 Service Unavailable'));
});
