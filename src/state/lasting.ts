import type { Session } from './session.ts';

/** What a browser says of what it keeps for this app; null = it does not say. Bytes of this origin, and how many it may have. */
export interface StorageRoom {
  readonly lasting: boolean | null;
  readonly used: number | null;
  readonly most: number | null;
}

/** For whoever looks at where the data of this phone is. */
export async function storageRoom({ storage } = navigator as { storage?: StorageManager }): Promise<StorageRoom> {
  const [lasting, { usage, quota } = {}] = await Promise.all([storage?.persisted?.(), storage?.estimate?.()]);
  return { lasting: lasting ?? null, used: usage ?? null, most: quota ?? null };
}

/**
 * Asks the browser not to evict what is kept, once a first value stands on the screen (U43). One that would ask the
 * person is asked at their next touch: a question out of nothing is answered with no. The demo is not worth it.
 */
export function keepWhenUsed(session: Session): void {
  if (session.choice.kind !== 'gateway') return;
  const { grid } = session.model.facts;
  const ask = (): void => {
    if (grid.value.kind !== 'known' || grid.value.origin !== 'home') return;
    release();
    void askToLast();
  };
  const release = grid.watch(ask);
}

/** @returns what the browser granted; null = it cannot. Asked by a gesture it may ask the person. */
export const askNow = async (): Promise<boolean | null> => (await navigator.storage?.persist?.()) ?? null;

async function askToLast(): Promise<void> {
  if (await navigator.storage?.persisted?.()) return;
  if (await wouldAskThePerson()) addEventListener('pointerup', () => void askNow(), { once: true, passive: true });
  else await askNow();
}

async function wouldAskThePerson(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'persistent-storage' })).state === 'prompt';
  } catch {
    // A browser without this permission decides by itself.
    return false;
  }
}
