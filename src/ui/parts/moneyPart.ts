import { nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { readMoney, type Money } from '#wire/message/moneyBody.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { formatMoney } from '../format/money.ts';
import { formatNear } from '../format/time.ts';
import type { AccountWords } from '../text/en/account.ts';
import { wordsOf } from '../text/words.ts';
import { Screen } from './screen.ts';

type Change = Extract<RequestBody, { kind: 'money' }>['change'];

/** A part of a screen that shows what the home says of its money: nothing until its words are there, and of homes that say nothing. */
export abstract class MoneyPart extends Screen {
  @state() declare protected text: AccountWords | null;
  #read: { readonly body: unknown; readonly money: Money | null } = { body: undefined, money: null };

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words the part does not come; nothing waits for it.
    void wordsOf('account').then(
      (text) => (this.text = text),
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { text, money } = this;
    return text && money ? this.drawn(text, money) : nothing;
  }

  /** What says nothing leaves no gap. */
  override updated(): void {
    this.style.display = this.renderRoot.childElementCount > 0 ? '' : 'none';
  }

  /** Null where the home says nothing of it. */
  protected get money(): Money | null {
    const { body } = this.home.model.facts.money;
    if (this.#read.body !== body) this.#read = { body, money: readMoney(body) };
    return this.#read.money;
  }

  protected abstract drawn(text: AccountWords, money: Money): TemplateResult | typeof nothing;

  protected ask(change: Change): void {
    void this.home.requests.ask({ kind: 'money', change }, null);
  }

  protected moneyOf(micro: number): string {
    return formatMoney(this.words.language.tag, micro, this.currency);
  }

  protected clock(at: number): string {
    return formatNear(this.words.language.tag, at, this.zone, this.now);
  }

  protected dayOf(at: number): string {
    return new Intl.DateTimeFormat(this.words.language.tag, { day: 'numeric', month: 'short', timeZone: this.zone }).format(at);
  }
}
