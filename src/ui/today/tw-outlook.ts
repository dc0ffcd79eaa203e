import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PastDay } from '#domain/answers/pastDay.ts';
import { againstUsual, type Usual } from '#domain/answers/usual.ts';
import { answerToday, carbonOf, readDays, type TodayAnswers } from '../../state/ownAnswers.ts';
import { LEARNED_DAYS } from '../../state/band.ts';
import type { Past } from '../../state/past.ts';
import { gasPaid } from '../../state/pastGas.ts';
import { formatEnergyRange, formatMoneyRange } from '../format/about.ts';
import { leftToRight } from '../format/leftToRight.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount, formatEnergy, formatPower, formatShare } from '../format/power.ts';
import { formatAge } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { MoneyWords } from '../text/en/money.ts';
import { wordsOf } from '../text/words.ts';

/** mWh that bring a litre of water from 15 °C to the boil. */
const KETTLE = 100_000;
/** Of fewer days nobody can say how many in five. */
const FEW = 10;

/** What this home's own past says of today: where it ends, how it stands, what is always on; gas; and what is in each figure. */
@customElement('tw-outlook')
export class TwOutlook extends Screen {
  static override styles = [
    base,
    css`
      /* Room for what comes a moment later, so that nothing below it moves. */
      :host(:not([told])) {
        min-block-size: 17rem;
      }
      dl {
        display: grid;
        gap: calc(var(--space) * 1.5);
      }
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
      dd {
        font-weight: 600;
      }
      small {
        display: block;
        font-weight: 400;
        font-size: var(--small);
        color: var(--quiet);
      }
      summary {
        min-block-size: var(--target);
        align-content: center;
        cursor: pointer;
        color: var(--accent);
      }
    `,
  ];

  @state() declare private text: MoneyWords | null;
  @state() declare private told: TodayAnswers | null;
  #past: Past | null = null;
  #days: { readonly of: string; readonly days: readonly PastDay[] } | null = null;
  #asked = '';

  constructor() {
    super();
    this.text = null;
    this.told = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its past or its words Today stands as it is; the next visit asks again.
    void Promise.all([wordsOf('money'), this.home.history()]).then(
      ([text, past]) => {
        this.#past = past;
        this.text = text;
      },
      () => this.toggleAttribute('told', true),
    );
  }

  override willUpdate(): void {
    const { today, tariff } = this.home.model.facts;
    const past = this.#past;
    if (!past || !today.body) return;
    // Once a half-hour, once more when the past has grown, and when other prices hold.
    const wanted = [today.body.until, past.changed.value, tariff.body?.slots.at(-1)?.end].join(' ');
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    // What could not be read is asked for again at the next half-hour.
    void this.#answer(past)
      .catch(() => undefined)
      .finally(() => this.toggleAttribute('told', true));
  }

