import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SORTS } from '#domain/meter/file/notes.ts';
import type { ReadUsage } from '#domain/meter/file/usageFile.ts';
import { formatCount, formatEnergy } from '../format/power.ts';
import { formatDay } from '../format/time.ts';
import { formatSpan } from '../format/span.ts';
import { base } from '../style/base.ts';
import type { OwnWords } from '../text/en/own.ts';
import { words } from '../text/words.ts';
import { ownStyle } from './style.ts';

/**
 * What was found in a file, before it is used.
 * @fires tw-keep - Event: use it.
 */
@customElement('tw-found')
export class TwFound extends LitElement {
  static override styles = [base, ownStyle];

  @property({ attribute: false }) declare text: OwnWords;
  @property({ attribute: false }) declare found: ReadUsage;
  @property() declare zone: string;
  @property({ attribute: false }) declare keeping: boolean;

  override render(): TemplateResult {
    const { text, found } = this;
    const { format, why, step, lines, told } = found;
    const { tag } = words().language;
    const energy = (value: number | null): string => (value === null ? words().unknown : formatEnergy(tag, value));
    const day = (at: number): string => formatDay(tag, at, this.zone) + `, ${new Date(at).getUTCFullYear()}`;
    return html`<div class="stack">
      <h1 tabindex="-1">${text.found(energy(told.imported ?? told.exported), day(told.period?.start ?? 0), day((told.period?.end ?? 1) - 1))}</h1>
      <dl class="card">
        ${line(text.knownAs, `${text.formats[format]}, ${text.because(why)}`)} ${step === null ? nothing : line(text.resolution, formatSpan(words(), step))}
        ${line(text.lines, formatCount(tag, lines))} ${line(text.bought, energy(told.imported))} ${told.exported === null ? nothing : line(text.sent, energy(told.exported))}
        ${line(text.gaps, this.#gaps())} ${told.unplaced === 0 ? nothing : line(text.unplaced, energy(told.unplaced))} ${this.#notes()}
      </dl>
      ${this.keeping ? html`<p role="status">${text.keeping}</p>` : html`<button class="main" @click=${() => this.dispatchEvent(new Event('tw-keep'))}>${text.keep}</button>`}
    </div>`;
  }

  #gaps(): string {
    const { count, total, longest } = this.found.told.gaps;
    if (longest === null) return this.text.none;
    return this.text.gapsSaid(formatCount(words().language.tag, count), formatSpan(words(), total), formatSpan(words(), longest.end - longest.start));
  }

  #notes(): readonly TemplateResult[] {
    const { text, found } = this;
    const { tag } = words().language;
    return SORTS.flatMap((sort) => {
      const { count, first } = found.told.notes[sort];
      if (count === 0 || !first) return [];
      const [many, at] = [formatCount(tag, count), formatCount(tag, first.line)];
      return [line(text.notes[sort], first.text === '' ? text.noted(many, at) : text.notedText(many, at, first.text))];
    });
  }
}

const line = (name: string, value: string): TemplateResult => html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
