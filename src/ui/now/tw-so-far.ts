import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { RUNNING, soFar, type Used } from '../../state/lately.ts';
import type { Past } from '../../state/past.ts';
import { gasPaid } from '../../state/pastGas.ts';
import { formatClock } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-table.ts';
import { usedHeads, usedRows, type Telling } from '../parts/usedRows.ts';
import { base } from '../style/base.ts';
import type { DisplayWords } from '../text/en/display.ts';
import { wordsOf } from '../text/words.ts';

/** What today, this week, this month and this year have cost and used so far, gas beside it: what a display in the home has to add up. */
@customElement('tw-so-far')
export class TwSoFar extends Screen {
  static override styles = [
    base,
    css`
      /* Room for what comes a moment later, so that nothing below it moves. */
      :host(:not([told])) {
        min-block-size: 15rem;
      }
    `,
  ];

  @state() declare private text: DisplayWords | null;
  @state() declare private used: readonly Used[] | null;
  #past: Past | null = null;
  #asked = '';
  #release: () => void = () => undefined;

  constructor() {
    super();
    this.text = null;
    this.used = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its past or its words Now stands as it is; the next visit asks again.
    void Promise.all([wordsOf('display'), this.home.history()]).then(
      ([text, past]) => {
        this.#past = past;
        this.#release = past.changed.watch(() => this.requestUpdate());
        this.text = text;
      },
      () => this.toggleAttribute('told', true),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  override willUpdate(): void {
    const { now, zone } = this;
    if (!this.#past || now === 0) return;
    // Once a half-hour, and once more when the past has grown.
    const wanted = [this.home.model.facts.today.body?.until, this.#past.changed.value, zone].join(' ');
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    // What could not be read is asked for again at the next half-hour.
    void soFar(this.#past, { zone, now })
      .then((used) => (this.used = used), () => undefined)
      .finally(() => this.toggleAttribute('told', true));
  }

  override render(): TemplateResult | typeof nothing {
    const { text, used } = this;
    if (!text || !used) return nothing;
    const known = used.some(({ whole }) => whole.importEnergy !== null);
    return html`<section class="card stack" aria-labelledby="so-far">
      <h2 id="so-far">${text.soFar}${known ? html`, ${this.words.age.asOf(formatClock(this.words.language.tag, used[0]?.until ?? this.now, this.zone))}` : nothing}</h2>
      ${known ? this.#table(text, used) : html`<p>${text.none}</p>`}
    </section>`;
  }

  #table(text: DisplayWords, used: readonly Used[]): TemplateResult {
    const tariff = this.home.model.facts.tariff.body;
    const telling: Telling = { words: this.words, text, currency: this.currency, gasTerms: tariff?.gas ?? null };
    const rows = usedRows(telling, used, (_one, n) => text.running[RUNNING[n] ?? 'day']);
    const isGasAtPriceNow = used.some(({ gas }) => gas && gasPaid(gas, telling.gasTerms).atPriceNow);
    return html`<tw-table open .heads=${usedHeads(telling, used)} .rows=${rows}></tw-table>
      ${tariff ? html`<p class="quiet">${this.words.today.includes(tariff.vatIncluded)}${isGasAtPriceNow ? html` ${text.atPriceNow}` : nothing}</p>` : nothing}`;
  }
}
