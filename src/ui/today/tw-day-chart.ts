import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Tariff, Today, TodayBar } from '#wire/message/bodies.ts';
import { levelOf } from '../../state/price.ts';
import { localHours } from '../format/day.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import { Measured } from '../parts/measured.ts';
import { base } from '../style/base.ts';
import { priceColours } from '../style/price.ts';
import { words } from '../text/words.ts';
import { mostUsed, slotOf, tallest } from './figures.ts';

const HEIGHT = 140;
/** Room for the hours under the bars. */
const FOOT = 24;

/** The day in bars, each its half-hour; a slider under it and two buttons say one bar at a time. */
@customElement('tw-day-chart')
export class TwDayChart extends LitElement {
  static override styles = [
    base,
    priceColours,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
      }
      .chosen {
        stroke: var(--ink);
        stroke-width: 2;
      }
      .axis {
        stroke: var(--line);
      }
      text {
        fill: var(--quiet);
        font-size: 0.8125rem;
      }
      .reading {
        text-align: center;
        font-weight: 600;
        min-block-size: 1.6em;
      }
      .points {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space);
        align-items: center;
      }
      input {
        grid-column: 1 / -1;
        inline-size: 100%;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) declare today: Today;
  @property({ attribute: false }) declare tariff: Tariff | undefined;
  @property({ attribute: false }) declare zone: string;
  @property({ attribute: false }) declare currency: string;
  /** The bar read out; null = the latest. */
  @state() declare private chosen: number | null;

  readonly #measured = new Measured(this, 'svg');

  constructor() {
    super();
    this.chosen = null;
  }

  override render(): TemplateResult {
    return html`<figure class="card stack">
      <figcaption class="stack">
        <h2>${words().today.chart}</h2>
        <p class="quiet">${this.#summary()}</p>
      </figcaption>
      ${this.#drawing()} ${this.today.bars.length > 0 ? this.#points() : nothing}
    </figure>`;
  }

  get #index(): number {
    const last = this.today.bars.length - 1;
    return Math.min(last, this.chosen ?? last);
  }

  #summary(): string {
    const most = mostUsed(this.today.bars);
    if (!most) return words().today.summaryNone;
    return words().today.summary(formatEnergy(words().language.tag, most.importEnergy ?? 0), formatClock(words().language.tag, most.start, this.zone));
  }

  #x(at: number): number {
    return ((at - this.today.start) / (this.today.end - this.today.start)) * this.#measured.width;
  }

  #drawing(): TemplateResult {
    const { bars, start, end } = this.today;
    const most = tallest(bars);
    const hours = localHours(start, end, this.zone).filter(({ hour }) => hour % 6 === 0);
    return html`<svg viewBox="0 0 ${this.#measured.width} ${HEIGHT + FOOT}" aria-hidden="true">
      <line class="axis" x1="0" x2=${this.#measured.width} y1=${HEIGHT} y2=${HEIGHT}></line>
      ${bars.map((bar, index) => this.#bar(bar, index, most))}
      ${hours.map(({ at, hour }) => svg`<text x=${this.#x(at).toFixed(1)} y=${HEIGHT + 18}>${String(hour).padStart(2, '0')}</text>`)}
    </svg>`;
  }

  #bar(bar: TodayBar, index: number, most: number): TemplateResult<2> {
    const height = ((bar.importEnergy ?? 0) / most) * (HEIGHT - 4);
    const slot = this.tariff && slotOf(bar, this.tariff.slots);
    const level = slot && this.tariff ? levelOf(slot.importPrice, this.tariff.slots) : '';
    const classes = `bar ${level} ${bar.quality === 'estimated' ? 'estimated' : ''} ${index === this.#index ? 'chosen' : ''}`;
    const x = this.#x(bar.start) + 1;
    const width = Math.max(1, this.#x(bar.end) - x - 1);
    return svg`<rect class=${classes} x=${x.toFixed(1)} y=${(HEIGHT - height).toFixed(1)} width=${width.toFixed(1)} height=${height.toFixed(1)} @click=${() => (this.chosen = index)}></rect>`;
  }

  #points(): TemplateResult {
    const { today } = words();
    const said = this.#say(this.#index);
    const last = this.today.bars.length - 1;
    return html`<p class="reading">${said}</p>
      <div class="points">
        <input type="range" min="0" max=${last} .value=${String(this.#index)} aria-label=${today.chart} aria-valuetext=${said} @input=${this.#slide} />
        <button ?disabled=${this.#index === 0} @click=${() => (this.chosen = this.#index - 1)}>${today.previous}</button>
        <button ?disabled=${this.#index === last} @click=${() => (this.chosen = this.#index + 1)}>${today.next}</button>
      </div>`;
  }

  #slide(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.chosen = event.target.valueAsNumber;
  }

  #say(index: number): string {
    const bar = this.today.bars[index];
    if (!bar) return '';
    const { today, unknown, language, estimated } = words();
    const energy = bar.importEnergy === null ? today.missing : formatEnergy(language.tag, bar.importEnergy);
    const cost = bar.cost === null ? unknown : formatMoney(language.tag, bar.cost, this.currency);
    const said = today.point(formatClock(language.tag, bar.start, this.zone), energy, cost);
    return bar.quality === 'estimated' ? `${said}, ${estimated}` : said;
  }
}
