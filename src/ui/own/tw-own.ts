import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Mapping } from '#domain/meter/file/guess.ts';
import type { FileDirection } from '#domain/meter/file/layout.ts';
import type { SeriesChoice } from '#domain/meter/file/series.ts';
import type { OwnHome, OwnKept, ReadAnswer } from '../../state/ownHome.ts';
import { formatEnergy, formatShare } from '../format/power.ts';
import { formatDay } from '../format/time.ts';
import { formatSpan } from '../format/span.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { OwnWords } from '../text/en/own.ts';
import { words, wordsOf } from '../text/words.ts';
import './tw-columns.ts';
import './tw-found.ts';
import './tw-series.ts';
import { ownStyle } from './style.ts';

/** What a screen needs of a home without a gateway. */
export type OwnOnScreen = Pick<OwnHome, 'kept' | 'read' | 'keep' | 'erase'>;

type Step = { readonly kind: 'start' } | { readonly kind: 'reading'; readonly share: number } | { readonly kind: 'keeping'; readonly answer: Extract<ReadAnswer, { kind: 'read' }> } | ReadAnswer;

const zones = (): readonly string[] => ('supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []);

/**
 * A person's own file: chosen, read, looked at, used; and what is kept of it.
 * @fires tw-days - Event: show it day by day.
 */
@customElement('tw-own')
export class TwOwn extends LitElement {
  static override styles = [base, ownStyle];

  @property({ attribute: false }) declare home: OwnOnScreen;
  @state() declare private text: OwnWords | null;
  @state() declare private step: Step;
  @state() declare private said: string | null;
  /** The overview gives way to another file. */
  @state() declare private adding: boolean;
  @state() declare private erasing: boolean;
  @state() declare private zone: string;
  #direction: FileDirection = 'import';
  #file: File | null = null;
  #run: AbortController | null = null;

  constructor() {
    super();
    this.text = null;
    this.step = { kind: 'start' };
    this.said = null;
    this.adding = false;
    this.erasing = false;
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    new Watching(this, () => [this.home.kept]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('own').then((text) => (this.text = text));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#run?.abort();
  }

  /** A new step begins at its title, for eyes and for readers. */
  override updated(changed: PropertyValues): void {
    const before = changed.get('step') as Step | undefined;
    if (!before || before.kind === this.step.kind || this.step.kind === 'reading') return;
    const inside = this.renderRoot.querySelector<LitElement>('tw-found, tw-columns, tw-series');
    void (inside?.updateComplete ?? Promise.resolve()).then(() => (inside?.renderRoot ?? this.renderRoot).querySelector<HTMLElement>('h1')?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    return html`<div class="stack">
      ${this.said === null ? nothing : html`<p class="card" role="status">${this.said}</p>`}
      ${this.#step(text)}
      ${['read', 'unknown', 'series', 'refused'].includes(this.step.kind) ? html`<button @click=${() => this.#restart(null)}>${text.again}</button>` : nothing}
    </div>`;
  }

  #step(text: OwnWords): TemplateResult {
    const { step } = this;
    switch (step.kind) {
      case 'start': {
        const kept = this.home.kept.value;
        return kept && !this.adding ? this.#overview(text, kept) : this.#choose(text);
      }
      case 'reading':
        return this.#reading(text, step.share);
      case 'unknown':
        return html`<tw-columns .text=${text} .table=${step} @tw-mapped=${(event: CustomEvent<Mapping>) => void this.#read({ mapping: event.detail })}></tw-columns>`;
      case 'series':
        return html`<tw-series .text=${text} .series=${step.series} @tw-series=${(event: CustomEvent<SeriesChoice>) => void this.#read({ series: event.detail })}></tw-series>`;
      case 'refused':
        return html`<div class="card stack" role="alert"><h1 tabindex="-1">${step.refused.message}</h1><p>${step.refused.remedy}</p></div>`;
      case 'read':
      case 'keeping':
        return html`<tw-found .text=${text} .found=${step.kind === 'read' ? step : step.answer} .zone=${this.zone} .keeping=${step.kind === 'keeping'} @tw-keep=${() => void this.#keep()}></tw-found>`;
    }
  }

  #choose(text: OwnWords): TemplateResult {
    return html`<h1 tabindex="-1">${text.title}</h1>
      <p>${text.about}</p>
      <section class="card stack">
        <label><span>${text.zone}</span>
          <select @change=${(event: Event) => (this.zone = valueOf(event))}>
            ${[...new Set([this.zone, ...zones()])].map((zone) => html`<option value=${zone} ?selected=${zone === this.zone}>${zone}</option>`)}
          </select>
        </label>
        <label><span>${text.direction}</span>
          <select @change=${(event: Event) => (this.#direction = valueOf(event) === 'export' ? 'export' : 'import')}>
            <option value="import">${text.directions.import}</option>
            <option value="export" ?selected=${this.#direction === 'export'}>${text.directions.export}</option>
          </select>
        </label>
        <label><span>${text.file}</span><input type="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json" @change=${this.#chosen} /></label>
      </section>
      <p class="quiet">${text.known}</p>
      ${this.adding ? html`<p class="quiet">${text.addAbout}</p>` : nothing}`;
  }

  #reading(text: OwnWords, share: number): TemplateResult {
    const said = text.reading(formatShare(words().language.tag, share));
    return html`<h1 role="status">${said}</h1>
      <progress max="1" value=${share} aria-label=${said}></progress>
      <button @click=${() => this.#run?.abort()}>${text.stop}</button>`;
  }

  #overview(text: OwnWords, { file, readAt, zone, start, end, imported, exported }: OwnKept): TemplateResult {
    const { tag } = words().language;
    const day = (at: number): string => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: zone }).format(at);
    const bought = imported === null ? null : formatEnergy(tag, imported);
    return html`<h1 tabindex="-1">${bought === null ? text.hasNothing : text.has(bought)}</h1>
      ${bought === null ? nothing : html`<p class="number">${bought}</p>`}
      <dl class="card">
        ${line(text.period, `${day(start)} – ${day(end - 1)}`)} ${exported === null ? nothing : line(text.sent, formatEnergy(tag, exported))}
        ${line(text.from, text.readAt(file, formatDay(tag, readAt, zone)))} ${line(text.ends, text.age(formatSpan(words(), Math.max(0, Date.now() - end))))}
      </dl>
      <p class="quiet">${text.noTariff}</p>
      <button class="main" @click=${() => this.dispatchEvent(new Event('tw-days'))}>${text.show}</button>
      <p class="quiet">${text.takeAlong}</p>
      <button @click=${() => (this.adding = true)}>${text.add}</button>
      ${this.#erase(text)}`;
  }

  #erase(text: OwnWords): TemplateResult {
    if (!this.erasing) return html`<button class="plain" @click=${() => (this.erasing = true)}>${text.erase}</button>`;
    return html`<section class="card stack">
      <p role="alert">${text.eraseAbout}</p>
      <button @click=${() => void this.#erased(text)}>${text.sure}</button>
      <button class="main" @click=${() => (this.erasing = false)}>${text.cancel}</button>
    </section>`;
  }

  async #erased(text: OwnWords): Promise<void> {
    await this.home.erase();
    this.erasing = false;
    this.#restart(text.erased);
  }

  readonly #chosen = (event: Event): void => {
    this.#file = event.target instanceof HTMLInputElement ? (event.target.files?.[0] ?? null) : null;
    if (this.#file) void this.#read({});
  };

  /** @param said what a person has said of it. */
  async #read({ mapping = null, series = null }: { readonly mapping?: Mapping | null; readonly series?: SeriesChoice | null }): Promise<void> {
    const { zone, text } = this;
    const file = this.#file;
    if (!file || !text) return;
    const run = new AbortController();
    this.#run = run;
    this.said = null;
    this.step = { kind: 'reading', share: 0 };
    try {
      const onProgress = (bytes: number): void => {
        if (this.#run === run && this.step.kind === 'reading') this.step = { kind: 'reading', share: bytes / Math.max(1, file.size) };
      };
      this.step = await this.home.read(file, { zone, direction: this.#direction, mapping, series }, { signal: run.signal, onProgress });
    } catch {
      // Whether stopped, or a file that went away while it was read: nothing was kept, and the person can choose again.
      this.#restart(run.signal.aborted ? text.stopped : text.failed);
    }
  }

  async #keep(): Promise<void> {
    const { step, text } = this;
    if (step.kind !== 'read' || !this.#file || !text) return;
    this.step = { kind: 'keeping', answer: step };
    const kept = await this.home.keep(step.told.slots, this.#file.name, this.zone).catch(() => false);
    this.#restart(kept ? null : text.notKept);
    this.adding = false;
  }

  #restart(said: string | null): void {
    this.#run = null;
    this.said = said;
    this.step = { kind: 'start' };
  }
}

const line = (name: string, value: string): TemplateResult => html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
const valueOf = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');
