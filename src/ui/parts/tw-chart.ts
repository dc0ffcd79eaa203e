import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '../style/base.ts';
import { priceColours } from '../style/price.ts';
import { words } from '../text/words.ts';
import { Measured } from './measured.ts';

/** One bar: where it stands, how far it goes up (or down where negative), and what it says. */
export interface ChartPoint {
  /** ms UTC, half-open. */
  readonly start: number;
  readonly end: number;
  /** In any one unit; null = not known: a gap, not 0. */
  readonly value: number | null;
  /** Drawn beneath the axis, positive; 0 = nothing. */
  readonly beneath?: number;
  /** What the same bar was in what it is compared with. */
  readonly like?: number | null;
  /** A class of `priceColours`. */
  readonly level?: string;
  /** Wholly or partly an estimate, or only partly known. */
  readonly estimated?: boolean;
  /** Name and value in words. */
  readonly said: string;
}

export interface ChartMark {
  readonly at: number;
  readonly text: string;
}

const HEIGHT = 140;
/** Room for the marks under the bars, and for a line of prices. */
const [FOOT, STRIP] = [24, 28];

/** Bars over time, from left to right in every language; a slider under them and two buttons say one bar at a time, a sentence above them says the whole. */
@customElement('tw-chart')
export class TwChart extends LitElement {
  static override styles = [
    base,
    priceColours,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
        direction: ltr;
        touch-action: pan-y;
      }
      .chosen {
        stroke: var(--ink);
        stroke-width: 2;
      }
      .axis {
        stroke: var(--edge);
      }
      .like,
      .prices {
        fill: none;
        stroke: var(--ink);
        stroke-width: 2;
      }
      .gap {
        fill: url(#hatch);
      }
      .hatch {
        stroke: var(--edge);
      }
      text {
        fill: var(--quiet);
        font-size: 0.8125rem;
        dominant-baseline: hanging;
      }
      .reading {
        text-align: center;
        font-weight: 600;
        min-block-size: 1.6em;
      }
      .points {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr));
        gap: var(--space);
      }
      input {
        grid-column: 1 / -1;
        inline-size: 100%;
        accent-color: var(--accent);
      }
      @media (forced-colors: active) {
        .axis,
        .like,
        .prices,
        .hatch {
          stroke: CanvasText;
        }
        .chosen {
          fill: Highlight;
        }
        text {
          fill: CanvasText;
        }
      }
    `,
  ];

  @property() declare name: string;
  @property() declare summary: string;
  @property({ attribute: false }) declare points: readonly ChartPoint[];
  @property({ attribute: false }) declare marks: readonly ChartMark[];
  /** What is drawn, ms UTC: longer than the points where the rest is yet to come. */
  @property({ attribute: false }) declare start: number;
  @property({ attribute: false }) declare end: number;
  /** Prices of their times, drawn as a line beneath the bars. */
  @property({ attribute: false }) declare prices: readonly { readonly start: number; readonly end: number; readonly price: number }[];
  /** The point that is read out at first is of this moment, ms UTC; null = the latest that is known. */
  @property({ attribute: false }) declare at: number | null;
  /** The point read out by choice. */
  @state() declare private chosen: number | null;

  readonly #measured = new Measured(this, 'svg');

  constructor() {
    super();
    this.prices = [];
    this.marks = [];
    this.at = null;
    this.chosen = null;
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('start') && changed.get('start') !== undefined) this.chosen = null;
  }

  override render(): TemplateResult {
    return html`<figure class="card stack">
      <figcaption class="stack">
        <h2>${this.name}</h2>
        <p class="quiet">${this.summary}</p>
      </figcaption>
      ${this.#drawing()} ${this.points.length > 0 ? this.#reading() : nothing}
    </figure>`;
  }

  get #index(): number {
    const { at } = this;
    const first = at === null ? -1 : this.points.findIndex(({ start, end }) => start <= at && at < end);
    const known = first >= 0 ? first : this.points.findLastIndex(({ value }) => value !== null);
    return Math.min(this.points.length - 1, this.chosen ?? Math.max(0, known));
  }

  #x(at: number): number {
    return ((at - this.start) / (this.end - this.start)) * this.#measured.width;
  }

  /** The highest and the lowest of the drawing: 0 always lies between them. */
  #reach(): { readonly top: number; readonly low: number } {
    const top = Math.max(0, ...this.points.map(({ value, like }) => Math.max(value ?? 0, like ?? 0)));
    const low = Math.min(0, ...this.points.map(({ value, like, beneath }) => Math.min(value ?? 0, like ?? 0, -(beneath ?? 0))));
    return top - low > 0 ? { top, low } : { top: 1, low: 0 };
  }

  #drawing(): TemplateResult {
    const { top, low } = this.#reach();
    const y = (value: number): number => 4 + ((top - value) / (top - low)) * (HEIGHT - 4);
    const foot = HEIGHT + (this.prices.length > 1 ? STRIP : 0);
    return html`<svg viewBox="0 0 ${this.#measured.width} ${foot + FOOT}" aria-hidden="true">
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="M0 6 6 0"></path></pattern>
      ${this.points.map((point, index) => this.#bar(point, index, y))}
      <line class="axis" x1="0" x2=${this.#measured.width} y1=${y(0)} y2=${y(0)}></line>
      ${this.prices.length > 1 ? this.#line() : nothing}
      ${this.marks.map(({ at, text }) => svg`<text x=${this.#x(at).toFixed(1)} y=${foot + 8}>${text}</text>`)}
    </svg>`;
  }

  #bar(point: ChartPoint, index: number, y: (value: number) => number): TemplateResult<2> {
    const { value, beneath = 0, like = null, level = '', estimated = false } = point;
    const x = this.#x(point.start) + 1;
    const width = Math.max(1, this.#x(point.end) - x - 1);
    const rect = (classes: string, from: number, to: number): TemplateResult<2> =>
      svg`<rect class=${classes} x=${x.toFixed(1)} y=${Math.min(from, to).toFixed(1)} width=${width.toFixed(1)} height=${Math.abs(to - from).toFixed(1)}></rect>`;
    const marked = `${estimated ? 'estimated' : ''} ${index === this.#index ? 'chosen' : ''}`;
    const drawn = value === null ? rect(`gap ${marked}`, 4, HEIGHT) : rect(`bar ${level} ${marked}`, y(0), y(value));
    const under = beneath > 0 ? rect(`bar beneath ${marked}`, y(0), y(-beneath)) : nothing;
    const before = like === null ? nothing : svg`<line class="like" x1=${x.toFixed(1)} x2=${(x + width).toFixed(1)} y1=${y(like).toFixed(1)} y2=${y(like).toFixed(1)}></line>`;
    return svg`<g @click=${() => (this.chosen = index)}>${drawn}${under}${before}</g>`;
  }

  #line(): TemplateResult<2> {
    const most = Math.max(...this.prices.map(({ price }) => price));
    const least = Math.min(...this.prices.map(({ price }) => price));
    const y = (price: number): string => (HEIGHT + STRIP - 4 - ((price - least) / Math.max(1, most - least)) * (STRIP - 10)).toFixed(1);
    const drawn = this.prices.map(({ start, end, price }) => `${this.#x(Math.max(start, this.start)).toFixed(1)},${y(price)} ${this.#x(Math.min(end, this.end)).toFixed(1)},${y(price)}`);
    return svg`<polyline class="prices" points=${drawn.join(' ')}></polyline>`;
  }

  #reading(): TemplateResult {
    const { today } = words();
    const said = this.points[this.#index]?.said ?? '';
    const last = this.points.length - 1;
    return html`<p class="reading">${said}</p>
      <div class="points">
        <input dir="ltr" type="range" min="0" max=${last} .value=${String(this.#index)} aria-label=${this.name} aria-valuetext=${said} @input=${this.#slide} />
        <button ?disabled=${this.#index === 0} @click=${() => (this.chosen = this.#index - 1)}>${today.previous}</button>
        <button ?disabled=${this.#index === last} @click=${() => (this.chosen = this.#index + 1)}>${today.next}</button>
      </div>`;
  }

  #slide(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.chosen = event.target.valueAsNumber;
  }
}
