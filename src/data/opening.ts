import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';

/** Why a database is not to be had: a newer app wrote it, another tab holds it, or the browser keeps none. */
export type OpeningFailure = 'newer' | 'blocked' | 'unavailable';

export class DatabaseError extends Error {
  constructor(
    readonly id: OpeningFailure,
    options?: ErrorOptions,
  ) {
    super(`database not opened: ${id}`, options);
    this.name = 'DatabaseError';
  }
}

/** How long another tab may take to let go of an old version, in ms. */
const PATIENCE = 3_000;

/**
 * Opens a database; a tab of a newer app that wants to change the schema is not held up: this one closes.
 * @throws DatabaseError
 */
export async function openDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): Promise<IDBPDatabase<Schema>> {
  let giveUp: (error: DatabaseError) => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heldUp = new Promise<never>((_, reject) => (giveUp = reject));
  try {
    // A browser that forbids storage throws at once.
    const opening = openDB<Schema>(name, version, {
      upgrade,
      blocked: () => void (timer = setTimeout(() => giveUp(new DatabaseError('blocked')), PATIENCE)),
      blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    });
    return await Promise.race([opening, heldUp]);
  } catch (cause) {
    if (cause instanceof DatabaseError) throw cause;
    const newer = cause instanceof DOMException && cause.name === 'VersionError';
    throw new DatabaseError(newer ? 'newer' : 'unavailable', { cause });
  } finally {
    clearTimeout(timer);
  }
}
