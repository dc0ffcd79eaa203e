import type { Session } from './session.ts';

/** Asks the browser not to evict what is kept, once there is something worth keeping (U43). The demo is not. */
export function keepWhenUsed(session: Session): void {
  if (session.choice.kind !== 'gateway') return;
  const { home } = session.model.facts;
  const release = home.watch(() => {
    if (home.value.kind !== 'known') return;
    release();
    void navigator.storage?.persist?.();
  });
}
