import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { check, timeOfDay } from '../parts/choices.ts';
import { Section } from './section.ts';

/** From the evening news to breakfast. */
const NIGHT = { from: '22:00', to: '07:00' };

/** Which notices come, and when nothing is said aloud. */
@customElement('tw-notices')
export class TwNotices extends Section {
  override render(): TemplateResult {
    const { text, preferences } = this;
    const { news, quiet } = preferences.value;
    return html`<section class="card stack" aria-labelledby="notices">
      <h2 id="notices">${text.notices}</h2>
      <p>${text.noticesAbout}</p>
      ${check(text.news, news, (on) => preferences.choose({ news: on }))}
      ${check(text.quiet, quiet !== null, (on) => preferences.choose({ quiet: on ? NIGHT : null }), text.quietAbout)}
      ${quiet === null
        ? nothing
        : html`${timeOfDay(text.quietFrom, quiet.from, (from) => preferences.choose({ quiet: { ...quiet, from } }))} ${timeOfDay(text.quietTo, quiet.to, (to) => preferences.choose({ quiet: { ...quiet, to } }))}`}
    </section>`;
  }
}
