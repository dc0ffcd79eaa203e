import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { SettingsWords } from '../text/en/settings.ts';
import { wordsOf } from '../text/words.ts';
import './tw-home-link.ts';
import './tw-kept.ts';
import './tw-looks.ts';
import './tw-moving.ts';
import './tw-notices.ts';
import './tw-people.ts';
import './tw-records.ts';
import './tw-versions.ts';
import './tw-voice.ts';

/** What this phone does, who is let in, what is kept, and where its home is. */
@customElement('tw-settings')
export class TwSettings extends Screen {
  static override styles = [base];

  @state() declare private text: SettingsWords | null;
  #drawn = 0;

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('settings').then((text) => (this.text = text));
  }

  override render(): TemplateResult {
    const { text, home, preferences } = this;
    const { badgeMeans, bar, more } = this.words;
    if (!text) return html`<h1>${bar.settings}</h1>`;
    const drawn = ++this.#drawn;
    return html`<div class="stack">
      <h1>${text.sentence(home.model.facts.home.body?.name ?? more.demo, badgeMeans[home.badge()])}</h1>
      <tw-looks .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-looks>
      <tw-voice .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-voice>
      <tw-notices .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-notices>
      <tw-people .home=${home} .preferences=${preferences} .text=${text}></tw-people>
      <tw-kept .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-kept>
      ${home.choice.kind === 'demo' ? nothing : this.#gateway(text)}
      <tw-home-link .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-home-link>
      <tw-versions .home=${home} .preferences=${preferences} .text=${text} .drawn=${drawn}></tw-versions>
      ${home.choice.kind === 'demo' ? nothing : html`<button @click=${() => this.#setUp()}>${text.setup}</button>`}
    </div>`;
  }

  /** What only a real home has. */
  #gateway(text: SettingsWords): TemplateResult {
    const { home, preferences } = this;
    return html`<tw-records .home=${home} .preferences=${preferences} .text=${text}></tw-records> <tw-moving .home=${home} .preferences=${preferences} .text=${text}></tw-moving>`;
  }

  #setUp(): void {
    this.preferences.choose({ setup: 'tariff' });
    this.dispatchEvent(new CustomEvent('tw-go', { detail: 'setup', bubbles: true, composed: true }));
  }
}
