import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TypedRate, TypedTariff } from '#domain/tariff/typed.ts';
import { minutesTyped } from '../format/day.ts';
import { formatDate, formatMinutes } from '../format/time.ts';
import { inUnit, priceUnit, withPoint } from '../format/typedAmount.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { formStyle } from './style.ts';
import type { PricePlace } from './tw-rates.ts';

const MIDNIGHT = 1_440;
const newRate = (name: string, from: number): TypedRate => ({ name, price: '', days: 'all', from, to: MIDNIGHT });

/**
 * A form that reads like a bill: rates with their hours, standing charge, what is paid for energy sent out, gas, VAT.
 * @fires tw-compare - CustomEvent<TypedTariff>: hold it against the past.
 * @fires tw-use - CustomEvent<TypedTariff>: reckon with it.
 * @fires tw-take-back - CustomEvent<string>: the one that holds from that date goes.
 */
@customElement('tw-typed')
export class TwTyped extends LitElement {
  static override styles = [base, formStyle];

  @property({ attribute: false }) declare place: PricePlace;
  /** Local date of today. */
  @property() declare today: string;
  /** What the home has been told so far. */
  @property({ attribute: false }) declare known: readonly TypedTariff[];
  /** Why the home takes none of it, by its id; null = it does, or was not asked. */
  @property({ attribute: false }) declare fault: string | null;
  /** The home cannot be asked. */
  @property({ type: Boolean }) declare outdated: boolean;
  @state() declare private rates: readonly TypedRate[];
  @state() declare private vat: 'included' | 'added' | 'none';
  @query('form') declare private form: HTMLFormElement;

  constructor() {
    super();
    this.rates = [];
    this.vat = 'included';
    this.fault = null;
    this.known = [];
  }

  override willUpdate(): void {
    if (this.rates.length === 0) this.rates = [newRate(this.place.text.tariff.typed.first, 0)];
  }

  override render(): TemplateResult {
    const { typed } = this.place.text.tariff;
    const unit = priceUnit(this.place.currency);
    return html`<details class="card">
      <summary>${typed.title}</summary>
      <div class="stack">
        <p class="quiet">${typed.about}</p>
        <form novalidate @submit=${this.#compare}>
          ${this.#field(typed.name, html`<input name="name" maxlength="80" autocomplete="off" />`)}
          ${this.#field(typed.from, html`<input name="validFrom" type="date" .defaultValue=${this.today} />`)}
          ${this.rates.map((rate, index) => this.#rate(rate, index, unit))}
          <button type="button" @click=${() => (this.rates = [...this.rates, newRate('', this.rates.at(-1)?.to ?? 0)])}>${typed.add}</button>
          ${this.#field(typed.standing(unit), html`<input name="standing" inputmode="decimal" autocomplete="off" />`)} ${this.#field(typed.export(unit), html`<input name="export" inputmode="decimal" autocomplete="off" />`)}
          <fieldset>
            <legend>${typed.gas.title}</legend>
            ${this.#field(typed.price(unit), html`<input name="gasPrice" inputmode="decimal" autocomplete="off" />`)} ${this.#field(typed.standing(unit), html`<input name="gasStanding" inputmode="decimal" autocomplete="off" />`)}
            ${this.#field(typed.gas.holds, html`<input name="gasHolds" inputmode="decimal" autocomplete="off" />`)}
          </fieldset>
          ${this.#vat()}
          <p role="alert" ?hidden=${this.fault === null}>${this.fault === null ? '' : (typed.faults[this.fault] ?? this.fault)}</p>
          <button class="main">${typed.compare}</button>
          <button type="button" ?disabled=${this.outdated} @click=${() => this.#fire('tw-use')}>${typed.use}</button>
        </form>
        ${this.known.map((one) => this.#takeBack(one))}
      </div>
    </details>`;
  }

