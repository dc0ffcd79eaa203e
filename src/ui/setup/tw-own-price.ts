import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { tariffOfTyped, type TypedTariff } from '#domain/tariff/typed.ts';
import type { Instant } from '#domain/time/instant.ts';
import { dateOf } from '../../state/period.ts';
import { inUnit, priceUnit } from '../format/typedAmount.ts';
import { choicesStyle } from '../parts/choices.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { MoneyWords } from '../text/en/money.ts';
import type { SetupWords } from '../text/en/setup.ts';
import { wordsOf } from '../text/words.ts';
import { setupStyle } from './style.ts';

const ALL_DAY = { days: 'all', from: 0, to: 1_440 } as const;

/** One price and a standing charge, as most bills have them, for who has no more than that at hand. VAT is in both. */
@customElement('tw-own-price')
export class TwOwnPrice extends LitElement {
  static override styles = [base, choicesStyle, setupStyle];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: SetupWords;
  @state() declare private money: MoneyWords | null;
  @state() declare private fault: string;
  @state() declare private said: string;
  @query('form') declare private form: HTMLFormElement;

  constructor() {
    super();
    this.money = null;
    this.fault = '';
    this.said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words the form is left out; the step can be left for later.
    void wordsOf('money').then(
      (text) => (this.money = text),
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.money) return nothing;
    const { typed } = this.money.tariff;
    const unit = priceUnit(placeOf(this.home).currency);
    return html`<form class="ways" novalidate @submit=${this.#use}>
      ${this.#amount('price', typed.price(unit))} ${this.#amount('standing', typed.standing(unit))}
      <p class="quiet">${this.text.tariffVat}</p>
      <p role="alert" class=${this.fault === '' ? '' : 'card failed'}>${this.fault}</p>
      <button ?disabled=${this.home.model.outdated.value}>${typed.use}</button>
      <p role="status">${this.said}</p>
    </form>`;
  }

  #amount(name: 'price' | 'standing', label: string): TemplateResult {
    return html`<label><span>${label}</span><input type="text" name=${name} inputmode="decimal" autocomplete="off" /></label>`;
  }

  readonly #use = (event: SubmitEvent): void => {
    event.preventDefault();
    const { money, home } = this;
    if (!money) return;
    const { now, zone, currency } = placeOf(home);
    const typed = this.#typed();
    const made = tariffOfTyped(typed, { zone, currency }, now as Instant);
    const { faults, sent } = money.tariff.typed;
    const isTaken = typeof made !== 'string';
    this.fault = isTaken ? '' : (faults[made] ?? made);
    this.said = isTaken ? sent : '';
    if (isTaken) void home.requests.ask({ kind: 'tariff-typed', tariff: { ...typed, rates: [...typed.rates] } }, null);
  };

  #typed(): TypedTariff {
    const { now, zone, currency } = placeOf(this.home);
    const fields = new FormData(this.form);
    const amount = (name: string): string => inUnit(String(fields.get(name) ?? ''), currency);
    const name = this.text.tariffOwn;
    return { name, validFrom: dateOf(now, zone), vat: { percent: '0', included: true }, rates: [{ name, price: amount('price'), ...ALL_DAY }], standingPerDay: amount('standing') || null, exportPrice: null };
  }
}
