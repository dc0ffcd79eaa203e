import type { HomeModel } from './homeModel.ts';

/**
 * Asks the browser not to evict what is kept, once a first value stands on the screen (U43). One that would ask the
 * person is asked at their next touch: a question out of nothing is answered with no.
 */
export function keepWhenUsed({ facts: { grid } }: Pick<HomeModel, 'facts'>): void {
  const isTold = (): boolean => grid.value.kind === 'known' && grid.value.origin === 'home';
  if (isTold()) return void askWhenRight();
  const release = grid.watch(() => {
    if (!isTold()) return;
    release();
    void askWhenRight();
  });
}

async function askWhenRight(): Promise<void> {
  if (await navigator.storage?.persisted?.()) return;
  if (await wouldAskThePerson()) addEventListener('pointerup', () => void navigator.storage?.persist?.(), { once: true, passive: true });
  else await navigator.storage?.persist?.();
}

async function wouldAskThePerson(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'persistent-storage' })).state === 'prompt';
  } catch {
    // A browser without this permission decides by itself.
    return false;
  }
}
