import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mapping } from '#domain/meter/file/guess.ts';
import type { FileColumn } from '#domain/meter/file/layout.ts';
import type { UnknownTable } from '#domain/meter/file/usageFile.ts';
import { base } from '../style/base.ts';
import type { OwnWords } from '../text/en/own.ts';
import { ownStyle } from './style.ts';

const NONE = -1;

/**
 * What the columns of a table mean, said by a person.
 * @fires tw-mapped - CustomEvent<Mapping>
 */
@customElement('tw-columns')
export class TwColumns extends LitElement {
  static override styles = [base, ownStyle];

  @property({ attribute: false }) declare text: OwnWords;
  @property({ attribute: false }) declare table: UnknownTable;
  @state() declare private chosen: Mapping | null;
  @state() declare private lacking: boolean;

  constructor() {
    super();
    this.chosen = null;
    this.lacking = false;
  }

  override render(): TemplateResult {
    const { text, table, mapping } = this;
    const first = mapping.energies[0];
    return html`<div class="stack">
      <h1 tabindex="-1">${text.columns}</h1>
      <p>${text.columnsAbout}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${text.columns}>
        <table>
          <thead><tr>${table.header.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
          <tbody>${table.rows.map((row) => html`<tr>${table.header.map((_, column) => html`<td>${row[column] ?? ''}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
      <section class="card stack">
        ${this.#column(text.date, mapping.date, false, (date) => this.#change({ date }))}
        ${this.#column(text.clock, mapping.time ?? NONE, true, (time) => this.#change({ time: time === NONE ? null : time }))}
        ${this.#choice(text.label, text.labels, mapping.label, (label) => this.#change({ label }))}
        ${this.#column(text.energy, first?.column ?? NONE, true, (column) => this.#energy('import', { column }))}
        ${this.#choice(text.unit, text.units, first?.unit ?? 'kWh', (unit) => this.#energy(null, { unit }))}
        ${this.#choice(text.counts, text.countings, first?.counts ?? 'interval', (counts) => this.#energy(null, { counts }))}
        ${first?.counts === 'net' ? nothing : this.#column(text.second, mapping.energies.find(({ direction }) => direction === 'export')?.column ?? NONE, true, (column) => this.#energy('export', { column }))}
      </section>
      ${this.lacking ? html`<p role="alert">${text.choose}</p>` : nothing}
      <button class="main" @click=${() => this.#read()}>${text.read}</button>
    </div>`;
  }

  private get mapping(): Mapping {
    return this.chosen ?? this.table.guess;
  }

  #column(name: string, chosen: number, canLack: boolean, take: (column: number) => void): TemplateResult {
    const { header } = this.table;
    return html`<label
      ><span>${name}</span>
      <select @change=${(event: Event) => take(Number(valueOf(event)))}>
        ${canLack ? html`<option value=${NONE} ?selected=${chosen === NONE}>${this.text.no}</option>` : nothing}
        ${header.map((one, column) => html`<option value=${column} ?selected=${chosen === column}>${one === '' ? column + 1 : one}</option>`)}
      </select>
    </label>`;
  }

  #choice<Name extends string>(name: string, names: Readonly<Record<Name, string>>, chosen: Name, take: (one: Name) => void): TemplateResult {
    const keys = Object.keys(names) as Name[];
    const choose = (event: Event): void => {
      const one = keys.find((key) => key === valueOf(event));
      if (one !== undefined) take(one);
    };
    return html`<label
      ><span>${name}</span>
      <select @change=${choose}>
        ${keys.map((key) => html`<option value=${key} ?selected=${key === chosen}>${names[key]}</option>`)}
      </select>
    </label>`;
  }

  #change(part: Partial<Mapping>): void {
    this.chosen = { ...this.mapping, ...part };
    this.lacking = false;
  }

  /** @param direction whose column; null = of all, since a table has one unit and one way to count. */
  #energy(direction: FileColumn['direction'] | null, part: Partial<FileColumn>): void {
    const { energies } = this.mapping;
    if (direction === null) return this.#change({ energies: energies.slice(0, part.counts === 'net' ? 1 : undefined).map((one) => ({ ...one, ...part })) });
    const others = energies.filter((one) => one.direction !== direction);
    const like = energies[0] ?? { unit: 'kWh', counts: 'interval' };
    const made = part.column === undefined || part.column === NONE ? [] : [{ column: part.column, direction, unit: like.unit, counts: like.counts }];
    this.#change({ energies: direction === 'import' ? [...made, ...others] : [...others, ...made] });
  }

  #read(): void {
    this.lacking = this.mapping.energies.length === 0;
    if (!this.lacking) this.dispatchEvent(new CustomEvent('tw-mapped', { detail: this.mapping }));
  }
}

const valueOf = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');
