import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Asked } from '../../state/requests.ts';
import type { Undoable } from '../../state/undo.ts';
import { base } from '../style/base.ts';
import type { AnswersWords } from '../text/en/answers.ts';
import type { refusals } from '../text/en/refusals.ts';
import { words, wordsOf } from '../text/words.ts';

/**
 * What was asked and not done, in words, until the person has read it; what can be taken back; and a waiting update.
 * @fires tw-read - CustomEvent<string>: the id of the request that was read.
 * @fires tw-undo - Event: take back what was asked last.
 */
@customElement('tw-answers')
export class TwAnswers extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: var(--space);
      }
      li {
        box-shadow: 0 2px 12px rgb(0 0 0 / 20%);
      }
    `,
  ];

  @property({ attribute: false }) declare asked: readonly Asked[];
  /** What was asked last, as long as it can be taken back. */
  @property({ attribute: false }) declare undo: Undoable | null;
  @property({ attribute: false }) declare newer: (() => void) | null;
  /** The gateway speaks another version than this app, and whether an older one. */
  @property({ attribute: false }) declare outdated: boolean;
  @property({ attribute: false }) declare older: boolean;

  /** Reasons in words; without them an answer names its id. */
  @state() declare private reasons: typeof refusals | null;

  @state() declare private text: AnswersWords | null;

  constructor() {
    super();
    this.text = null;
    this.reasons = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Nothing is answered without the words for it: they are looked for before an answer can come.
    void wordsOf('answers').then(
      (text) => (this.text = text),
      () => undefined,
    );
    void wordsOf('refusals').then(
      (reasons) => (this.reasons = reasons),
      () => undefined,
    );
  }

  override render(): TemplateResult {
    return html`<ul>
      ${this.text ? this.#answers(this.text) : nothing} ${this.undo ? this.#undo(this.undo) : nothing}
      ${this.text && (this.outdated || this.newer) ? this.#update(this.text) : nothing}
    </ul>`;
  }

  /** What the home has not answered yet is not said to be so. */
  #undo({ said, asked }: Undoable): TemplateResult {
    const wanted = JSON.stringify(asked);
    const waits = this.asked.some(({ body, progress }) => progress === 'queued' && JSON.stringify(body) === wanted);
    return html`<li class="card row">
      <p role="status">${waits ? words().override.queued : said}</p>
      <button class="undo" @click=${() => this.dispatchEvent(new Event('tw-undo'))}>${words().override.undo}</button>
    </li>`;
  }

  /** A version that waits is taken; else the page is loaded anew, which fetches what its gateway serves. */
  #update({ outdated }: AnswersWords): TemplateResult {
    const { more } = words();
    return html`<li class="card row">
      <p role="status">${!this.outdated ? more.update : this.older ? outdated.older : outdated.about}</p>
      <button class="main" @click=${() => (this.newer ?? (() => location.reload()))()}>${more.updateNow}</button>
    </li>`;
  }

  #answers(text: AnswersWords): readonly (TemplateResult | typeof nothing)[] {
    return this.asked.map((one) => this.#answer(text, one));
  }

  #answer(text: AnswersWords, { id, progress, reason }: Asked): TemplateResult | typeof nothing {
    const { understood } = words();
    // Done is seen by what it did; only what else there is to know of it is said.
    if (progress === 'queued' || (progress === 'done' && reason === null)) return nothing;
    return html`<li class="card row">
      <div role="status">${progress === 'done' ? nothing : html`<p>${text[progress]}</p>`}${reason === null ? nothing : html`<p class=${this.reasons?.[reason] === undefined ? 'quiet' : ''}>${this.reasons?.[reason] ?? text.reason(reason)}</p>`}</div>
      <button @click=${() => this.dispatchEvent(new CustomEvent('tw-read', { detail: id }))}>${understood}</button>
    </li>`;
  }
}
