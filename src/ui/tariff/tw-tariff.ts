import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { readMoney } from '#wire/message/moneyBody.ts';
import type { ReplayAnswer } from '#wire/history/replay.ts';
import type { Tariff } from '#wire/message/bodies.ts';
import { priceAt } from '../../state/price.ts';
import { checkOwnBill, type CheckedBill, type TypedBill } from '../../state/tariffAnswers.ts';
import { dateOf } from '../../state/period.ts';
import { dayAfter } from '../format/day.ts';
import { formatPrice } from '../format/money.ts';
import { formatNear } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { MoneyWords } from '../text/en/money.ts';
import { wordsOf } from '../text/words.ts';
import { formStyle } from './style.ts';
import './tw-about.ts';
import './tw-bill.ts';
import './tw-bills.ts';
import './tw-cheapest.ts';
import './tw-compared.ts';
import './tw-power-contract.ts';
import './tw-purse.ts';
import './tw-rates.ts';
import type { PricePlace } from './tw-rates.ts';
import './tw-typed.ts';
import './tw-use-limits.ts';

/** What was held against the past. */
interface Comparing {
  readonly name: string;
  readonly answer: ReplayAnswer | 'waiting' | 'failed';
}

/** The tariff that holds, its prices of today and tomorrow, and what can be asked of it: S6. */
@customElement('tw-tariff')
export class TwTariff extends Screen {
  static override styles = [base, formStyle];

  @state() declare private text: MoneyWords | null;
  @state() declare private failed: boolean;
  @state() declare private comparing: Comparing | null;
  @state() declare private asked: boolean;

  constructor() {
    super();
    this.text = null;
    this.failed = false;
    this.comparing = null;
    this.asked = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('money').then(
      (text) => (this.text = text),
      () => (this.failed = true),
    );
  }

  override render(): TemplateResult {
    const { text } = this;
    if (this.failed) return html`<h1>${this.words.screenFailed}</h1>`;
    if (!text) return html`<h1>${this.words.waiting}</h1>`;
    const tariff = this.home.model.facts.tariff.body ?? null;
    return html`<div class="stack">
      <h1>${this.#sentence(text, tariff)}</h1>
      ${tariff ? this.#known(text, tariff) : nothing}
      <tw-typed .place=${this.#prices(text)} .today=${dateOf(this.now, this.zone)} .known=${tariff?.typed ?? []} .fault=${this.#fault} ?outdated=${this.home.model.outdated.value} @tw-compare=${this.#compare} @tw-use=${this.#use} @tw-take-back=${this.#takeBack}></tw-typed>
      ${this.asked ? html`<p role="status">${text.tariff.typed.sent}</p>` : nothing} ${this.#compared(text)}
      <tw-bill .place=${this.#prices(text)} .check=${this.#check}></tw-bill>
      <tw-bills .home=${this.home} .preferences=${this.preferences}></tw-bills>
      <tw-purse .home=${this.home} .preferences=${this.preferences}></tw-purse>
      <tw-power-contract .home=${this.home} .preferences=${this.preferences}></tw-power-contract>
      <tw-use-limits .home=${this.home} .preferences=${this.preferences}></tw-use-limits>
    </div>`;
  }

  #prices(text: MoneyWords): PricePlace {
    return { text, zone: this.zone, currency: this.currency };
  }

  #sentence({ tariff: text }: MoneyWords, tariff: Tariff | null): string {
    if (!tariff) return text.none;
    const price = priceAt(tariff, this.now);
    if (!price) return text.unknownNow(tariff.name);
    const rest = price.next ? text.until(this.#clock(price.next.start), this.#price(price.next.importPrice)) : text.same;
    return text.sentence(this.#price(price.slot.importPrice), rest);
  }

  #known(text: MoneyWords, tariff: Tariff): TemplateResult {
    const [today, tomorrow] = [dayAfter(this.now, this.zone), dayAfter(dayAfter(this.now, this.zone), this.zone)];
    const start = this.home.model.facts.today.body?.start ?? today - 86_400_000;
    const shown = tariff.slots.filter((slot) => slot.start < tomorrow && slot.end > start);
    const rates = (day: string, from: number, to: number): TemplateResult => html`<tw-rates .place=${this.#prices(text)} .day=${day} .start=${from} .end=${to} .now=${this.now} .all=${shown}></tw-rates>`;
    return html`<tw-about .place=${this.#prices(text)} .tariff=${tariff} .now=${this.now}></tw-about> ${rates(text.tariff.day.today, start, today)} ${rates(text.tariff.day.tomorrow, today, tomorrow)}
      <tw-cheapest .place=${this.#prices(text)} .slots=${tariff.slots} .now=${this.now}></tw-cheapest>`;
  }

  readonly #compare = async ({ detail: typed }: CustomEvent<TypedTariff>): Promise<void> => {
    const { name } = typed;
    this.comparing = { name, answer: 'waiting' };
    const answer = await this.home
      .history()
      .then((history) => history.replay(typed))
      .catch(() => 'failed' as const);
    this.comparing = { name, answer };
  };

  readonly #use = ({ detail: typed }: CustomEvent<TypedTariff>): void => {
    this.asked = true;
    void this.home.requests.ask({ kind: 'tariff-typed', tariff: { ...typed, rates: [...typed.rates] } }, null);
  };

  readonly #takeBack = ({ detail: validFrom }: CustomEvent<string>): void => {
    this.asked = true;
    void this.home.requests.ask({ kind: 'tariff-typed-removed', validFrom }, null);
  };

  readonly #check = async (bill: TypedBill): Promise<CheckedBill | undefined> =>
    checkOwnBill(await this.home.history(), bill, {
      zone: this.zone,
      standing: this.home.model.facts.tariff.body?.standingCharge ?? null,
      gas: this.home.model.facts.tariff.body?.gas ?? null,
      bills: readMoney(this.home.model.facts.money.body)?.bills ?? [],
    });

  get #fault(): string | null {
    const answer = this.comparing?.answer;
    return typeof answer === 'object' && answer.kind === 'fault' ? answer.fault : null;
  }

  #compared(text: MoneyWords): TemplateResult | typeof nothing {
    const { comparing } = this;
    if (!comparing) return nothing;
    const { name, answer } = comparing;
    if (typeof answer === 'string') return html`<p class="card" role="status">${text.tariff.compare[answer]}</p>`;
    if (answer.kind === 'nothing-known') return html`<p class="card" role="status">${text.tariff.compare.none}</p>`;
    return answer.kind === 'fault' ? nothing : html`<tw-compared .place=${this.#prices(text)} .name=${name} .past=${answer.compared}></tw-compared>`;
  }

  #clock(at: number): string {
    return formatNear(this.words.language.tag, at, this.zone, this.now);
  }

  #price(micro: number): string {
    return formatPrice(this.words.language.tag, micro, this.currency);
  }
}
