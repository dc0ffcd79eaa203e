import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReplayedPast } from '#wire/history/replay.ts';
import { formatMoneyRange } from '../format/about.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount, formatEnergy, formatShare } from '../format/power.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { formStyle } from './style.ts';
import type { PricePlace } from './tw-rates.ts';

/** Less than this is no difference, micro. */
const A_PENNY = 10_000;

/** A year of own past as it was paid, beside another tariff. */
@customElement('tw-compared')
export class TwCompared extends LitElement {
  static override styles = [base, formStyle];

  @property({ attribute: false }) declare place: PricePlace;
  @property() declare name: string;
  @property({ attribute: false }) declare past: ReplayedPast;

  override render(): TemplateResult {
    const { compare } = this.place.text.tariff;
    const { past } = this;
    const difference = past.other - past.paid;
    return html`<section class="card stack" role="status">
      <p>${this.#verdict(difference)} ${this.#span()}</p>
      <dl>
        <div class="row"><dt>${compare.paid}</dt><dd>${this.#money(past.paid)}</dd></div>
        <div class="row"><dt>${compare.other(this.name)}</dt><dd>${this.#money(past.other)}</dd></div>
        ${past.parts.map((part) => html`<div class="row"><dt>– ${part.name}</dt><dd>${this.#money(part.money)}</dd></div>`)}
      </dl>
      ${past.unpriced > 0 ? html`<p>${compare.unpriced(this.name, formatEnergy(words().language.tag, past.unpriced))}</p>` : nothing}
      ${this.#shift()} ${past.leftOut > 0 ? html`<p class="quiet">${compare.leftOut(formatEnergy(words().language.tag, past.leftOut))}</p>` : nothing}
    </section>`;
  }

  #verdict(difference: number): TemplateResult {
    const { compare } = this.place.text.tariff;
    if (Math.abs(difference) < A_PENNY) return html`<strong>${compare.same}</strong>`;
    return html`<strong>${(difference < 0 ? compare.cheaper : compare.dearer)(this.#money(Math.abs(difference)))}</strong>`;
  }

  #span(): string {
    const { tag } = words().language;
    const { start, end } = this.past;
    const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: this.place.zone });
    return this.place.text.tariff.compare.span(formatCount(tag, this.past.days), day.format(start), day.format(end - 1));
  }

  #shift(): TemplateResult | typeof nothing {
    const { shifted } = this.past;
    if (!shifted || shifted.high < A_PENNY) return nothing;
    const { tag } = words().language;
    const { least, most } = shifted;
    return html`<p>${this.place.text.tariff.compare.shift(formatMoneyRange(tag, shifted.low, shifted.high, this.place.currency), formatShare(tag, least), formatShare(tag, most))}</p>`;
  }

  #money(micro: number): string {
    return formatMoney(words().language.tag, micro, this.place.currency);
  }
}
