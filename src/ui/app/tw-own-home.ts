import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OwnHome } from '../../state/ownHome.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import '../own/tw-own.ts';
import { base } from '../style/base.ts';
import type { OwnWords } from '../text/en/own.ts';
import { wordsOf } from '../text/words.ts';

/**
 * The home without a gateway: a person's file, and its days in the history.
 * @fires tw-go - CustomEvent<string>: show another screen.
 */
@customElement('tw-own-home')
export class TwOwnHome extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) declare preferences: PreferenceStore;
  @state() declare private home: OwnHome | null;
  @state() declare private text: OwnWords | null;
  @state() declare private days: boolean;
  #left = false;
  #release: () => void = () => undefined;

  constructor() {
    super();
    this.home = null;
    this.text = null;
    this.days = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.all([openHome(), wordsOf('own')]).then(([home, text]) => {
      if (!this.isConnected) return void home.close();
      this.home = home;
      this.#release = home.kept.watch(() => this.requestUpdate());
      this.text = text;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
    void this.home?.close();
    this.home = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { home, text, preferences } = this;
    if (!home || !text) return nothing;
    return html`<div class="stack">
      ${this.days ? html`<tw-history .home=${home} .preferences=${preferences} .from=${home.kept.value?.end ?? null}></tw-history>` : html`<tw-own .home=${home} @tw-days=${() => void this.#showDays()}></tw-own>`}
      ${this.days ? html`<button @click=${() => (this.days = false)}>${text.back}</button>` : html`<button class="plain" @click=${() => this.#leave()}>${text.leave}</button>`}
    </div>`;
  }

  /** Opened again where it was left, as long as there is something to show. */
  override updated(): void {
    const { home, preferences } = this;
    const isKept = home !== null && home.kept.value !== null;
    if (home && !this.#left && isKept !== preferences.value.own) preferences.choose({ own: isKept });
  }

  async #showDays(): Promise<void> {
    await import('../history/tw-history.ts');
    this.days = true;
  }

  #leave(): void {
    this.#left = true;
    this.preferences.choose({ own: false });
    this.dispatchEvent(new CustomEvent('tw-go', { detail: 'now', bubbles: true, composed: true }));
  }
}

async function openHome(): Promise<OwnHome> {
  const { OwnHome } = await import('../../state/ownHome.ts');
  return OwnHome.open();
}
