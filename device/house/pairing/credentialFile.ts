import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { BrokerCredential } from '../../channel.ts';
import { replaceDurably } from '../../durableFile.ts';
import { refuse } from '../failure.ts';

const credentialSchema = v.object({
  name: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  role: v.picklist(['phone', 'device']),
  /** Hex. The secret itself is with its owner only. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** ISO 8601, by the gateway's clock then. */
  since: v.string(),
  /** As the household calls it. */
  label: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
const fileSchema = v.object({ version: v.literal(1), credentials: v.array(credentialSchema) });
export type StoredCredential = v.InferOutput<typeof credentialSchema>;

/** `credentials.json` of the state folder: who was paired. Readable by this user only. */
export class CredentialFile {
  #credentials: readonly StoredCredential[];

  /** @throws Refusal when it is there and cannot be used: starting without it would shut every phone out. */
  constructor(private readonly file: string) {
    this.#credentials = existsSync(file) ? readCredentials(file) : [];
  }

  get credentials(): readonly StoredCredential[] {
    return this.#credentials;
  }

  /** What the broker is told. */
  get forBroker(): BrokerCredential[] {
    return this.#credentials.map(({ name, role, sha256 }) => ({ name, role, sha256 }));
  }

  /** On the disk when it returns. @throws when it cannot be written; nothing has changed then. */
  add(credential: StoredCredential): void {
    this.#replace([...this.#credentials, credential]);
  }

  /** Changes or, for null, removes the one of that name, on the disk when it returns. @returns false when there is none. @throws as `add`. */
  change(name: string, change: (credential: StoredCredential) => StoredCredential | null): boolean {
    if (!this.#credentials.some((one) => one.name === name)) return false;
    this.#replace(this.#credentials.flatMap((one) => (one.name === name ? (change(one) ?? []) : one)));
    return true;
  }

  #replace(credentials: readonly StoredCredential[]): void {
    replaceDurably(this.file, `${JSON.stringify({ version: 1, credentials }, null, 2)}\n`);
    this.#credentials = credentials;
  }
}

function readCredentials(file: string): readonly StoredCredential[] {
  try {
    return v.parse(fileSchema, JSON.parse(readFileSync(file, 'utf8'))).credentials;
  } catch (error) {
    throw refuse('credentials-unreadable', `${file} cannot be read as the list of paired phones.`, 'Restore it from a copy, or move it away: every phone must then be paired again.', error);
  }
}
