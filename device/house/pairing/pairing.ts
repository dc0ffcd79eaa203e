import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PhonesAnswer, PhonesChange } from '#wire/pairing.ts';
import type { CredentialFile } from './credentialFile.ts';
import { GuessLimit } from '../../guessLimit.ts';

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

const MINUTE = 60_000;
const TOKEN_BYTES = 16;
const SECRET_BYTES = 32;
/** A further link is for somebody who stands by. */
const FURTHER_LASTS = 10 * MINUTE;
const MOST_LINKS = 8;

interface Link {
  readonly hash: Buffer;
  /** Monotonic ms; the first link lasts as long as this start. */
  readonly until: number;
}

export type Paired =
  | { readonly ok: true; readonly credential: string; readonly secret: string }
  | { readonly ok: false; readonly reason: 'link-spent' | 'too-many' };

/** One-time links, and the credentials that they are exchanged for. */
export class Pairing {
  #links: Link[] = [];
  readonly #guesses: GuessLimit;

  /** A good token is taken from whoever guesses too: it has 128 bits. @param mono monotonic ms; @param wall ISO 8601 of now. */
  constructor(
    private readonly file: CredentialFile,
    private readonly mono: () => number = () => performance.now(),
    private readonly wall: () => string = () => new Date().toISOString(),
  ) {
    this.#guesses = new GuessLimit(mono);
  }

  /** The link of a start: null once a phone is paired. */
  firstToken(): string | null {
    return this.file.credentials.some(({ role }) => role === 'phone') ? null : this.#token(Infinity);
  }

  /** A link for another phone, asked for by somebody who is paired or at the gateway. Lasts ten minutes. */
  furtherToken(): string {
    return this.#token(this.mono() + FURTHER_LASTS);
  }

  /**
   * Exchanges a token for a credential of its own, once. @param address of whom shows it, for the count of wrong ones.
   * @throws when the credential cannot be stored; the link then stays good.
   */
  redeem(token: string, address: string): Paired {
    const hash = hashOf(token);
    const link = this.#standing().find((one) => timingSafeEqual(one.hash, hash));
    if (!link) return { ok: false, reason: this.#guesses.mayGuess(address) ? 'link-spent' : 'too-many' };
    const credential = `phone-${randomBytes(6).toString('hex')}`;
    const secret = random(SECRET_BYTES);
    this.file.add({ name: credential, role: 'phone', sha256: hashOf(secret).toString('hex'), since: this.wall() });
    this.#links = this.#links.filter((one) => one !== link);
    return { ok: true, credential, secret };
  }

  /** True when the secret is that of the credential, and it is a phone's. */
  knows(credential: string, secret: string): boolean {
    const known = this.file.credentials.find(({ name, role }) => name === credential && role === 'phone');
    return known !== undefined && timingSafeEqual(Buffer.from(known.sha256, 'hex'), hashOf(secret));
  }

  /** Phones that are let in, the first one first. @param own name of who asks. */
  phones(own: string): PhonesAnswer {
    const phones = this.file.credentials.filter(({ role }) => role === 'phone');
    return { phones: phones.map(({ name, label, since }) => ({ name, label: label ?? null, since, own: name === own })) };
  }

  /** @returns false when there is no such phone. @throws when it cannot be stored; nothing has changed then. */
  change(asked: PhonesChange): boolean {
    if (!this.file.credentials.some(({ name, role }) => name === asked.name && role === 'phone')) return false;
    return this.file.change(asked.name, (phone) => (asked.do === 'shut-out' ? null : { ...phone, label: asked.label }));
  }

  /** Nobody is let in any more, and no link is good: whoever comes next begins anew. @throws when it cannot be stored. */
  forgetAll(): void {
    this.#links = [];
    for (const { name, role } of this.file.credentials) if (role === 'phone') this.file.change(name, () => null);
  }

  #token(until: number): string {
    const token = random(TOKEN_BYTES);
    this.#links = [...this.#standing(), { hash: hashOf(token), until }].slice(-MOST_LINKS);
    return token;
  }

  #standing(): Link[] {
    return this.#links.filter(({ until }) => this.mono() < until);
  }
}
