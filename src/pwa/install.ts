import { Workbox } from 'workbox-window';
import type { App } from '../state/app.ts';

/** Makes the app start without its server. A newer version is offered; it is applied only when the person says so. */
export async function installWorker(base: URL, offer: (apply: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const worker = new Workbox(new URL('sw.js', base).href, { scope: base.pathname });
  worker.addEventListener('waiting', () =>
    offer(() => {
      worker.addEventListener('controlling', () => location.reload());
      worker.messageSkipWaiting();
    }),
  );
  // Where the browser refuses (an address without a certificate), the app still works while its server does.
  await worker.register().catch(() => undefined);
}

/** Asks the browser not to evict what is kept, once there is something worth keeping (U43). */
export function keepWhenUsed(app: App): void {
  const home = app.session.value?.model.facts.home;
  const release = home?.watch(() => {
    if (home.value.kind !== 'known') return;
    release?.();
    if (app.session.value?.choice.kind === 'gateway') void navigator.storage?.persist?.();
  });
}
