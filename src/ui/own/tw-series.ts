import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FileDirection } from '#domain/meter/file/layout.ts';
import type { SeriesChoice, SeriesFound } from '#domain/meter/file/series.ts';
import { formatCount } from '../format/power.ts';
import { base } from '../style/base.ts';
import type { OwnWords } from '../text/en/own.ts';
import { words } from '../text/words.ts';
import { ownStyle } from './style.ts';

/**
 * Which counters of a file are the grid's, said by a person.
 * @fires tw-series - CustomEvent<SeriesChoice>
 */
@customElement('tw-series')
export class TwSeries extends LitElement {
  static override styles = [base, ownStyle];

  @property({ attribute: false }) declare text: OwnWords;
  @property({ attribute: false }) declare series: readonly SeriesFound[];
  @state() declare private chosen: SeriesChoice;
  @state() declare private lacking: boolean;

  constructor() {
    super();
    this.chosen = {};
    this.lacking = false;
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`<div class="stack">
      <h1 tabindex="-1">${text.series}</h1>
      <p>${text.seriesAbout}</p>
      <section class="card stack">${this.series.map((one) => this.#counter(one))}</section>
      ${this.lacking ? html`<p role="alert">${text.seriesChoose}</p>` : nothing}
      <button class="main" @click=${() => this.#read()}>${text.read}</button>
    </div>`;
  }

  #counter({ name, unit, lines }: SeriesFound): TemplateResult {
    const { text, chosen } = this;
    const option = (direction: FileDirection): TemplateResult => html`<option value=${direction} ?selected=${chosen[name] === direction}>${text.directions[direction]}</option>`;
    return html`<label
      ><span>${name} <span class="quiet">${text.seriesLines(formatCount(words().language.tag, lines), unit)}</span></span>
      <select @change=${(event: Event) => this.#choose(name, event.target instanceof HTMLSelectElement ? event.target.value : '')}>
        <option value="">${text.no}</option>
        ${option('import')} ${option('export')}
      </select>
    </label>`;
  }

  #choose(name: string, value: string): void {
    const others = Object.fromEntries(Object.entries(this.chosen).filter(([other]) => other !== name));
    this.chosen = value === 'import' || value === 'export' ? { ...others, [name]: value } : others;
    this.lacking = false;
  }

  #read(): void {
    this.lacking = Object.keys(this.chosen).length === 0;
    if (!this.lacking) this.dispatchEvent(new CustomEvent('tw-series', { detail: this.chosen }));
  }
}
