import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PriceSlot, Tariff } from '#wire/message/bodies.ts';
import { levelOf, shareOf, type PriceNow } from '../../state/price.ts';
import { localHours } from '../format/day.ts';
import { formatPrice } from '../format/money.ts';
import { formatClock } from '../format/time.ts';
import { Measured } from '../parts/measured.ts';
import { base } from '../style/base.ts';
import { priceColours } from '../style/price.ts';
import { words } from '../text/words.ts';

const AHEAD = 24 * 3_600_000;
/** Of hours nearer to an end the name would reach beyond it. */
const EDGE = 2_400_000;
const HEIGHT = 24;
/** Room for the hours under the strip. */
const FOOT = 20;

/** The price now and its next change, with a thin strip of the next day. */
@customElement('tw-price')
export class TwPrice extends LitElement {
  static override styles = [
    base,
    priceColours,
    css`
      .card {
        display: grid;
        gap: var(--space);
      }
      .change {
        font-variant-numeric: tabular-nums;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
      }
      text {
        fill: var(--quiet);
        font-size: 0.8125rem;
        dominant-baseline: hanging;
      }
      .level {
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) declare tariff: Tariff | undefined;
  @property({ attribute: false }) declare price: PriceNow | undefined;
  @property({ attribute: false }) declare now: number;
  @property({ attribute: false }) declare zone: string;

  readonly #measured = new Measured(this, '.card');

  override render(): TemplateResult {
    const { tariff, price } = this;
    const { now, unknown } = words();
    if (!tariff || !price) return html`<div class="card"><p class="row"><span class="quiet">${now.price}</span><span>${unknown}</span></p></div>`;
    return html`<div class="card">
      <p class="row">
        <span class="quiet">${now.price}</span><span class="level ${price.level}">${now.level[price.level]}</span>
      </p>
      <p class="change">${this.#change(tariff, price)}</p>
      ${this.#strip(tariff.slots)}
    </div>`;
  }

  #change(tariff: Tariff, { slot, next }: PriceNow): string {
    const { now, language, estimated } = words();
    const money = (micro: number): string => formatPrice(language.tag, micro, tariff.currency);
    const guessed = slot.known ? '' : ` (${estimated})`;
    if (!next) return `${money(slot.importPrice)} ${now.perKwh}${guessed}${language.comma}${now.samePrice}`;
    return `${now.priceUntil(money(slot.importPrice), formatClock(language.tag, next.start, this.zone))}${language.comma}${now.then(money(next.importPrice))}${guessed}`;
  }

  #strip(slots: readonly PriceSlot[]): TemplateResult | typeof nothing {
    const ahead = slots.filter((slot) => slot.end > this.now && slot.start < this.now + AHEAD);
    if (ahead.length < 2) return nothing;
    const hours = localHours(this.now + EDGE, this.now + AHEAD - EDGE, this.zone).filter(({ hour }) => hour % 6 === 0);
    return html`<svg viewBox="0 0 ${this.#measured.width} ${HEIGHT + FOOT}" aria-hidden="true">
      ${ahead.map((slot) => this.#bar(slot, slots))}
      ${hours.map(({ at, hour }) => svg`<text x=${(((at - this.now) / AHEAD) * this.#measured.width).toFixed(1)} y=${HEIGHT + 6}>${String(hour).padStart(2, '0')}</text>`)}
    </svg>`;
  }

  #bar(slot: PriceSlot, slots: readonly PriceSlot[]): TemplateResult<2> {
    const x = ((Math.max(slot.start, this.now) - this.now) / AHEAD) * this.#measured.width;
    const end = ((Math.min(slot.end, this.now + AHEAD) - this.now) / AHEAD) * this.#measured.width;
    const height = 6 + shareOf(slot.importPrice, slots) * (HEIGHT - 6);
    const classes = `bar ${levelOf(slot.importPrice, slots)} ${slot.known ? '' : 'estimated'}`;
    return svg`<rect class=${classes} x=${x.toFixed(2)} y=${(HEIGHT - height).toFixed(2)} width=${Math.max(0.5, end - x).toFixed(2)} height=${height.toFixed(2)}></rect>`;
  }
}
