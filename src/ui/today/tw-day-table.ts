import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Today, TodayBar } from '#wire/message/bodies.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';

/** The bars of the day as a table, one tap away. */
@customElement('tw-day-table')
export class TwDayTable extends LitElement {
  static override styles = [
    base,
    css`
      summary {
        min-block-size: var(--target);
        display: flex;
        align-items: center;
        cursor: pointer;
        color: var(--accent);
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-size: var(--small);
      }
      th,
      td {
        text-align: end;
        padding: calc(var(--space) / 2) 0;
        border-block-end: 1px solid var(--line);
      }
      th:first-child {
        text-align: start;
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) declare today: Today;
  @property({ attribute: false }) declare zone: string;
  @property({ attribute: false }) declare currency: string;

  override render(): TemplateResult {
    const { today } = words();
    return html`<details>
      <summary>${today.table}</summary>
      <table>
        <thead>
          <tr><th scope="col">${today.from}</th><th scope="col">${today.energy}</th><th scope="col">${today.cost}</th></tr>
        </thead>
        <tbody>${this.today.bars.map((bar) => this.#row(bar))}</tbody>
      </table>
    </details>`;
  }

  #row(bar: TodayBar): TemplateResult {
    const { unknown, language, estimated, today } = words();
    const energy = bar.importEnergy === null ? today.missing : formatEnergy(language.tag, bar.importEnergy);
    return html`<tr>
      <th scope="row">${formatClock(language.tag, bar.start, this.zone)}</th>
      <td>${energy}${bar.quality === 'estimated' ? ` (${estimated})` : ''}</td>
      <td>${bar.cost === null ? unknown : formatMoney(language.tag, bar.cost, this.currency)}</td>
    </tr>`;
  }
}
