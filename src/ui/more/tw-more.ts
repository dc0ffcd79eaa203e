import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { goOnClick } from '../parts/going.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
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

  override render(): TemplateResult {
    const { more, badgeMeans } = this.words;
    const name = this.home.model.facts.home.body?.name ?? more.title;
    return html`<div class="stack">
      <h1>${more.sentence(name, badgeMeans[this.home.badge()])}</h1>
      <section class="card stack">
        <a class="button" href="history" @click=${goOnClick(this, 'history')}>${this.words.bar.history}</a>
        <a class="button" href="events" @click=${goOnClick(this, 'events')}>${this.words.events.open}</a>
        <a class="button" href="own" @click=${goOnClick(this, 'own')}>${this.words.bar.own}</a>
        <a class="button" href="settings" @click=${goOnClick(this, 'settings')}>${this.words.bar.settings}</a>
      </section>
      <tw-warnings .home=${this.home} .preferences=${this.preferences}></tw-warnings>
      <tw-supply .home=${this.home}></tw-supply>
      ${this.#demo()}
      <section class="card stack"><h2>${more.about}</h2><p>${more.aboutText}</p></section>
    </div>`;
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
