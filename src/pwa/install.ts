import { Workbox } from 'workbox-window';

/** Asks the home for a newer version now, as for a page that was open when its gateway was renewed. */
export async function lookForUpdate(base: URL): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const worker = await navigator.serviceWorker.getRegistration(base.href);
  // The home may be away again by now; the next start looks by itself.
  await worker?.update().catch(() => undefined);
}

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
