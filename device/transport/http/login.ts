import { createHash, randomBytes } from 'node:crypto';
import type { Login } from './wish.ts';

/** What a device asks for before it answers (RFC 7616, 3.3). */
interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const cnonce = (): string => randomBytes(18).toString('base64');

/** How one device is told who asks. A digest is counted on with one challenge until the device sends another. */
export class Credentials {
  readonly #login: Login;
  readonly #chance: () => string;
  #challenge: Challenge | null = null;
  #count = 0;

  /** @param chance the client's own nonce of each question. */
  constructor(login: Login, chance: () => string = cnonce) {
    this.#login = login;
    this.#chance = chance;
  }

  /** The `Authorization` of a GET of this path and query; null as long as the device has asked for nothing. */
  headerFor(path: string): string | null {
    const { scheme, user, password } = this.#login;
    if (scheme === 'basic') return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return this.#challenge && this.#digest(this.#challenge, path);
  }

  /** @param header `WWW-Authenticate` of a refusal. @returns whether it can be answered: a word that goes readable over the line is given to nobody who asks for a digest. */
  challenged(header: string | undefined): boolean {
    if (this.#login.scheme === 'basic') return false;
    this.#challenge = challengeIn(header ?? '');
    this.#count = 0;
    return this.#challenge !== null;
  }

  #digest({ realm, nonce, opaque }: Challenge, path: string): string {
    const { user, password } = this.#login;
    const [count, own] = [(++this.#count).toString(16).padStart(8, '0'), this.#chance()];
    const response = sha256([sha256(`${user}:${realm}:${password}`), nonce, count, own, 'auth', sha256(`GET:${path}`)].join(':'));
    const quoted = { username: user, realm, nonce, uri: path, response, cnonce: own, ...(opaque !== null && { opaque }) };
    return `Digest ${Object.entries(quoted).map(([name, value]) => `${name}="${value}"`).join(', ')}, qop=auth, nc=${count}, algorithm=SHA-256`;
  }
}

/** The first SHA-256 challenge with `qop` auth; MD5 is not answered. */
function challengeIn(header: string): Challenge | null {
  for (const [, parameters = ''] of header.matchAll(/\bDigest\s+((?:[\w-]+\s*=\s*(?:"[^"]*"|[^\s,"]+)\s*,?\s*)+)/gi)) {
    const of = Object.fromEntries([...parameters.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
    const { realm, nonce, opaque = null, algorithm = 'MD5', qop = '' } = of;
    if (realm !== undefined && nonce !== undefined && algorithm.toUpperCase() === 'SHA-256' && qop.split(/[\s,]+/).includes('auth')) return { realm, nonce, opaque };
  }
  return null;
}
