import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PreferenceStore, SetupStep } from '../../state/preferences.ts';
import { choicesStyle } from '../parts/choices.ts';
import { languageChoice } from '../parts/language.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { SetupWords } from '../text/en/setup.ts';
import { wordsOf } from '../text/words.ts';
import { setupStyle } from './style.ts';
import './tw-gateway-link.ts';
import './tw-meter-guide.ts';

export type WelcomeState = 'empty' | 'pairing' | keyof SetupWords['failed'];

/** Pages of a browser that belongs to no home yet, in order. */
const PAGES = ['home', 'meter', 'link'] as const;
type Page = (typeof PAGES)[number];

const pageOf = (step: SetupStep | null): Page => PAGES.find((page) => page === step) ?? 'home';

/**
 * The first run until a home is found: language, the demo home or one's own, what the meter needs, the gateway's link.
 * Where a person was is kept: a reload goes on there.
 * @fires tw-demo - CustomEvent<boolean>: open the demo home.
 * @fires tw-link - CustomEvent<string>: the fragment of a gateway's link.
 */
@customElement('tw-welcome')
export class TwWelcome extends LitElement {
  static override styles = [base, choicesStyle, setupStyle];

  @property() declare state: WelcomeState;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @state() declare private text: SetupWords | null;
  @query('h1') declare private heading: HTMLElement | null;
  #page: Page | undefined;

  constructor() {
    super();
    this.text = null;
    new Watching(this, () => [this.preferences]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('setup').then((text) => (this.text = text));
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    const page = pageOf(this.preferences.value.setup);
    return html`<div class="stack">
      ${this.#told(text)} ${page === 'home' ? this.#home(text) : html`${this.#place(text, page)} ${page === 'meter' ? this.#meter(text) : this.#link(text)}`}
    </div>`;
  }

  /** A new page begins at its title, for eyes and for readers. */
  override updated(_changed: PropertyValues<this>): void {
    const page = this.heading ? pageOf(this.preferences.value.setup) : undefined;
    if (this.#page !== undefined && page !== this.#page) this.heading?.focus();
    this.#page = page;
  }

  #told(text: SetupWords): TemplateResult | typeof nothing {
    if (this.state === 'pairing') return html`<p role="status">${text.pairing}</p>`;
    return this.state === 'empty' ? nothing : html`<p class="card failed" role="alert">${text.failed[this.state]}</p>`;
  }

  #home(text: SetupWords): TemplateResult {
    return html`<h1 tabindex="-1">${text.title}</h1>
      <p>${text.about}</p>
      <div>${this.#demo(text, 'main')}<p class="quiet">${text.demoAbout}</p></div>
      <button @click=${() => this.#go('meter')}>${text.connect}</button>
      <div><button @click=${() => this.dispatchEvent(new CustomEvent('tw-go', { detail: 'own', bubbles: true, composed: true }))}>${text.own}</button><p class="quiet">${text.ownAbout}</p></div>
      ${languageChoice(this.preferences)}`;
  }

  #demo(text: SetupWords, look: 'main' | 'plain'): TemplateResult {
    return html`<button class=${look} @click=${() => this.dispatchEvent(new CustomEvent('tw-demo', { detail: true, bubbles: true, composed: true }))}>${text.demo}</button>`;
  }

  #place(text: SetupWords, page: Page): TemplateResult {
    return html`<p class="quiet">${text.step(String(PAGES.indexOf(page) + 1), String(PAGES.length))}</p>`;
  }

  #meter(text: SetupWords): TemplateResult {
    const chosen = this.preferences.value.country !== null;
    return html`<h1 tabindex="-1">${text.meter}</h1>
      <p>${text.meterAbout}</p>
      <tw-meter-guide .preferences=${this.preferences} .text=${text}></tw-meter-guide>
      <div class="ways">
        <button class="main" @click=${() => this.#go('link')}>${chosen ? text.next : text.skip}</button>
        <button @click=${() => this.#go('home')}>${text.back}</button>
      </div>`;
  }

  #link(text: SetupWords): TemplateResult {
    return html`<h1 tabindex="-1">${text.link}</h1>
      <tw-gateway-link .text=${text}></tw-gateway-link>
      <div class="ways">
        <button @click=${() => this.#go('meter')}>${text.back}</button>
        ${this.#demo(text, 'plain')}
      </div>`;
  }

  #go(setup: Page): void {
    this.preferences.choose({ setup });
  }
}
