import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ContractedPower } from '#domain/answers/contracted.ts';
import type { Money } from '#wire/message/moneyBody.ts';
import { contractedUse, type ContractedUse } from '../../state/contractedUse.ts';
import { millionths } from '../format/typedAmount.ts';
import { formatCount, formatPower, formatShare } from '../format/power.ts';
import { MoneyPart } from '../parts/moneyPart.ts';
import { base } from '../style/base.ts';
import type { AccountWords } from '../text/en/account.ts';
import { formStyle } from './style.ts';

const STEPS = 3;
const MOST_STEPS = 12;

/** How much of the contracted power this home uses, what it would need, and what the grid company recommends beside that (I13, U8). */
@customElement('tw-power-contract')
export class TwPowerContract extends MoneyPart {
  static override styles = [base, formStyle];

  @state() declare private use: ContractedUse | null;
  @state() declare private steps: number;
  @state() declare private said: 'asked' | 'wrong' | null;
  #asked = '';

  constructor() {
    super();
    this.use = null;
    this.steps = STEPS;
    this.said = null;
  }

  protected drawn(text: AccountWords, { contract }: Money): TemplateResult {
    return html`<details class="card" @toggle=${() => this.#look(contract)}>
      <summary>${text.contract.title}</summary>
      <div class="stack">
        <div role="status" class="stack">${this.use ? this.#used(text.contract, this.use) : nothing}</div>
        ${this.#form(text, contract)}
      </div>
    </details>`;
  }

  override updated(): void {
    if (this.renderRoot.querySelector('details')?.open) this.#look(this.money?.contract ?? null);
  }

  /** Read once it is looked at, and again when the contract is another one. */
  #look(contract: Money['contract']): void {
    const wanted = JSON.stringify(contract);
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    // What could not be read is asked for again when it is opened again.
    void this.home
      .history()
      .then((past) => contractedUse(past, contract, this.zone, this.now))
      .then(
        (use) => (this.use = use),
        () => (this.#asked = ''),
      );
  }

  #used(text: AccountWords['contract'], { used, month }: ContractedUse): TemplateResult | typeof nothing {
    const [highest] = used?.highest ?? [];
    if (!used || !highest) return nothing;
    const power = (watts: number): string => formatPower(this.words.language.tag, watts);
    const lines = [
      text.highest(power(highest.power), this.clock(highest.start)),
      ...(month ? [text.month(power(month.power), this.clock(month.start))] : []),
      ...(used.share === null ? [] : [text.share(formatShare(this.words.language.tag, used.share))]),
      ...this.#recommended(text, used, power),
      ...(used.operator === null ? [] : [text.theirs(power(used.operator))]),
    ];
    const { days, window, margin } = used.assumed;
    return html`${lines.map((line) => html`<p>${line}</p>`)}
      <p class="quiet">${text.assumed(this.#count(days), this.#count(window), formatShare(this.words.language.tag, margin))}</p>`;
  }

  #recommended(text: AccountWords['contract'], { recommended, saves }: ContractedPower, power: (watts: number) => string): string[] {
    if (!recommended) return [];
    const money = saves === null || saves === 0 ? [] : [saves > 0 ? text.saves(this.moneyOf(saves)) : text.costs(this.moneyOf(-saves))];
    return [[text.ours(power(recommended.power)), ...money].join(' ')];
  }

  #form({ contract: text, keep, ...said }: AccountWords, contract: Money['contract']): TemplateResult {
    const shown = (value: number | null | undefined, by: number): string => (value == null ? '' : String(value / by));
    const field = (name: string, label: string, value: string): TemplateResult => html`<label>${label}<input name=${name} inputmode="decimal" autocomplete="off" .defaultValue=${value} /></label>`;
    const rows = Math.max(this.steps, contract?.steps.length ?? 0);
    return html`<form novalidate @submit=${this.#keep}>
      <p class="quiet">${text.about}</p>
      ${field('now', text.now, shown(contract?.contracted, 1_000))} ${field('operator', text.operator, shown(contract?.operator, 1_000))}
      ${Array.from({ length: rows }, (_, n) => html`<fieldset>${field(`step${n}`, text.step, shown(contract?.steps[n]?.power, 1_000))} ${field(`price${n}`, text.price(this.currency), shown(contract?.steps[n]?.perYear, 1e6))}</fieldset>`)}
      ${rows < MOST_STEPS ? html`<button type="button" @click=${() => (this.steps = rows + 1)}>${text.another}</button>` : nothing}
      <button class="main">${keep}</button>
      <p role="status">${this.said === null ? '' : said[this.said]}</p>
    </form>`;
  }

  readonly #keep = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(fields.get(name) ?? '').trim();
    const typed = (name: string): number | null => (text(name) === '' ? null : (millionths(text(name)) ?? NaN));
    const watts = (name: string): number | null => {
      const kilo = typed(name);
      return kilo === null ? null : kilo / 1_000;
    };
    const steps = Array.from({ length: MOST_STEPS }, (_, n) => ({ power: watts(`step${n}`), perYear: typed(`price${n}`) })).flatMap(({ power, perYear }) => (power === null ? [] : [{ power, perYear }]));
    const [contracted, operator] = [watts('now'), watts('operator')];
    const wrong = [contracted, operator, ...steps.map(({ power }) => power)].some((one) => one !== null && !(one > 0)) || steps.some(({ perYear }) => Number.isNaN(perYear));
    this.said = wrong ? 'wrong' : 'asked';
    if (!wrong) this.ask({ about: 'contract', contract: { contracted, operator, steps } });
  };

  #count(count: number): string {
    return formatCount(this.words.language.tag, count);
  }
}