  async #answer(past: Past): Promise<void> {
    const { today, tariff } = this.home.model.facts;
    if (!today.body) return;
    const question = { today: today.body, tariff: tariff.body ?? null, zone: this.zone };
    const of = `${question.today.day} ${past.changed.value}`;
    if (this.#days?.of !== of) this.#days = { of, days: await readDays(past, question.today.start, question.zone) };
    this.told = await answerToday(past, this.#days.days, question);
  }

  override render(): TemplateResult | typeof nothing {
    const { text, told } = this;
    const today = this.home.model.facts.today.body;
    if (!text || !told || !today) return nothing;
    return html`<section class="card stack">
      <dl>
        ${told.likely ? this.#row(text.likely, this.#likely(told.likely), (told.likely.days < FEW ? text.likelyFew : text.likelyFrom)(this.#count(told.likely.days))) : nothing}
        ${told.usual ? this.#row(text.usual, this.#against(text, today.importEnergy, told.usual), text.usualIs(this.#energy(told.usual.import))) : nothing}
        ${told.alwaysOn ? this.#row(text.alwaysOn, text.alwaysOnIs(formatPower(this.#tag, told.alwaysOn.power), this.#moneyOf(told.alwaysOn.costPerDay)), null) : nothing}
        ${told.gas ? this.#row(text.gas, this.#gas(told.gas), text.gasAt(formatAge(this.words, Math.max(0, this.now - told.gas.at)))) : nothing}
      </dl>
      ${told.days < LEARNED_DAYS ? html`<p class="quiet">${text.learning(this.#count(told.days))}</p>` : nothing}
      ${this.#contents(text, told)}
    </section>`;
  }

  #row(name: string, value: string, more: string | null): TemplateResult {
    return html`<div><dt>${name}</dt><dd>${value}${more === null ? nothing : html`<small>${more}</small>`}</dd></div>`;
  }

  /** Each figure's contents, one tap away (U9). */
  #contents(text: MoneyWords, told: TodayAnswers): TemplateResult {
    const { contents, contentsOf } = text;
    const lines = [
      contentsOf.spent(this.home.model.facts.tariff.body?.vatIncluded ?? false),
      ...(told.likely ? [contentsOf.likely] : []),
      ...(told.usual ? [contentsOf.usual] : []),
      ...(told.alwaysOn ? [contentsOf.alwaysOn] : []),
      ...(told.gas ? [contentsOf.gas] : []),
      ...this.#sense(text),
    ];
    return html`<details>
      <summary>${contents}</summary>
      <ul class="stack quiet">
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
    </details>`;
  }

  /** A kWh is little to most people: kettles, and the CO₂ that came with it (U64). */
  #sense({ sense, carbonSoFar }: MoneyWords): string[] {
    const { today, tariff } = this.home.model.facts;
    if (!today.body || today.body.importEnergy < KETTLE) return [];
    const { importEnergy, bars } = today.body;
    const grams = carbonOf(bars, tariff.body?.carbon ?? []);
    const mass = grams === null ? [] : [carbonSoFar(leftToRight(this.#tag, grams < 1_000 ? `${this.#count(grams)} g` : `${new Intl.NumberFormat(this.#tag, { maximumFractionDigits: 1 }).format(grams / 1_000)} kg`))];
    return [sense(this.#energy(importEnergy), this.#count(importEnergy / KETTLE)), ...mass];
  }

  #likely({ cost, import: energy }: NonNullable<TodayAnswers['likely']>): string {
    return cost ? `${formatMoneyRange(this.#tag, cost.low, cost.high, this.currency)} (${formatEnergyRange(this.#tag, energy.low, energy.high)})` : formatEnergyRange(this.#tag, energy.low, energy.high);
  }

  #against(text: MoneyWords, used: number, usual: Usual): string {
    const { word, share } = againstUsual(used, usual);
    const weekday = new Intl.DateTimeFormat(this.#tag, { weekday: 'long', timeZone: this.zone }).format(this.now);
    return text.against[word](formatShare(this.#tag, Math.abs(share)), text.basis[usual.basis](weekday));
  }

  #gas(gas: NonNullable<TodayAnswers['gas']>): string {
    const { litres } = gas;
    const { energy, cost, estimated, atPriceNow } = gasPaid(gas, this.home.model.facts.tariff.body?.gas ?? null);
    const figures = [...(energy === null ? [this.#volume(litres)] : [this.#energy(energy)]), this.#moneyOf(cost) ?? [], estimated || atPriceNow ? this.words.estimated : []].flat();
    return figures.join(this.words.language.comma);
  }

  #volume(litres: number | null): string {
    if (litres === null) return this.words.unknown;
    return leftToRight(this.#tag, `${new Intl.NumberFormat(this.#tag, { maximumFractionDigits: 2 }).format(litres / 1_000)} m³`);
  }

  get #tag(): string {
    return this.words.language.tag;
  }

  #count(count: number): string {
    return formatCount(this.#tag, count);
  }

  #energy(milliWattHours: number): string {
    return formatEnergy(this.#tag, milliWattHours);
  }

  #moneyOf(micro: number | null): string | null {
    return micro === null ? null : formatMoney(this.#tag, micro, this.currency);
  }
}
