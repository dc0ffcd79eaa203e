import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { goOnClick } from '../parts/going.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { WarningsWords } from '../text/en/warnings.ts';
import { wordsOf } from '../text/words.ts';
import './tw-supply.ts';
import './tw-warnings.ts';

/**
 * The way to history, events and settings; warnings, the supply, the demo home, about.
 * @fires tw-go - CustomEvent<string>: show another screen.
 * @fires tw-demo - CustomEvent<boolean>: open or leave the demo home.
 */
@customElement('tw-more')
export class TwMore extends Screen {
  static override styles = [
    base,
    css`
      a.button {
        inline-size: 100%;
      }
    `,
  ];

  @state() declare private warnings: WarningsWords | null;

  constructor() {
    super();
    this.warnings = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('warnings').then((text) => (this.warnings = text));
  }

  override render(): TemplateResult {
    const { more, badgeMeans } = this.words;
    const name = this.home.model.facts.home.body?.name ?? more.title;
    return html`<div class="stack">
      <h1>${more.sentence(name, badgeMeans[this.home.badge()])}</h1>
      <section class="card stack">
        <a class="button" href="history" @click=${goOnClick(this, 'history')}>${this.words.bar.history}</a>
        <a class="button" href="events" @click=${goOnClick(this, 'events')}>${this.words.events.open}</a>
        <a class="button" href="own" @click=${goOnClick(this, 'own')}>${this.words.bar.own}</a>
        <a class="button" href="tariff" @click=${goOnClick(this, 'tariff')}>${this.words.bar.tariff}</a>
        <a class="button" href="wall" @click=${goOnClick(this, 'wall')}>${this.words.bar.wall}</a>
        <a class="button" href="settings" @click=${goOnClick(this, 'settings')}>${this.words.bar.settings}</a>
      </section>
      ${this.warnings ? this.#supplied(this.warnings) : nothing}
      ${this.#demo()}
      <section class="card stack"><h2>${more.about}</h2><p>${more.aboutText}</p></section>
    </div>`;
  }

  #supplied(text: WarningsWords): TemplateResult {
    return html`<tw-warnings .home=${this.home} .preferences=${this.preferences} .text=${text}></tw-warnings>
      <tw-supply .home=${this.home} .text=${text.supply}></tw-supply>`;
  }

  #demo(): TemplateResult | typeof nothing {
    const { more } = this.words;
    const { choice } = this.home;
    const open = choice.kind === 'demo';
    if (open && choice.only) return nothing;
    return html`<section class="card stack">
      <h2>${more.demo}</h2>
      <p>${more.demoAbout}</p>
      <button @click=${() => this.dispatchEvent(new CustomEvent('tw-demo', { detail: !open, bubbles: true, composed: true }))}>${open ? more.demoEnd : more.demoStart}</button>
    </section>`;
  }
}
