import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LineDifference } from '#domain/answers/billCheck.ts';
import type { CheckedBill, TypedBill } from '../../state/tariffAnswers.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount, formatEnergy } from '../format/power.ts';
import { millionths } from '../format/typedAmount.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { formStyle } from './style.ts';
import type { PricePlace } from './tw-rates.ts';

/** Less than this needs no word, micro. */
const A_PENNY = 10_000;

/** A supplier's bill, typed in, and what it differs by from what this home measured. */
@customElement('tw-bill')
export class TwBill extends LitElement {
  static override styles = [base, formStyle];

  @property({ attribute: false }) declare place: PricePlace;
  /** Undefined = its dates are none. */
  @property({ attribute: false }) declare check: (bill: TypedBill) => Promise<CheckedBill | undefined>;
  @state() declare private answer: CheckedBill | 'missing' | 'failed' | null;
  @query('form') declare private form: HTMLFormElement;

  constructor() {
    super();
    this.answer = null;
  }

  override render(): TemplateResult {
    const { bill } = this.place.text.tariff;
    const { currency } = this.place;
    return html`<details class="card">
      <summary>${bill.title}</summary>
      <div class="stack">
        <p class="quiet">${bill.about}</p>
        <form novalidate @submit=${this.#submit}>
          <label>${bill.from}<input name="from" type="date" /></label>
          <label>${bill.to}<input name="to" type="date" /></label>
          ${this.#amount('readFrom', bill.readFrom)} ${this.#amount('readTo', bill.readTo)}
          ${this.#amount('energy', bill.energy)} ${this.#amount('energyMoney', bill.energyMoney(currency))} ${this.#amount('standing', bill.standing(currency))} ${this.#amount('power', bill.power(currency))}
          ${this.#amount('gas', bill.gas)} ${this.#amount('gasMoney', bill.gasMoney(currency))} ${this.#amount('total', bill.total(currency))}
          <button class="main">${bill.check}</button>
        </form>
        <div role="status" class="stack">${this.#said()}</div>
      </div>
    </details>`;
  }

  #amount(name: string, said: string): TemplateResult {
    return html`<label>${said}<input name=${name} inputmode="decimal" autocomplete="off" /></label>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(this.form);
    const text = (name: string): string => String(fields.get(name) ?? '');
    const figure = (name: string): number | null => millionths(text(name));
    const total = figure('total');
    if (total === null) return void (this.answer = 'missing');
    const [first, last] = [figure('readFrom'), figure('readTo')];
    // The registers say what the energy is, where the bill prints them and not it.
    const energy = figure('energy') ?? (first === null || last === null ? null : last - first);
    const bill = { from: text('from'), to: text('to'), energy, energyMoney: figure('energyMoney'), standing: figure('standing'), power: figure('power'), gas: figure('gas'), gasMoney: figure('gasMoney'), total };
    this.answer = await this.check(bill).then(
      (checked) => checked ?? 'missing',
      () => 'failed' as const,
    );
  };

  #said(): TemplateResult | typeof nothing {
    const { answer } = this;
    const { bill, compare } = this.place.text.tariff;
    if (answer === null) return nothing;
    if (answer === 'missing') return html`<p>${bill.missing}</p>`;
    if (answer === 'failed') return html`<p>${compare.failed}</p>`;
    const { check, thin, gasAtPriceNow } = answer;
    const gaps = thin > 0 ? html`<p>${bill.gaps(formatCount(words().language.tag, thin))}</p>` : nothing;
    if (check.agrees) return html`<p><strong>${bill.agrees}</strong></p>${gaps}`;
    const verdict = (check.difference > 0 ? bill.more : bill.less)(this.#money(Math.abs(check.difference)));
    return html`<p><strong>${verdict}</strong></p>
      ${gaps}
      <ul class="stack">${check.lines.map((line) => this.#line(line))}</ul>
      ${gasAtPriceNow ? html`<p class="quiet">${bill.gasToday}</p>` : nothing}
      ${Math.abs(check.unexplained) >= A_PENNY ? html`<p>${bill.unexplained(this.#signed(check.unexplained))}</p>` : nothing}`;
  }

  #line({ name, money, energy, byEnergy, byPrice }: LineDifference): TemplateResult | typeof nothing {
    const { bill } = this.place.text.tariff;
    if (money === null || Math.abs(money) < A_PENNY) return nothing;
    const causes = [
      ...(byEnergy !== null && energy !== null && Math.abs(byEnergy) >= A_PENNY ? [bill.byEnergy(this.#signed(byEnergy), formatEnergy(words().language.tag, energy))] : []),
      ...(byPrice !== null && Math.abs(byPrice) >= A_PENNY ? [bill.byPrice(this.#signed(byPrice))] : []),
    ];
    return html`<li>${bill.line(bill.lines[name] ?? name, this.#signed(money))}${causes.length > 0 ? ` (${new Intl.ListFormat(words().language.tag).format(causes)})` : nothing}</li>`;
  }

  #signed(micro: number): string {
    const money = this.#money(micro);
    return micro > 0 ? `+${money}` : money;
  }

  #money(micro: number): string {
    return formatMoney(words().language.tag, micro, this.place.currency);
  }
}
