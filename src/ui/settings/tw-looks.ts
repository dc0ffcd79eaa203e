import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { TEXT_SIZES } from '../../state/preferences.ts';
import { check, pick } from '../parts/choices.ts';
import { languageChoice } from '../parts/language.ts';
import { placeOf } from '../parts/screen.ts';
import { words } from '../text/words.ts';
import { Section } from './section.ts';

/** Language, colours, text, movement, what the big number shows. */
@customElement('tw-looks')
export class TwLooks extends Section {
  override render(): TemplateResult {
    const { text, preferences } = this;
    const { theme, contrast, textSize, still, simple, mirrored } = preferences.value;
    return html`<div class="stack"><section class="card stack" aria-labelledby="looks">
        <h2 id="looks">${text.looks}</h2>
        ${languageChoice(preferences)}
        ${pick(text.theme, (['system', 'light', 'dark'] as const).map((value) => ({ value, name: text.themes[value] })), theme, (chosen) => preferences.choose({ theme: chosen }))}
        ${pick(text.textSize, TEXT_SIZES.map((value) => ({ value, name: text.textSizes[value] })), textSize, (chosen) => preferences.choose({ textSize: chosen }))}
        ${check(text.contrast, contrast, (on) => preferences.choose({ contrast: on }))} ${check(text.still, still, (on) => preferences.choose({ still: on }))}
        ${check(text.simple, simple, (on) => preferences.choose({ simple: on }), text.simpleAbout)} ${check(text.mirrored, mirrored, (on) => preferences.choose({ mirrored: on }), text.mirroredAbout)}
      </section>
      ${this.#units()}</div>`;
  }

  #units(): TemplateResult {
    const { text, preferences, home } = this;
    const name = new Intl.DisplayNames([words().language.tag], { type: 'currency' }).of(placeOf(home).currency) ?? placeOf(home).currency;
    return html`<section class="card stack" aria-labelledby="units">
      <h2 id="units">${text.units}</h2>
      ${pick(text.figure, (['money', 'power'] as const).map((value) => ({ value, name: text.figures[value] })), preferences.value.figure, (figure) => preferences.choose({ figure }))}
      <p class="quiet">${text.unitsAbout(name)}</p>
    </section>`;
  }
}
