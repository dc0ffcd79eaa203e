import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Words } from '../text/en.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';

export type WelcomeState = 'empty' | 'pairing' | keyof Words['welcome']['failed'];

/**
 * The first screen of a browser that belongs to no home yet.
 * @fires tw-demo - CustomEvent<boolean>: open the demo home.
 */
@customElement('tw-welcome')
export class TwWelcome extends LitElement {
  static override styles = [
    base,
    css`
      .stack {
        max-inline-size: 34rem;
        margin-inline: auto;
        padding-block: calc(var(--space) * 4);
        gap: calc(var(--space) * 3);
      }
      h1 {
        font-size: clamp(1.75rem, 6vmin, 2.5rem);
        font-weight: 650;
        line-height: 1.2;
        text-wrap: balance;
      }
      .failed {
        background: var(--alert);
        border-color: var(--dear);
      }
      button {
        inline-size: 100%;
        min-block-size: 3.5rem;
      }
    `,
  ];

  @property() declare state: WelcomeState;

  override render(): TemplateResult {
    const { welcome } = words();
    return html`<div class="stack">
      <h1>${welcome.title}</h1>
      ${this.#told()}
      <div>
        <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('tw-demo', { detail: true, bubbles: true, composed: true }))}>${welcome.demo}</button>
        <p class="quiet">${welcome.demoAbout}</p>
      </div>
    </div>`;
  }

  #told(): TemplateResult | typeof nothing {
    const { welcome } = words();
    if (this.state === 'pairing') return html`<p role="status">${welcome.pairing}</p>`;
    if (this.state === 'empty') return html`<p>${welcome.about}</p>`;
    return html`<p class="card failed" role="alert">${welcome.failed[this.state]}</p>`;
  }
}
