import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LogRecord } from '#wire/history/log.ts';
import { logFile } from '../../state/exportLog.ts';
import type { FileFormat } from '../../state/exportPast.ts';
import type { Past } from '../../state/past.ts';
import type { Period } from '../../state/period.ts';
import { formatMoment } from '../format/time.ts';
import { base } from '../style/base.ts';
import { LOG_KINDS, logLines, type LogKind, type LogLine, type LogPlace } from './logWords.ts';
import { saveFile } from '../parts/saveFile.ts';

/** The plan that held when a period began was made before it. */
const DAY = 86_400_000;

/** What was done in the period shown and why; asked for when it is wanted. */
@customElement('tw-log')
export class TwLog extends LitElement {
  static override styles = [
    base,
    css`
      li {
        padding-block: var(--space);
        border-block-end: 1px solid var(--line);
      }
      label {
        display: grid;
        gap: var(--space);
      }
      select {
        background: var(--card);
        border: 1px solid var(--edge);
        padding-inline: var(--space);
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) declare place: LogPlace;
  @property({ attribute: false }) declare past: Past;
  @property({ attribute: false }) declare period: Period;
  /** How far the period has come, ms UTC. */
  @property({ attribute: false }) declare until: number;
  @state() declare private records: readonly LogRecord[] | null;
  @state() declare private kind: LogKind;
  @state() declare private told: 'nothing' | 'asking' | 'away';
  /** What comes after the last one that is here; null = nothing. */
  #next: number | null = null;

  constructor() {
    super();
    this.records = null;
    this.kind = 'all';
    this.told = 'nothing';
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const before = changed.get('period') as Period | undefined;
    if (!before || (before.start === this.period.start && before.end === this.period.end)) return;
    const wasOpen = this.records !== null;
    this.records = null;
    this.told = 'nothing';
    if (wasOpen) void this.#ask(null);
  }

  override render(): TemplateResult {
    const { log } = this.place.text;
    return html`<section class="card stack">
      <h2>${log.title}</h2>
      <p class="quiet">${log.about}</p>
      ${this.records === null ? this.#closed() : this.#open(this.records)}
      <p role="status">${this.told === 'away' ? log.away : nothing}</p>
    </section>`;
  }

  #closed(): TemplateResult {
    return html`<button ?disabled=${this.told === 'asking'} @click=${() => void this.#ask(null)}>${this.place.text.log.open}</button>`;
  }

  #open(records: readonly LogRecord[]): TemplateResult {
    const { text } = this.place;
    const { log } = text;
    const lines = logLines(this.place, records, this.period, this.until).filter(({ kind }) => this.kind === 'all' || kind === this.kind);
    return html`<label
        ><span>${log.filter}</span>
        <select @change=${this.#choose}>
          ${LOG_KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${log.kinds[kind]}</option>`)}
        </select>
      </label>
      ${lines.length === 0 ? html`<p>${log.none}</p>` : html`<ol>${lines.map((line) => this.#line(line))}</ol>`}
      ${this.#next === null ? nothing : html`<button ?disabled=${this.told === 'asking'} @click=${() => void this.#ask(this.#next)}>${log.more}</button>`}
      <div class="row">
        <button @click=${() => this.#save(lines, 'csv')} aria-label="${text.csv}, ${log.title}">${text.csv}</button>
        <button @click=${() => this.#save(lines, 'json')} aria-label="${text.json}, ${log.title}">${text.json}</button>
      </div>`;
  }

  #line({ at, said, why }: LogLine): TemplateResult {
    const { words, zone } = this.place;
    return html`<li>
      <p class="quiet">${formatMoment(words.language.tag, at, zone)}</p>
      <p>${said}</p>
      ${why === '' ? nothing : html`<p class="quiet">${why}</p>`}
    </li>`;
  }

  #choose(event: Event): void {
    this.kind = LOG_KINDS.find((kind) => event.target instanceof HTMLSelectElement && kind === event.target.value) ?? 'all';
  }

  #save(lines: readonly LogLine[], format: FileFormat): void {
    void logFile(lines, this.period, this.place.zone, format).then(saveFile);
  }

  /** An answer for another period than the one shown by then comes too late. */
  async #ask(before: number | null): Promise<void> {
    const { period, past } = this;
    this.told = 'asking';
    const answer = await past.log(period.start - DAY, period.end, before).catch(() => null);
    if (period.start !== this.period.start || period.end !== this.period.end) return;
    this.told = answer ? 'nothing' : 'away';
    if (!answer) return;
    this.#next = answer.next;
    this.records = [...(before === null ? [] : (this.records ?? [])), ...answer.records];
  }
}
