import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Money } from '#wire/message/moneyBody.ts';
import { minutesTyped } from '../format/day.ts';
import { millionths } from '../format/typedAmount.ts';
import { formatMinutes } from '../format/time.ts';
import { MoneyPart } from '../parts/moneyPart.ts';
import '../parts/tw-balance.ts';
import { base } from '../style/base.ts';
import type { AccountWords } from '../text/en/account.ts';
import { formStyle } from './style.ts';

type Recovery = NonNullable<Money['purse']>['terms']['recovery'];

/** How suppliers take a debt back. */
const WAYS = ['day', 'week', 'top-up'] as const;

/** Millionths of what is typed for it: money, or per cent of each top-up. */
const takenOf = (recovery: Recovery): number => (recovery === null ? 0 : recovery.by === 'top-up' ? recovery.share * 100 : recovery.amount);

/** Null for nothing; undefined where it cannot be. */
function recoveryTyped(by: string, typed: number | null): Recovery | undefined {
  const way = WAYS.find((one) => one === by);
  if (typed === null || typed < 0 || way === undefined) return undefined;
  if (typed === 0) return null;
  if (way !== 'top-up') return { by: way, amount: typed };
  return typed > 100e6 ? undefined : { by: way, share: Math.round(typed / 100) };
}

/** A prepayment meter, typed in: what its display shows, what was paid in, and when supply is never cut. */
@customElement('tw-purse')
export class TwPurse extends MoneyPart {
  static override styles = [base, formStyle];

  @state() declare private said: 'asked' | 'wrong' | null;

  constructor() {
    super();
    this.said = null;
  }

  protected drawn(text: AccountWords, { purse }: Money): TemplateResult {
    return html`<div class="stack">
      <tw-balance .home=${this.home} .preferences=${this.preferences}></tw-balance>
      <details class="card">
        <summary>${text.purse.title}</summary>
        <div class="stack">
          ${purse ? this.#topUp(text) : nothing} ${this.#display(text, purse)}
          <p role="status">${this.said === null ? '' : text[this.said]}</p>
        </div>
      </details>
    </div>`;
  }

  #topUp({ purse: text }: AccountWords): TemplateResult {
    return html`<form novalidate @submit=${this.#add}>
      <label>${text.topUp(this.currency)}<input name="amount" inputmode="decimal" autocomplete="off" /></label>
      <button>${text.add}</button>
      <button type="button" @click=${() => this.#tell({ about: 'emergency' })}>${text.emergency}</button>
    </form>`;
  }

  #display({ purse: text, keep }: AccountWords, purse: Money['purse']): TemplateResult {
    const hours = purse?.terms.neverCut[0];
    const time = (minutes: number | undefined): string => (minutes === undefined ? '' : formatMinutes(minutes % 1_440));
    const { recovery, emergencyCredit } = purse?.terms ?? { recovery: null, emergencyCredit: 0 };
    const field = (name: string, said: string, kept = 0): TemplateResult => html`<label>${said}<input name=${name} inputmode="decimal" autocomplete="off" .defaultValue=${kept > 0 ? String(kept / 1e6) : ''} /></label>`;
    return html`<form novalidate @submit=${this.#keep}>
      <p class="quiet">${text.about}</p>
      ${field('balance', text.balance(this.currency))} ${field('debt', text.debtShown(this.currency), purse?.debt)} ${field('taken', text.taken, takenOf(recovery))}
      <label>${text.takenBy}<select name="by">${WAYS.map((by) => html`<option value=${by} ?selected=${by === (recovery?.by ?? 'week')}>${text.by[by](this.currency)}</option>`)}</select></label>
      ${field('lent', text.lent(this.currency), emergencyCredit)}
      <label>${text.from}<input name="from" type="time" .defaultValue=${time(hours?.from)} /></label>
      <label>${text.to}<input name="to" type="time" .defaultValue=${time(hours?.to)} /></label>
      <button class="main">${keep}</button>
      ${purse ? html`<button type="button" @click=${() => this.#tell({ about: 'prepayment', purse: null })}>${text.none}</button>` : nothing}
    </form>`;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const amount = millionths(String(new FormData(form).get('amount') ?? ''));
    if (amount === null || amount <= 0) return void (this.said = 'wrong');
    this.#tell({ about: 'top-up', amount });
    form.reset();
  };

  readonly #keep = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(fields.get(name) ?? '').trim();
    const [balance, debt, lent] = [millionths(text('balance')), millionths(text('debt') || '0'), millionths(text('lent') || '0')];
    const recovery = recoveryTyped(text('by'), millionths(text('taken') || '0'));
    const [from, to] = [minutesTyped(text('from')), minutesTyped(text('to'))];
    const isHours = (from === undefined) === (to === undefined) && (from === undefined || from !== to);
    if (balance === null || debt === null || lent === null || recovery === undefined || debt < 0 || lent < 0 || !isHours) return void (this.said = 'wrong');
    this.#tell({ about: 'prepayment', purse: { balance, debt, emergencyCredit: lent, recovery, neverCut: from === undefined || to === undefined ? [] : [{ from, to }] } });
  };

  #tell(change: Parameters<TwPurse['ask']>[0]): void {
    this.ask(change);
    this.said = 'asked';
  }
}
