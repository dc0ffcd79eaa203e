import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Tariff } from '#wire/message/bodies.ts';
import { formatMoney, formatPrice } from '../format/money.ts';
import { formatCount } from '../format/power.ts';
import { formatDate, formatNear } from '../format/time.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { formStyle } from './style.ts';
import type { PricePlace } from './tw-rates.ts';

type Source = NonNullable<Tariff['sources']>[number];

/** Which tariff holds and since when, who says so and how long ago; gas and CO₂ beside it. */
@customElement('tw-about')
export class TwAbout extends LitElement {
  static override styles = [base, formStyle];

  @property({ attribute: false }) declare place: PricePlace;
  @property({ attribute: false }) declare tariff: Tariff;
  /** The home's time, ms UTC. */
  @property({ attribute: false }) declare now: number;

  override render(): TemplateResult {
    const { tariff: text } = this.place.text;
    const { name, source, standingCharge, vatIncluded, sources, gas } = this.tariff;
    const row = (term: string, said: string): TemplateResult => html`<div class="row"><dt>${term}</dt><dd>${said}</dd></div>`;
    const [since, carbon, waits] = [this.#since(), this.#carbon(), this.#waiting()];
    return html`<section class="card stack">
      <dl>
        ${row(text.name, name)} ${since === null ? nothing : row(text.validFrom, since)} ${row(text.source, text.sources[source] ?? source)} ${row(text.known, this.#until())}
        ${row(text.standing, standingCharge === null ? words().unknown : words().today.perDay(this.#money(standingCharge)))}
        ${(sources ?? []).map((one) => row(text.gives[one.gives], this.#said(one)))}
        ${gas?.price == null ? nothing : row(gas.source === source ? text.gives.gas : gas.name, text.gasIs(this.#price(gas.price), gas.standingCharge === null ? null : this.#money(gas.standingCharge)))}
        ${carbon === null ? nothing : row(text.gives.carbon, text.carbonNow(formatCount(words().language.tag, carbon)))}
      </dl>
      <p class="quiet">${text.vat(vatIncluded)}</p>
      ${waits === null ? nothing : html`<p>${text.typedWaits(waits)}</p>`}
    </section>`;
  }

  /** What people typed in says from when on it holds; of others nobody does. */
  #since(): string | null {
    const typed = this.tariff.typed?.findLast(({ name }) => name === this.tariff.name);
    return typed ? formatDate(words().language.tag, typed.validFrom) : null;
  }

  #until(): string {
    const { slots } = this.tariff;
    const [known, last] = [slots.findLast((slot) => slot.known), slots.at(-1)];
    if (known === undefined) return words().unknown;
    return known === last ? this.#clock(known.end) : this.place.text.tariff.estimatedFrom(this.#clock(known.end));
  }

  #said({ kind, at, reason }: Source): string {
    const { tariff: text } = this.place.text;
    if (reason !== null) return text.fails(kind, reason);
    return at === null ? text.never(kind) : text.told(kind, this.#clock(at));
  }

  #carbon(): number | null {
    return this.tariff.carbon?.find(({ start, end }) => start <= this.now && this.now < end)?.grams ?? null;
  }

  /** The name of a price that was typed in and does not count, since a source gives what is bought. */
  #waiting(): string | null {
    const { sources, typed } = this.tariff;
    const isGiven = sources?.some(({ gives, until }) => gives === 'import' && until !== null && until > this.now);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: this.place.zone }).format(this.now);
    return isGiven ? (typed?.findLast(({ validFrom }) => validFrom <= day)?.name ?? null) : null;
  }

  #clock(at: number): string {
    return formatNear(words().language.tag, at, this.place.zone, this.now);
  }

  #money(micro: number): string {
    return formatMoney(words().language.tag, micro, this.place.currency);
  }

  #price(micro: number): string {
    return formatPrice(words().language.tag, micro, this.place.currency);
  }
}
