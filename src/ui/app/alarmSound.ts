import { isDanger, isSounding } from '../../state/attention.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import type { HomeOnScreen } from '../parts/screen.ts';

/** Beats of the page between two beeps. */
const EVERY = 4;

/** Beeps on a screen that was asked to, for as long as a warning waits to be seen. A sound is extra, never the only signal (U60). */
export class AlarmSound {
  #beats = 0;

  constructor(private readonly preferences: PreferenceStore) {
    // After a reload the browser is silent until somebody touches the page: the first touch gives the sound back.
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => void this.#wake(), { once: true });
  }

  /** To be called once a second. */
  beat({ model }: Pick<HomeOnScreen, 'model'>): void {
    const { ladder, safety } = model.facts;
    const wanted = isSounding(ladder.body ?? []) || (safety.body?.alarms ?? []).some((alarm) => isDanger(alarm) && !alarm.acknowledged);
    if (!wanted || !this.preferences.value.sound) {
      this.#beats = 0;
      return;
    }
    if (this.#beats++ % EVERY === 0) void this.#beep();
  }

  async #wake(): Promise<void> {
    if (!this.preferences.value.sound) return;
    const { wakeSound } = await import('../parts/sound.ts');
    await wakeSound();
  }

  async #beep(): Promise<void> {
    const { beep, wakeSound } = await import('../parts/sound.ts');
    await wakeSound();
    beep();
  }
}
