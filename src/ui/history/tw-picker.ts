import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dateOf, dateTyped, SPANS, type Period, type Span } from '../../state/period.ts';
import { base } from '../style/base.ts';
import type { HistoryWords } from '../text/en/history.ts';

/**
 * Which time is shown: at the foot of the window, under the thumb.
 * @fires tw-step - CustomEvent<number>: so many periods later, earlier where negative.
 * @fires tw-span - CustomEvent<Span>: another length of time.
 * @fires tw-date - CustomEvent<number | null>: the period with this instant in it; null = now.
 */
@customElement('tw-picker')
export class TwPicker extends LitElement {
  static override styles = [
    base,
    css`
      form.card {
        display: grid;
        grid-template-columns: var(--target) minmax(7rem, 1fr) minmax(8.5rem, 1.2fr) var(--target);
        gap: var(--space);
        padding: var(--space);
      }
      select,
      input {
        background: var(--card);
        border: 1px solid var(--edge);
        padding-inline: var(--space);
        inline-size: 100%;
        min-inline-size: 0;
        font-size: var(--small);
      }
      .step {
        padding: 0;
        font-size: 1.5rem;
      }
      .back {
        grid-column: 1 / -1;
      }
      /* A phone, whose one row would cut the longer words of some languages. */
      @container (max-width: 25rem) {
        form.card {
          grid-template-columns: var(--target) 1fr var(--target);
        }
        select {
          grid-column: 1 / -1;
          grid-row: 1;
        }
      }
      @container (max-width: 20rem) {
        form.card {
          grid-template-columns: 1fr 1fr;
        }
        select,
        input {
          grid-column: 1 / -1;
        }
        .step {
          grid-row: 3;
        }
      }
    `,
  ];

  @property({ attribute: false }) declare text: HistoryWords;
  @property({ attribute: false }) declare period: Period;
  @property({ attribute: false }) declare zone: string;
  /** The home's time, ms UTC: nothing later can be shown. */
  @property({ attribute: false }) declare now: number;
  /** The time shown goes on with the clock. */
  @property({ type: Boolean }) declare following: boolean;
  /** Of a file that has ended: there is no today in it. */
  @property({ type: Boolean }) declare isFile: boolean;

  override render(): TemplateResult {
    const { text } = this;
    const { span, start, end } = this.period;
    const isAll = span === 'all';
    return html`<form class="card" aria-label=${text.picker} @submit=${(event: Event) => event.preventDefault()}>
      <button type="button" class="step" aria-label=${text.earlier} ?disabled=${isAll} @click=${() => this.#tell('tw-step', -1)}>‹</button>
      <select aria-label=${text.span} @change=${this.#span}>
        ${SPANS.map((one) => html`<option value=${one} ?selected=${one === span}>${text.spans[one]}</option>`)}
      </select>
      <input type="date" aria-label=${text.date} ?disabled=${isAll} max=${dateOf(this.now, this.zone)} .value=${dateOf(start, this.zone)} @change=${this.#date} />
      <button type="button" class="step" aria-label=${text.later} ?disabled=${isAll || end >= this.now || this.following} @click=${() => this.#tell('tw-step', 1)}>›</button>
      ${this.following || this.isFile ? nothing : html`<button type="button" class="back main" @click=${() => this.#tell('tw-date', null)}>${text.today}</button>`}
    </form>`;
  }

  #span(event: Event): void {
    const chosen = SPANS.find((one): one is Span => event.target instanceof HTMLSelectElement && one === event.target.value);
    if (chosen) this.#tell('tw-span', chosen);
  }

  #date(event: Event): void {
    const at = event.target instanceof HTMLInputElement ? dateTyped(event.target.value, this.zone) : undefined;
    if (at !== undefined) this.#tell('tw-date', Math.min(at, this.now));
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
