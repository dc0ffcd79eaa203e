import { deleteDB } from 'idb';

const OURS = 'tidewatt-';

/** Removes everything this app keeps in this browser but its own files: copies of homes, what waits to be sent, credentials, choices. */
export async function eraseHere(storage: Storage | undefined): Promise<void> {
  const names = (await databases()).flatMap(({ name }) => (name?.startsWith(OURS) ? [name] : []));
  await Promise.all(names.map((name) => deleteDB(name)));
  for (const key of storage ? Object.keys(storage) : []) if (key.startsWith(OURS)) storage?.removeItem(key);
}

/** A browser that keeps no databases has none to list. */
async function databases(): Promise<readonly IDBDatabaseInfo[]> {
  try {
    return await indexedDB.databases();
  } catch {
    return [];
  }
}
