import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { basicSpeech } from '../parts/basicSpeech.ts';
import { check, percent } from '../parts/choices.ts';
import { sayInWords } from '../parts/sayInWords.ts';
import { beSilent, hasVoice } from '../parts/voice.ts';
import { Section } from './section.ts';

/** Speech: on or off, how loud and how fast, and what there is to say, now. */
@customElement('tw-voice')
export class TwVoice extends Section {
  override render(): TemplateResult {
    const { text } = this;
    return html`<section class="card stack" aria-labelledby="speech">
      <h2 id="speech">${text.speech}</h2>
      ${hasVoice() ? this.#voice() : html`<p>${text.noVoice}</p>`}
    </section>`;
  }

  #voice(): TemplateResult {
    const { text, preferences, home } = this;
    const { aloud, volume, pace } = preferences.value;
    const now = basicSpeech(home, text.fine);
    return html`${check(text.aloud, aloud, (on) => this.#turn(on), text.aloudAbout)}
      ${percent(text.volume, volume, { min: 10, max: 100, step: 10, less: text.quieter, more: text.louder }, (chosen) => preferences.choose({ volume: chosen }))}
      ${percent(text.pace, pace, { min: 50, max: 200, step: 10, less: text.slower, more: text.faster }, (chosen) => preferences.choose({ pace: chosen }))}
      <p class="quiet">${now}</p>
      <button class="main" @click=${() => this.#say(now)}>${text.hear}</button>
      <button @click=${beSilent}>${text.hush}</button>`;
  }

  /** Which way it was turned is heard, as from a person's own meter display. */
  #turn(aloud: boolean): void {
    this.preferences.choose({ aloud });
    if (aloud) this.#say(this.text.aloud);
    else beSilent();
  }

  #say(said: string): void {
    void sayInWords(this.home, said, this.preferences.value);
  }
}
