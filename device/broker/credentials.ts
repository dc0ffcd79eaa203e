import { createHash, timingSafeEqual } from 'node:crypto';
import type { BrokerCredential } from '../channel.ts';

const digest = (secret: Uint8Array): Buffer => createHash('sha256').update(secret).digest();

/** Who may connect, as control last said. It holds hashes, never a secret. */
export class CredentialBook {
  #credentials: ReadonlyMap<string, BrokerCredential> | undefined;
  #waiting: (() => void)[] = [];

  replace(credentials: readonly BrokerCredential[]): void {
    this.#credentials = new Map(credentials.map((credential) => [credential.name, credential]));
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** True when the first credentials are here, false when they did not come within `ms`. */
  async filled(ms: number): Promise<boolean> {
    if (this.#credentials) return true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
    await Promise.race([new Promise<void>((resolve) => this.#waiting.push(resolve)), timeout]);
    clearTimeout(timer);
    return this.#credentials !== undefined;
  }

  /** The credential that a client shows, undefined when its name is unknown or the secret wrong. */
  verify(name: string | undefined, secret: Uint8Array | undefined): BrokerCredential | undefined {
    const credential = this.#credentials?.get(name ?? '');
    if (!credential || !secret) return undefined;
    const expected = Buffer.from(credential.sha256, 'hex');
    const shown = digest(secret);
    return expected.length === shown.length && timingSafeEqual(expected, shown) ? credential : undefined;
  }

  /** True while the same name still has the same secret and role. */
  stands(credential: BrokerCredential): boolean {
    const now = this.#credentials?.get(credential.name);
    return now?.sha256 === credential.sha256 && now.role === credential.role;
  }
}
