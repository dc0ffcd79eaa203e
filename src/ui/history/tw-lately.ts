import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { KEPT, lately, type Used } from '../../state/lately.ts';
import type { Past } from '../../state/past.ts';
import '../parts/tw-table.ts';
import { usedHeads, usedRows } from '../parts/usedRows.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { DisplayWords } from '../text/en/display.ts';
import { words, wordsOf } from '../text/words.ts';
import { periodName } from './names.ts';
import type { GasTerms } from '../../state/pastGas.ts';
import type { Telling } from './said.ts';

type Kept = keyof typeof KEPT;
const LISTS = Object.keys(KEPT) as readonly Kept[];

/** The last 8 days, 5 weeks and 13 months, each as a list in money and kWh, gas beside it; read when it is opened. */
@customElement('tw-lately')
export class TwLately extends LitElement {
  static override styles = [
    base,
    unfold,
    css`
      details + details {
        margin-block-start: var(--space);
      }
      summary {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) declare telling: Telling;
  @property({ attribute: false }) declare past: Past;
  /** Micro per kWh; null = not known. */
  @property({ attribute: false }) declare gasTerms: GasTerms | null;
  @state() declare private text: DisplayWords | null;
  @state() declare private lists: Readonly<Partial<Record<Kept, readonly Used[] | 'failed'>>>;

  constructor() {
    super();
    this.text = null;
    this.lists = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words the card does not come; nothing waits for it.
    void wordsOf('display').then(
      (text) => (this.text = text),
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    return html`<section class="card">
      ${LISTS.map(
        (span) => html`<details @toggle=${(event: Event) => this.#opened(event, span)}>
          <summary>${text.lately[span]}</summary>
          ${this.#list(text, span)}
        </details>`,
      )}
    </section>`;
  }

  /** Read anew at each opening: the one that is now has gone on. */
  #opened({ target }: Event, span: Kept): void {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    const { zone, now } = this.telling;
    void lately(this.past, span, { zone, now }).then(
      (used) => (this.lists = { ...this.lists, [span]: used }),
      () => (this.lists = { ...this.lists, [span]: 'failed' }),
    );
  }

  #list(text: DisplayWords, span: Kept): TemplateResult {
    const used = this.lists[span];
    if (used === undefined) return html`<p>${this.telling.text.waiting}</p>`;
    if (used === 'failed') return html`<p>${text.away}</p>`;
    const { text: history, currency, zone } = this.telling;
    const telling = { words: words(), text, currency, gasTerms: this.gasTerms };
    const name = ({ period }: Used, n: number): string => {
      const said = periodName(history, words().language.tag, period, zone);
      return n === 0 ? text.goingOn(said) : said;
    };
    return html`<tw-table open .heads=${usedHeads(telling, used)} .rows=${usedRows(telling, used, name)}></tw-table>`;
  }
}
