import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Money } from '#wire/message/moneyBody.ts';
import { formatShare } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import { base } from '../style/base.ts';
import type { AccountWords } from '../text/en/account.ts';
import { MoneyPart } from './moneyPart.ts';

/** What is left at a prepayment meter, and until when that lasts (U12); nothing in a home without one. */
@customElement('tw-balance')
export class TwBalance extends MoneyPart {
  static override styles = [base];

  protected drawn({ purse: text }: AccountWords, { purse }: Money): TemplateResult | typeof nothing {
    if (!purse) return nothing;
    const lines = [
      ...(purse.emergency || purse.balance <= 0 ? [text.credit(this.moneyOf(purse.terms.emergencyCredit))] : []),
      ...(purse.debt > 0 ? [[text.debt(this.moneyOf(purse.debt)), ...this.#taken(text, purse.terms.recovery)].join(' ')] : []),
    ];
    return html`<section class="card stack" aria-labelledby="balance">
      <h2 id="balance">${text.title}</h2>
      <p><strong>${purse.balance < 0 ? text.owed(this.moneyOf(-purse.balance)) : text.left(this.moneyOf(purse.balance))}</strong></p>
      <p>${this.#lasts(text, purse)}</p>
      ${lines.map((line) => html`<p>${line}</p>`)}
      <p class="quiet">${text.reckoned(formatClock(this.words.language.tag, purse.at, this.zone))}</p>
    </section>`;
  }

  /** What the debt takes off the balance: "lasts until" has it in it. */
  #taken({ takes }: AccountWords['purse'], recovery: NonNullable<Money['purse']>['terms']['recovery']): string[] {
    if (recovery === null) return [];
    return [takes[recovery.by](recovery.by === 'top-up' ? formatShare(this.words.language.tag, recovery.share / 1e6) : this.moneyOf(recovery.amount))];
  }

  #lasts(text: AccountWords['purse'], { supply, paid, supplyEnds }: NonNullable<Money['purse']>): string {
    if (supply === 'ended') return text.ended;
    if (supplyEnds === null) return text.long;
    const end = this.clock(supplyEnds);
    return paid !== null && paid < supplyEnds ? text.held(this.clock(paid), end) : text.lasts(end);
  }
}
