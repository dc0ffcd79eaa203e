import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Money } from '#wire/message/moneyBody.ts';
import { millionths } from '../format/typedAmount.ts';
import { MoneyPart } from '../parts/moneyPart.ts';
import { base } from '../style/base.ts';
import type { AccountWords } from '../text/en/account.ts';
import { formStyle } from './style.ts';

/** Minutes where nobody has typed any: longer than a kettle, an iron or a hob that warms up. */
const MINUTES = 15;
const SHORTEST = 5;
const MICRO = 1e6;

/** What a person wants to be told of: power above so much for so long, a day above so many kWh or so much money. */
@customElement('tw-use-limits')
export class TwUseLimits extends MoneyPart {
  static override styles = [base, formStyle];

  @state() declare private said: 'asked' | 'wrong' | null;

  constructor() {
    super();
    this.said = null;
  }

  protected drawn({ limits: text, keep, ...said }: AccountWords, { alarms }: Money): TemplateResult {
    const shown = (value: number | null, by: number): string => (value === null ? '' : new Intl.NumberFormat(this.words.language.tag, { useGrouping: false, maximumFractionDigits: 3, numberingSystem: 'latn' }).format(value / by));
    const field = (name: string, label: string, value: string): TemplateResult => html`<label>${label}<input name=${name} inputmode="decimal" autocomplete="off" .defaultValue=${value} /></label>`;
    return html`<details class="card">
      <summary>${text.title}</summary>
      <form class="stack" novalidate @submit=${this.#keep}>
        <p class="quiet">${text.about}</p>
        ${field('power', text.watts, shown(alarms.power?.watts ?? null, 1_000))} ${field('minutes', text.minutes, String(alarms.power?.minutes ?? MINUTES))}
        ${field('energy', text.energy, shown(alarms.dayEnergy, MICRO))} ${field('cost', text.cost(this.currency), shown(alarms.dayCost, MICRO))}
        <button class="main">${keep}</button>
        <p role="status">${this.said === null ? '' : said[this.said]}</p>
      </form>
    </details>`;
  }

  readonly #keep = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(fields.get(name) ?? '').trim();
    const typed = (name: string): number | null => (text(name) === '' ? null : (millionths(text(name)) ?? NaN));
    const [power, energy, cost] = [typed('power'), typed('energy'), typed('cost')];
    const minutes = Number(text('minutes'));
    const wrong = [power, energy, cost].some((one) => one !== null && !(one > 0)) || (power !== null && !(minutes >= SHORTEST));
    this.said = wrong ? 'wrong' : 'asked';
    if (!wrong) this.ask({ about: 'alarms', alarms: { power: power === null ? null : { watts: power / 1_000, minutes }, dayEnergy: energy, dayCost: cost } });
  };
}
