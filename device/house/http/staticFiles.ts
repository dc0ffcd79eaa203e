import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, posix } from 'node:path';
import { pipeline } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Made by the build next to a file, best first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const PRECOMPRESSED = /\.(?:br|gz|map)$/;
/** A name with its content's hash: it can never mean anything else. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;
const YEAR = 'public, max-age=31536000, immutable';

interface StaticFile {
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  /** By content encoding; `identity` is always there. */
  readonly bodies: ReadonlyMap<string, { readonly file: string; readonly length: number }>;
}

/** The built app, listed once: what was not there when the gateway started cannot be asked for, whatever the path says. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();

  /** @param folder absolute folder of the built app. */
  constructor(folder: string) {
    this.#list(folder, '/');
  }

  get size(): number {
    return this.#files.size;
  }

  /** Answers GET and HEAD of a path; false when there is no such file. A path of the app's own pages gets its first page. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const file = this.#files.get(path) ?? (posix.extname(path) === '' ? this.#files.get('/index.html') : undefined);
    if (!file) return false;
    if (request.headers['if-none-match'] === file.etag) response.writeHead(304, { etag: file.etag, 'cache-control': file.cache, vary: 'accept-encoding' }).end();
    else this.#send(request, response, file);
    return true;
  }

  #send(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
    const [encoding, body] = bestBody(file, request.headers['accept-encoding']);
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      'cache-control': file.cache,
      etag: file.etag,
      vary: 'accept-encoding',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    });
    if (request.method === 'HEAD') response.end();
    // Who goes away in the middle ends the stream with an error that is nobody's concern.
    else pipeline(createReadStream(body.file), response, () => undefined);
  }

  #list(folder: string, path: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) this.#list(file, `${path}${entry.name}/`);
      else if (entry.isFile() && !PRECOMPRESSED.test(entry.name)) this.#files.set(path + entry.name, describe(file, path + entry.name));
    }
    const index = this.#files.get('/index.html');
    if (path === '/' && index) this.#files.set('/', index);
  }
}

function describe(file: string, path: string): StaticFile {
  const bodies = new Map([['identity', { file, length: statSync(file).size }]]);
  for (const [encoding, suffix] of ENCODINGS) if (existsSync(file + suffix)) bodies.set(encoding, { file: file + suffix, length: statSync(file + suffix).size });
  const etag = `"${createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 22)}"`;
  return { type: TYPES[extname(file)] ?? 'application/octet-stream', etag, cache: HASHED.test(path) ? YEAR : 'no-cache', bodies };
}

function bestBody(file: StaticFile, accepted: string | undefined): readonly [string, { readonly file: string; readonly length: number }] {
  for (const [encoding] of ENCODINGS) {
    const body = file.bodies.get(encoding);
    if (body && accepts(accepted ?? '', encoding)) return [encoding, body];
  }
  const plain = file.bodies.get('identity');
  if (!plain) throw new Error('a static file without a body');
  return ['identity', plain];
}

/** RFC 9110, 12.5.3: named and not with a weight of 0. */
const accepts = (header: string, encoding: string): boolean =>
  header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
