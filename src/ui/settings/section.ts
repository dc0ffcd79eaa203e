import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { PreferenceStore } from '../../state/preferences.ts';
import { choicesStyle } from '../parts/choices.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { SettingsWords } from '../text/en/settings.ts';
import { settingsStyle } from './style.ts';

/** A card of Settings. The screen draws it again with each change of what it shows. */
export abstract class Section extends LitElement {
  static override styles = [base, choicesStyle, settingsStyle];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @property({ attribute: false }) declare text: SettingsWords;
  /** Counts what the screen has drawn: facts change behind the same objects. */
  @property({ attribute: false }) declare drawn: number;
}
