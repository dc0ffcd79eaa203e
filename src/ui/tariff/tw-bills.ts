import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Money } from '#wire/message/moneyBody.ts';
import { formatEnergy, formatShare } from '../format/power.ts';
import { MoneyPart } from '../parts/moneyPart.ts';
import { base } from '../style/base.ts';
import type { AccountWords } from '../text/en/account.ts';
import { formStyle } from './style.ts';

type Bill = Money['bills'][number];

const SHOWN = 13;
/** Below this something of a bill's time is missing that a person should know of. */
const WHOLE = 0.98;

/** The home's own billing periods: the one that runs, and those that are closed, each with the one entry that puts it right. */
@customElement('tw-bills')
export class TwBills extends MoneyPart {
  static override styles = [base, formStyle];

  protected drawn({ bills: text }: AccountWords, { bills }: Money): TemplateResult {
    return html`<details class="card">
      <summary>${text.title}</summary>
      ${bills.length === 0 ? html`<p>${text.none}</p>` : html`<div class="stack">${bills.slice(0, SHOWN).map((bill) => this.#bill(text, bill))}</div>`}
    </details>`;
  }

  #bill(text: AccountWords['bills'], bill: Bill): TemplateResult {
    const { tag } = this.words.language;
    const notes = [
      ...(bill.adjustment === null ? [] : [text.adjusted(this.moneyOf(bill.adjustment))]),
      ...(bill.known < WHOLE ? [text.partly(formatShare(tag, bill.known))] : []),
      ...(bill.unpriced > 0 ? [text.unpriced(formatEnergy(tag, bill.unpriced))] : []),
      ...this.#stands(text, bill),
    ];
    const name = bill.closedAt === null ? text.running(this.dayOf(bill.start)) : text.over(this.dayOf(bill.start), this.dayOf(bill.end - 1));
    return html`<dl>
        <div class="row"><dt>${name}</dt><dd>${this.moneyOf(bill.closedTotal ?? bill.total)}</dd></div>
        ${bill.parts.map((part) => (part.money === 0 ? nothing : html`<div class="row"><dt>– ${part.name}</dt><dd>${this.moneyOf(part.money)}</dd></div>`))}
      </dl>
      ${notes.length > 0 ? html`<p class="quiet">${notes.join(' ')}</p>` : nothing}`;
  }

  #stands(text: AccountWords['bills'], { opening, closing }: Bill): string[] {
    const [from, to] = [opening?.import ?? null, closing?.import ?? null];
    const said = (energy: number): string => formatEnergy(this.words.language.tag, energy);
    return from === null || to === null ? [] : [text.stands(said(from), said(to))];
  }
}
