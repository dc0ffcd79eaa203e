import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SetupStep } from '../../state/preferences.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-charging.ts';
import '../parts/tw-wishes.ts';
import { base } from '../style/base.ts';
import type { SetupWords } from '../text/en/setup.ts';
import { wordsOf } from '../text/words.ts';
import { setupStyle } from './style.ts';
import './tw-own-price.ts';

/**
 * The first run once a home is linked: its tariff, then what matters to who lives there. Both can wait.
 * @fires tw-go - CustomEvent<string>: show Now, or the screen of the tariff.
 */
@customElement('tw-questions')
export class TwQuestions extends Screen {
  static override styles = [base, setupStyle];

  @state() declare private text: SetupWords | null;

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('setup').then((text) => (this.text = text));
  }

  override render(): TemplateResult {
    const { text } = this;
    if (!text) return html`<h1>${this.words.bar.setup}</h1>`;
    return this.preferences.value.setup === 'wishes' ? this.#wishes(text) : this.#tariff(text);
  }

  #tariff(text: SetupWords): TemplateResult {
    const tariff = this.home.model.facts.tariff.body;
    return html`<div class="stack">
      <h1>${text.sentence}</h1>
      <section class="card stack">
        <h2>${text.tariff}</h2>
        <p role="status">${tariff ? text.tariffKnown(tariff.name) : text.tariffNone}</p>
        <details ?open=${!tariff}>
          <summary>${text.tariffOther}</summary>
          <tw-own-price .home=${this.home} .text=${text}></tw-own-price>
          <button class="plain" @click=${() => this.#show('tariff')}>${text.tariffMore}</button>
        </details>
      </section>
      <div class="ways">
        <button class="main" @click=${() => this.preferences.choose({ setup: 'wishes' })}>${text.next}</button>
        <button @click=${() => this.#leave()}>${text.later}</button>
      </div>
    </div>`;
  }

  #wishes(text: SetupWords): TemplateResult {
    const { devices } = this.home.model.facts;
    return html`<div class="stack">
      <h1>${text.wishes}</h1>
      <p>${(devices.body ?? []).length === 0 ? text.nothingToAsk : text.wishesAbout}</p>
      <tw-wishes .home=${this.home} .asked=${this.home.requests.asked.value} .zone=${this.zone} .now=${this.now}></tw-wishes>
      <tw-charging .home=${this.home}></tw-charging>
      <div class="ways">
        <button class="main" @click=${() => this.#leave('done')}>${text.done}</button>
        <button @click=${() => this.preferences.choose({ setup: 'tariff' })}>${text.back}</button>
        <button class="plain" @click=${() => this.#leave()}>${text.later}</button>
      </div>
    </div>`;
  }

  /** What is left for later is offered on Now until it was seen or put away. */
  #leave(setup?: SetupStep): void {
    if (setup) this.preferences.choose({ setup });
    this.#show('now');
  }

  #show(screen: 'now' | 'tariff'): void {
    this.dispatchEvent(new CustomEvent('tw-go', { detail: screen, bubbles: true, composed: true }));
  }
}
