import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Badge } from '../../state/badge.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import { closeOutside, sheetStyle } from '../parts/sheet.ts';
import { beSilent, hasVoice, sayAloud } from '../parts/voice.ts';
import { base } from '../style/base.ts';
import type { HelpWords } from '../text/en/help.ts';
import { words, wordsOf } from '../text/words.ts';
import { GLOSSARY } from './glossary.ts';

/**
 * The sheet of help: what a screen says, its words, what to do when something is wrong, where it is read aloud. Open as
 * long as it is drawn.
 * @fires tw-closed - Event: it was closed; the keyboard is back where it was.
 */
@customElement('tw-help')
export class TwHelp extends LitElement {
  static override styles = [
    base,
    sheetStyle,
    css`
      dt {
        font-weight: 600;
      }
      dd + dt,
      li + li {
        margin-block-start: var(--space);
      }
      p,
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The screen that is explained: a route, or `welcome`. */
  @property() declare screen: keyof HelpWords['screens'];
  @property() declare badge: Badge;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @state() declare private text: HelpWords | null;
  @query('dialog') declare private sheet: HTMLDialogElement | null;

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('help').then((text) => (this.text = text));
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('text')) this.sheet?.showModal();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    beSilent();
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    return html`<dialog aria-labelledby="title" @click=${closeOutside} @close=${() => this.dispatchEvent(new Event('tw-closed'))}>
      <div class="stack">
        <h2 id="title" tabindex="-1" autofocus>${text.title(this.#name(text))}</h2>
        <p>${text.screens[this.screen]}</p>
        <h2>${text.words}</h2>
        <dl>${this.#terms(text).map(([word, means]) => html`<dt>${word}</dt><dd>${means}</dd>`)}</dl>
        <h2>${text.wrong}</h2>
        <ul>${this.#steps(text).map((step) => html`<li>${step}</li>`)}</ul>
        <h2>${text.aloud}</h2>
        <p>${text.aloudAbout}</p>
        ${hasVoice() ? this.#voice(text) : nothing}
        <button @click=${() => this.sheet?.close()}>${words().close}</button>
      </div>
    </dialog>`;
  }

  #voice(text: HelpWords): TemplateResult {
    return html`<button class="main" @click=${() => sayAloud(this.#whole(text), words().language.tag, this.preferences.value)}>${text.read}</button>
      <button class="plain" @click=${beSilent}>${text.hush}</button>`;
  }

  #name({ welcome }: HelpWords): string {
    return this.screen === 'welcome' ? welcome : words().bar[this.screen];
  }

  #terms({ terms }: HelpWords): readonly (readonly [word: string, means: string])[] {
    return GLOSSARY[this.screen].map((name) => terms[name]);
  }

  /** The first one with what the badge means at this moment. */
  #steps({ steps }: HelpWords): readonly string[] {
    const [first = '', ...others] = steps;
    return [`${first} ${words().badgeMeans[this.badge]}`, ...others];
  }

  #whole(text: HelpWords): string {
    const terms = this.#terms(text).map(([word, means]) => `${word}. ${means}`);
    return [`${this.#name(text)}.`, text.screens[this.screen], ...terms, `${text.wrong}.`, ...this.#steps(text)].join(' ');
  }
}
