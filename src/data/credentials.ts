import type { DBSchema, IDBPDatabase } from 'idb';
import { openDatabase } from './opening.ts';

/** What the one-time link gave this browser. */
export interface StoredCredential {
  readonly credential: string;
  readonly secret: string;
}

interface CredentialsSchema extends DBSchema {
  credentials: { key: 'home'; value: StoredCredential };
}

/** This browser's own credential for its home; survives everything that empties the replica. */
export class Credentials {
  private constructor(private readonly database: IDBPDatabase<CredentialsSchema>) {}

  /** @throws DatabaseError */
  static async open(): Promise<Credentials> {
    const create = (database: IDBPDatabase<CredentialsSchema>): void => void database.createObjectStore('credentials');
    return new Credentials(await openDatabase<CredentialsSchema>('tidewatt-credentials', 1, create));
  }

  get(): Promise<StoredCredential | undefined> {
    return this.database.get('credentials', 'home');
  }

  async keep({ credential, secret }: StoredCredential): Promise<void> {
    await this.database.put('credentials', { credential, secret }, 'home');
  }

  async forget(): Promise<void> {
    await this.database.delete('credentials', 'home');
  }

  close(): void {
    this.database.close();
  }
}
