import { describe, expect, it } from 'vitest';
import { forgetsUnused, type AppleWindow } from '../../../src/state/room.ts';

const page = (isSafari: boolean, isInstalled: boolean): AppleWindow => ({
  ...(isSafari ? { GestureEvent: class {} } : {}),
  matchMedia: (query: string) => ({ matches: isInstalled && query === '(display-mode: standalone)' }) as MediaQueryList,
});

describe('U43 the week after which a page that was not opened loses what it kept', () => {
  it('is said in Safari, and nowhere else', () => expect([forgetsUnused(page(true, false)), forgetsUnused(page(false, false))]).toEqual([true, false]));
  it('is not said of the app on the Home Screen', () => expect([forgetsUnused(page(true, true)), forgetsUnused(page(false, true))]).toEqual([false, false]));
});