  #takeBack({ name, validFrom }: TypedTariff): TemplateResult {
    const { typed } = this.place.text.tariff;
    const ask = (): boolean => this.dispatchEvent(new CustomEvent<string>('tw-take-back', { detail: validFrom }));
    return html`<button type="button" ?disabled=${this.outdated} @click=${ask}>${typed.takeBack(name, formatDate(words().language.tag, validFrom))}</button>`;
  }

  #field(name: string, input: TemplateResult): TemplateResult {
    return html`<label>${name}${input}</label>`;
  }

  #rate(rate: TypedRate, index: number, unit: string): TemplateResult {
    const { typed } = this.place.text.tariff;
    const change = (part: Partial<TypedRate>): void => void (this.rates = this.rates.map((one, at) => (at === index ? { ...one, ...part } : one)));
    const text = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;
    return html`<fieldset>
      <legend class="unseen">${typed.rate} ${index + 1}</legend>
      ${this.#field(typed.rateName, html`<input maxlength="80" autocomplete="off" .value=${rate.name} @input=${(event: Event) => change({ name: text(event) })} />`)}
      ${this.#field(typed.price(unit), html`<input inputmode="decimal" autocomplete="off" .value=${rate.price} @input=${(event: Event) => change({ price: text(event) })} />`)}
      ${this.#field(typed.hoursFrom, html`<input type="time" .value=${formatMinutes(rate.from)} @change=${(event: Event) => change({ from: minutesTyped(text(event)) ?? 0 })} />`)}
      ${this.#field(typed.hoursTo, html`<input type="time" .value=${formatMinutes(rate.to % MIDNIGHT)} @change=${(event: Event) => change({ to: minutesTyped(text(event)) || MIDNIGHT })} />`)}
      ${this.#field(typed.days.name, html`<select @change=${(event: Event) => change({ days: daysOf(text(event)) })}>${DAYS.map((days) => html`<option value=${days} ?selected=${days === rate.days}>${typed.days[days]}</option>`)}</select>`)}
      ${this.rates.length > 1 ? html`<button type="button" @click=${() => (this.rates = this.rates.toSpliced(index, 1))}>${typed.remove}</button>` : nothing}
    </fieldset>`;
  }

  #vat(): TemplateResult {
    const { typed } = this.place.text.tariff;
    return html`<label>${typed.vat}<select @change=${(event: Event) => (this.vat = vatOf((event.target as HTMLSelectElement).value))}>${VATS.map((one) => html`<option value=${one} ?selected=${one === this.vat}>${typed.vats[one]}</option>`)}</select></label>
      ${this.vat === 'added' ? this.#field('%', html`<input name="vat" inputmode="decimal" autocomplete="off" aria-label=${`${typed.vat}, %`} />`) : nothing}`;
  }

  readonly #compare = (event: Event): void => {
    event.preventDefault();
    this.#fire('tw-compare');
  };

  #fire(name: 'tw-compare' | 'tw-use'): void {
    this.dispatchEvent(new CustomEvent<TypedTariff>(name, { detail: this.#typed() }));
  }

  #typed(): TypedTariff {
    const fields = new FormData(this.form);
    const { currency } = this.place;
    const text = (name: string): string => String(fields.get(name) ?? '').trim();
    const amount = (name: string): string | null => (text(name) === '' ? null : inUnit(text(name), currency));
    return {
      name: text('name'),
      validFrom: text('validFrom'),
      vat: this.vat === 'none' ? null : { percent: this.vat === 'added' ? withPoint(text('vat')) : '0', included: this.vat === 'included' },
      rates: this.rates.map((rate) => ({ ...rate, price: inUnit(rate.price, currency) })),
      standingPerDay: amount('standing'),
      exportPrice: amount('export'),
      gas: text('gasPrice') === '' ? null : { price: inUnit(text('gasPrice'), currency), standingPerDay: amount('gasStanding'), perCubicMetre: withPoint(text('gasHolds')) || null },
    };
  }
}

const DAYS = ['all', 'workdays', 'weekend'] as const;
const daysOf = (text: string): TypedRate['days'] => DAYS.find((days) => days === text) ?? 'all';
const VATS = ['included', 'added', 'none'] as const;
const vatOf = (text: string): (typeof VATS)[number] => VATS.find((one) => one === text) ?? 'included';
