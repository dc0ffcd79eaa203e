import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Today } from '#wire/message/bodies.ts';
import { localHours } from '../format/day.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import { formatClock, formatDay } from '../format/time.ts';
import { goOnClick } from '../parts/going.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-chart.ts';
import '../parts/tw-table.ts';
import { base } from '../style/base.ts';
import './tw-advice.ts';
import './tw-outlook.ts';
import { cellsOf, mostUsed, pointsOf, type Told } from './points.ts';

/**
 * What the day has cost so far, and when.
 * @fires tw-go - CustomEvent<string>: show another screen.
 */
@customElement('tw-today')
export class TwToday extends Screen {
  static override styles = [
    base,
    css`
      .number {
        font-size: var(--figure);
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .hero {
        text-align: center;
        padding-block: calc(var(--space) * 2);
      }
      dl {
        display: grid;
        gap: var(--space);
      }
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
      dd {
        font-weight: 600;
        text-align: end;
      }
      @media (min-width: 75rem) {
        .screen {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          align-items: start;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const today = this.home.model.facts.today.body;
    if (!today) return html`<h1>${this.words.today.waiting}</h1>`;
    return html`<div class="screen stack">
      <div class="stack">
        <h1>${this.#sentence(today)}</h1>
        ${this.#hero(today)} ${this.#parts(today)}
        <tw-outlook .home=${this.home} .preferences=${this.preferences}></tw-outlook>
      </div>
      <div class="stack">
        ${this.#chart(today)} ${this.#table(today)}
        <tw-advice .home=${this.home} .preferences=${this.preferences}></tw-advice>
        <a class="button" href="history" @click=${goOnClick(this, 'history')}>${this.words.today.earlier}</a>
      </div>
    </div>`;
  }

  get #told(): Told {
    return { words: this.words, zone: this.zone, currency: this.currency };
  }

  #chart(today: Today): TemplateResult {
    const tariff = this.home.model.facts.tariff.body ?? undefined;
    const { start, end } = today;
    const marks = localHours(start, end, this.zone).flatMap(({ at, hour }) => (hour % 6 === 0 ? [{ at, text: String(hour).padStart(2, '0') }] : []));
    const prices = (tariff?.slots ?? []).filter((slot) => slot.start < end && slot.end > start).map((slot) => ({ start: slot.start, end: slot.end, price: slot.importPrice }));
    return html`<tw-chart
      .name=${this.words.today.chart}
      .summary=${this.#summary(today)}
      .points=${pointsOf(this.#told, today, tariff)}
      .prices=${prices}
      .marks=${marks}
      .start=${start}
      .end=${end}
    ></tw-chart>`;
  }

  #summary({ bars }: Today): string {
    const { today, language } = this.words;
    const most = mostUsed(bars);
    const said = most ? today.summary(this.#energy(most.importEnergy ?? 0), formatClock(language.tag, most.start, this.zone)) : today.summaryNone;
    return (this.home.model.facts.tariff.body?.slots.length ?? 0) > 1 ? `${said} ${today.priceLine}` : said;
  }

  #table({ bars }: Today): TemplateResult {
    const { today, estimated } = this.words;
    const rows = bars.map((bar) => {
      const [from, energy, cost] = cellsOf(this.#told, bar);
      return [from, bar.quality === 'estimated' ? `${energy} (${estimated})` : energy, cost];
    });
    return html`<tw-table .heads=${[today.from, today.energy, today.cost]} .rows=${rows}></tw-table>`;
  }

  #sentence({ bars, energyCost, importEnergy, estimatedEnergy, unpricedEnergy }: Today): string {
    const { today } = this.words;
    if (bars.length === 0) return today.waiting;
    const energy = this.#energy(importEnergy);
    const said = energyCost === null ? today.sentenceUnpriced(energy) : energyCost < 0 ? today.sentenceEarned(this.#money(-energyCost), energy) : today.sentence(this.#money(energyCost), energy);
    const estimated = estimatedEnergy > 0 ? [today.estimatedPart(this.#energy(estimatedEnergy))] : [];
    const unpriced = energyCost !== null && unpricedEnergy > 0 ? [today.unpriced(this.#energy(unpricedEnergy))] : [];
    return [said, ...estimated, ...unpriced].join(' ');
  }

  #hero(today: Today): TemplateResult {
    const { unknown, today: text } = this.words;
    return html`<div class="hero">
      <p class="quiet">${formatDay(this.words.language.tag, today.start, this.zone)}</p>
      <p class="number">${today.energyCost === null ? unknown : this.#money(Math.abs(today.energyCost))}</p>
      <p class="quiet">${(today.energyCost ?? 0) < 0 ? text.earned : text.spent}${this.words.language.comma}${this.words.age.asOf(formatClock(this.words.language.tag, today.until, this.zone))}</p>
    </div>`;
  }

  #parts(today: Today): TemplateResult {
    const { today: text, unknown } = this.words;
    const vat = this.home.model.facts.tariff.body?.vatIncluded;
    return html`<div class="card stack">
      <dl>
        <div class="row"><dt>${text.used}</dt><dd>${this.#energy(today.importEnergy)}</dd></div>
        ${today.exportEnergy > 0 ? html`<div class="row"><dt>${text.sent}</dt><dd>${this.#energy(today.exportEnergy)}</dd></div>` : nothing}
        <div class="row">
          <dt>${text.standing}</dt>
          <dd>${today.standingCharge === null ? unknown : text.perDay(this.#money(today.standingCharge))}</dd>
        </div>
      </dl>
      ${vat === undefined ? nothing : html`<p class="quiet">${text.includes(vat)}</p>`}
    </div>`;
  }

  #money(micro: number): string {
    return formatMoney(this.words.language.tag, micro, this.currency);
  }

  #energy(milliWattHours: number): string {
    return formatEnergy(this.words.language.tag, milliWattHours);
  }
}
