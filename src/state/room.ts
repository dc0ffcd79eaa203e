/** What the browser grants this app on this phone. Bytes; null = it does not say. */
export interface Room {
  readonly used: number | null;
  readonly most: number | null;
  /** The browser promises not to remove it by itself. */
  readonly lasting: boolean | null;
}

/** What tells WebKit on Apple's systems from the others. */
export type AppleWindow = Pick<Window, 'matchMedia'> & { readonly GestureEvent?: unknown };

/**
 * Whether this browser removes what a page keeps after seven days of use without it: Safari, unless the app is on the Home
 * Screen (webkit.org/blog/10218, 14623).
 */
export const forgetsUnused = (page: AppleWindow): boolean => page.GestureEvent !== undefined && !page.matchMedia('(display-mode: standalone)').matches;

/** A page without a certificate is told nothing. */
export async function roomHere(storage: StorageManager | undefined = navigator.storage): Promise<Room> {
  try {
    const [estimate, lasting] = await Promise.all([storage?.estimate?.(), storage?.persisted?.()]);
    return { used: estimate?.usage ?? null, most: estimate?.quota ?? null, lasting: lasting ?? null };
  } catch {
    return { used: null, most: null, lasting: null };
  }
}

/** Asks the browser for the promise; to be called from a press (U43). */
export const askToLast = async (): Promise<boolean> => (await navigator.storage?.persist?.()) ?? false;
