import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PreferenceStore } from '../../state/preferences.ts';
import { sayInWords } from '../parts/sayInWords.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { beSilent } from '../parts/voice.ts';
import { base } from '../style/base.ts';
import { wordsOf } from '../text/words.ts';
import { firstSentence } from './firstSentence.ts';

/** A loudspeaker and two waves. */
const DRAWING = svg`<path d="M4 9v6h4l5 4V5L8 9z"></path><path d="M16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12"></path>`;

/** Reads the screen's first sentence aloud when it is pressed, and never by itself; pressed while it speaks, it is silent (geo Trio Accessible: one button). */
@customElement('tw-aloud')
export class TwAloud extends LitElement {
  static override styles = [
    base,
    css`
      button {
        display: grid;
        place-items: center;
        padding: 0;
        color: var(--accent);
        background: none;
        border-color: transparent;
      }
      svg {
        inline-size: 1.625rem;
        block-size: 1.625rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @state() declare private name: string;

  constructor() {
    super();
    this.name = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('display').then(({ aloud }) => (this.name = aloud));
  }

  override render(): TemplateResult {
    return html`<button aria-label=${this.name} title=${this.name} @click=${this.#press}><svg viewBox="0 0 24 24" aria-hidden="true">${DRAWING}</svg></button>`;
  }

  readonly #press = (): void => {
    if (speechSynthesis.speaking) return beSilent();
    void sayInWords(this.home, firstSentence(document), this.preferences.value);
  };
}
