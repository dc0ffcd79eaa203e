import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isGasFresh } from '../../state/freshness.ts';
import { barsOf, type Against } from '../../state/period.ts';
import { gasPaid, type GasTerms, type PastGas } from '../../state/pastGas.ts';
import type { PastView } from '../../state/pastView.ts';
import { formatCount } from '../format/power.ts';
import { formatAge, formatMoment } from '../format/time.ts';
import '../parts/tw-chart.ts';
import '../parts/tw-table.ts';
import { base } from '../style/base.ts';
import { isYear, marksOf } from './names.ts';
import { comparison, drawnOf, energy, likeName, money, pointsOf, rowsOf, summary, type Telling } from './said.ts';

/**
 * A period: its figure, its bars, what makes it up.
 * @fires tw-figure - Event: money for energy, or energy for money.
 */
@customElement('tw-period')
export class TwPeriod extends LitElement {
  static override styles = [
    base,
    css`
      .figure {
        inline-size: 100%;
        background: none;
        border: none;
        text-align: center;
      }
      .number {
        display: block;
        font-size: clamp(2.25rem, 15vmin, 6rem);
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.25;
        overflow-wrap: anywhere;
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
        margin-inline-start: auto;
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) declare telling: Telling;
  @property({ attribute: false }) declare gasTerms: GasTerms | null;
  @property({ attribute: false }) declare view: PastView;
  @property({ attribute: false }) declare against: Against | null;
  /** Micro a day under the tariff of now; null = not known. */
  @property({ attribute: false }) declare standing: number | null;

  override render(): TemplateResult {
    const { whole } = this.view.now;
    if (whole.importEnergy === null) return html`<div class="stack">${this.telling.isFile ? nothing : html`<p class="quiet">${this.telling.text.emptyAbout}</p>`}${this.#gas()}</div>`;
    return html`<div class="stack">
      ${this.#figure()} ${this.against === null ? nothing : html`<p>${comparison(this.telling, this.view, this.against)}</p>`} ${this.#chart()}
      <tw-table .heads=${this.#heads()} .rows=${rowsOf(this.telling, this.view.now)}></tw-table>
      ${this.#parts()}
    </div>`;
  }

  #figure(): TemplateResult {
    const { telling } = this;
    const { text, words, figure } = telling;
    const { whole } = this.view.now;
    const value = drawnOf(telling)(whole);
    const number = value === null ? words.unknown : figure === 'money' ? money(telling, Math.abs(value)) : energy(telling, value);
    const word = figure === 'energy' ? text.bought : (value ?? 0) < 0 ? text.earned : text.spent;
    return html`<button class="figure" aria-describedby="turn" @click=${() => this.dispatchEvent(new Event('tw-figure'))}>
      <span class="number">${number}</span>
      <span class="quiet">${word}</span>
      <span class="unseen" id="turn">${figure === 'money' ? text.showEnergy : text.showMoney}</span>
    </button>`;
  }

  #chart(): TemplateResult {
    const { telling, view, against } = this;
    const { text, words, zone, figure } = telling;
    const { period } = view.now;
    const bars = barsOf(period, zone);
    const kind = period.span === 'hour' || period.span === 'day' ? period.span : period.span === 'year' || period.span === 'all' ? (bars[0] && isYear(bars[0]) ? 'years' : 'months') : 'days';
    const points = pointsOf(telling, view);
    const said = [summary(telling, view.now), against && points.some(({ like }) => like !== null) ? text.likeMarks(likeName(telling, period, against)) : ''];
    return html`<tw-chart
      .name=${(figure === 'money' ? text.moneyBars : text.energyBars)[kind]}
      .summary=${said.join(' ').trim()}
      .points=${points}
      .marks=${marksOf(words.language.tag, period, zone, bars)}
      .start=${bars[0]?.start ?? period.start}
      .end=${bars.at(-1)?.end ?? period.end}
    ></tw-chart>`;
  }

  #heads(): readonly string[] {
    const { text } = this.telling;
    return [text.time, text.cell.energy, text.cell.sent, text.cell.cost];
  }

  /** What makes up the figure, and what is not in it (U9). */
  #parts(): TemplateResult {
    const { telling } = this;
    const { text, words } = telling;
    const { importEnergy, exportEnergy, cost } = this.view.now.whole;
    return html`<dl class="card">
      ${this.#line(text.used, importEnergy === null ? words.unknown : energy(telling, importEnergy))}
      ${(exportEnergy ?? 0) > 0 ? this.#line(text.sentOut, energy(telling, exportEnergy ?? 0)) : nothing}
      ${this.#line(text.cost, cost === null ? words.unknown : money(telling, cost))} ${this.#standing()} ${this.#gas()}
    </dl>`;
  }

  #standing(): TemplateResult | typeof nothing {
    const { telling, standing } = this;
    const { period, until } = this.view.now;
    if (standing === null || period.span === 'hour') return nothing;
    const days = Math.max(1, Math.round((until - period.start) / 86_400_000));
    return this.#line(telling.text.standing(days, formatCount(telling.words.language.tag, days)), money(telling, standing * days));
  }

  #gas(): TemplateResult | typeof nothing {
    const { gas } = this.view;
    return gas === null ? nothing : this.#line(this.telling.text.gas, this.#gasSaid(gas));
  }

  /** Its own meter, its own age: gas meters tell by the half-hour or hour. */
  #gasSaid(gas: PastGas): string {
    const { litres, at } = gas;
    const { telling } = this;
    const { text, words, zone, now } = telling;
    const cubic = litres === null ? [] : [text.cubic(new Intl.NumberFormat(words.language.tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(litres / 1_000))];
    const { energy: used, cost, estimated, atPriceNow } = gasPaid(gas, this.gasTerms);
    const figures = [...cubic, ...(used === null ? [] : [energy(telling, used)]), ...(cost === null ? [] : [money(telling, cost)]), ...(estimated || atPriceNow ? [words.estimated] : [])];
    return [figures.length === 0 ? words.unknown : figures.join(words.language.comma), isGasFresh(now - at) && now >= at ? formatAge(words, now - at) : text.gasAsOf(formatMoment(words.language.tag, at, zone))].join(words.language.comma);
  }

  #line(name: string, value: string): TemplateResult {
    return html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
  }
}
