import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PriceSlot } from '#wire/message/bodies.ts';
import { levelOf } from '../../state/price.ts';
import { localHours } from '../format/day.ts';
import { formatPrice } from '../format/money.ts';
import { formatClock } from '../format/time.ts';
import '../parts/tw-chart.ts';
import type { ChartPoint } from '../parts/tw-chart.ts';
import '../parts/tw-table.ts';
import { base } from '../style/base.ts';
import type { MoneyWords } from '../text/en/money.ts';
import { words } from '../text/words.ts';

/** Where prices are said. */
export interface PricePlace {
  readonly text: MoneyWords;
  readonly zone: string;
  readonly currency: string;
}

/** The prices of one day: a chart, a sentence, a table. */
@customElement('tw-rates')
export class TwRates extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) declare place: PricePlace;
  /** As it is called in a sentence: "today". */
  @property() declare day: string;
  @property({ attribute: false }) declare start: number;
  @property({ attribute: false }) declare end: number;
  /** The home's time, ms UTC: the price that is read out at first is of it, or of the day's beginning. */
  @property({ attribute: false }) declare now: number;
  /** Of all days that are shown: cheap and dear are the same on each. */
  @property({ attribute: false }) declare all: readonly PriceSlot[];

  override render(): TemplateResult {
    const { text, zone } = this.place;
    const slots = this.all.filter((slot) => slot.start < this.end && slot.end > this.start);
    if (slots.length === 0) return html`<section class="card stack"><h2>${text.tariff.chart(this.day)}</h2><p>${text.tariff.noDay}</p></section>`;
    const marks = localHours(this.start, this.end, zone).flatMap(({ at, hour }) => (hour % 6 === 0 ? [{ at, text: String(hour).padStart(2, '0') }] : []));
    return html`<tw-chart .name=${text.tariff.chart(this.day)} .summary=${this.#summary(slots)} .points=${slots.map((slot) => this.#point(slot))} .marks=${marks} .start=${this.start} .end=${this.end} .at=${Math.max(this.now, this.start)}></tw-chart>
      <tw-table .heads=${this.#heads(slots)} .rows=${slots.map((slot) => this.#cells(slot, slots))}></tw-table>`;
  }

  #point(slot: PriceSlot): ChartPoint {
    const [from, to] = [Math.max(slot.start, this.start), Math.min(slot.end, this.end)];
    const said = this.place.text.tariff.point(this.#clock(from), this.#clock(to), this.#price(slot.importPrice));
    return { start: from, end: to, value: slot.importPrice, level: levelOf(slot.importPrice, this.all), estimated: !slot.known, said: slot.known ? said : `${said}${words().language.comma}${words().estimated}` };
  }

  #summary(slots: readonly PriceSlot[]): string {
    const { tariff } = this.place.text;
    const [low, high] = [slots.reduce((a, b) => (b.importPrice < a.importPrice ? b : a)), slots.reduce((a, b) => (b.importPrice > a.importPrice ? b : a))];
    if (low.importPrice === high.importPrice) return tariff.flat(this.#price(low.importPrice));
    const from = (slot: PriceSlot): string => this.#clock(Math.max(slot.start, this.start));
    return tariff.summary(this.#price(low.importPrice), from(low), this.#price(high.importPrice), from(high));
  }

  #heads(slots: readonly PriceSlot[]): readonly string[] {
    const { time, buy, sell, rate } = this.place.text.tariff.heads;
    return [time, buy, ...(sells(slots) ? [sell] : []), rate];
  }

  #cells(slot: PriceSlot, slots: readonly PriceSlot[]): readonly string[] {
    const { importPrice, exportPrice, rate, known } = slot;
    const time = `${this.#clock(Math.max(slot.start, this.start))}–${this.#clock(Math.min(slot.end, this.end))}`;
    const bought = known ? this.#price(importPrice) : `${this.#price(importPrice)} (${words().estimated})`;
    const sold = exportPrice === null ? words().unknown : this.#price(exportPrice);
    return [time, bought, ...(sells(slots) ? [sold] : []), rate];
  }

  #price(micro: number): string {
    return formatPrice(words().language.tag, micro, this.place.currency);
  }

  #clock(at: number): string {
    return formatClock(words().language.tag, at, this.place.zone);
  }
}

const sells = (slots: readonly PriceSlot[]): boolean => slots.some(({ exportPrice }) => exportPrice !== null);
