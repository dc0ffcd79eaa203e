import type { DBSchema, IDBPDatabase } from 'idb';
import { DatabaseError, openDatabase } from './opening.ts';

/** What the one-time link gave this browser. */
export interface StoredCredential {
  readonly credential: string;
  readonly secret: string;
}

interface CredentialsSchema extends DBSchema {
  credentials: { key: 'home'; value: StoredCredential };
}

const KEY = 'tidewatt-credential';

/**
 * This browser's own credential for its home; survives everything that empties the replica. It is kept twice: a browser
 * that throws its databases away, or keeps none, need not be linked again.
 */
export class Credentials {
  private constructor(
    private readonly database: IDBPDatabase<CredentialsSchema> | undefined,
    private readonly second: Storage | undefined,
  ) {}

  /** @param second where the second copy is kept; undefined = nowhere. */
  static async open(second: Storage | undefined): Promise<Credentials> {
    const create = (database: IDBPDatabase<CredentialsSchema>): void => void database.createObjectStore('credentials');
    try {
      return new Credentials(await openDatabase<CredentialsSchema>('tidewatt-credentials', 1, create), second);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return new Credentials(undefined, second);
    }
  }

  async get(): Promise<StoredCredential | undefined> {
    const kept = await this.database?.get('credentials', 'home');
    const copy = parse(this.second?.getItem(KEY) ?? null);
    const found = kept ?? copy;
    if (found && (!kept || !copy)) await this.keep(found);
    return found;
  }

  async keep({ credential, secret }: StoredCredential): Promise<void> {
    this.second?.setItem(KEY, JSON.stringify({ credential, secret }));
    const work = this.database?.transaction('credentials', 'readwrite', { durability: 'strict' });
    await Promise.all([work?.store.put({ credential, secret }, 'home'), work?.done]);
  }

  async forget(): Promise<void> {
    this.second?.removeItem(KEY);
    await this.database?.delete('credentials', 'home');
  }

  close(): void {
    this.database?.close();
  }
}

function parse(text: string | null): StoredCredential | undefined {
  try {
    const raw: unknown = JSON.parse(text ?? 'null');
    if (typeof raw !== 'object' || raw === null || !('credential' in raw) || !('secret' in raw)) return undefined;
    return typeof raw.credential === 'string' && typeof raw.secret === 'string' ? { credential: raw.credential, secret: raw.secret } : undefined;
  } catch {
    return undefined;
  }
}
