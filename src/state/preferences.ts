import { DEFAULTS, keepPreferences, readPreferences, type Preferences } from '../data/preferences.ts';
import { Store } from './store.ts';

export { SETUP_STEPS, TEXT_SIZES, type Preferences, type SetupStep } from '../data/preferences.ts';

/** What this person chose on this browser; a browser that keeps nothing has it for the life of the page. */
export class PreferenceStore extends Store<Preferences> {
  constructor(private readonly storage: Storage | undefined) {
    super(storage ? readPreferences(storage) : DEFAULTS);
  }

  choose(change: Partial<Preferences>): void {
    this.set({ ...this.value, ...change });
    if (this.storage) keepPreferences(this.storage, this.value);
  }

  /** As if nothing had ever been chosen; nothing is kept of it. */
  reset(): void {
    this.set(DEFAULTS);
  }
}
