import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { choicesStyle } from '../parts/choices.ts';
import { base } from '../style/base.ts';
import type { SetupWords } from '../text/en/setup.ts';
import { readLink } from './linkTyped.ts';
import { setupStyle } from './style.ts';

/**
 * The gateway's one-time link, opened or pasted; and why the browser may ask about the home's network.
 * @fires tw-link - CustomEvent<string>: the fragment of a link of the gateway that serves this page.
 */
@customElement('tw-gateway-link')
export class TwGatewayLink extends LitElement {
  static override styles = [base, choicesStyle, setupStyle];

  @property({ attribute: false }) declare text: SetupWords;
  @state() declare private wrong: boolean;
  @query('input') declare private field: HTMLInputElement;

  constructor() {
    super();
    this.wrong = false;
  }

  override render(): TemplateResult {
    const { text, wrong } = this;
    return html`<form class="ways" @submit=${this.#open}>
      <p>${text.linkAbout}</p>
      <label><span>${text.linkField}</span><input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="fault" aria-invalid=${wrong} /></label>
      <p id="fault" role="alert" class=${wrong ? 'card failed' : ''}>${wrong ? text.linkWrong : nothing}</p>
      <button class="main">${text.linkOpen}</button>
      <p class="quiet">${text.network}</p>
    </form>`;
  }

  readonly #open = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = readLink(this.field.value, new URL('.', location.href));
    this.wrong = typed.kind === 'wrong';
    if (typed.kind === 'here') this.dispatchEvent(new CustomEvent('tw-link', { detail: typed.hash, bubbles: true, composed: true }));
    // The gateway's own page asks for the link there: this one may not speak for it.
    if (typed.kind === 'elsewhere') location.assign(typed.url);
  };
}
