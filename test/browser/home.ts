import type { StateBodies } from '#wire/message/index.ts';
import { PreferenceStore } from '../../src/state/preferences.ts';
import { toldHome, type ToldHome } from '../../src/state/toldHome.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';

export type HomeInTest = ToldHome;

/** A home on the screen without a link: the test tells what is known and lets the time pass. */
export const homeOnScreen = (told: Partial<StateBodies> = homeMessages()): HomeInTest => toldHome({ told, at: TOLD_AT });

export const chosen = (): PreferenceStore => new PreferenceStore(undefined);
