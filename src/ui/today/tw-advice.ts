import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Money } from '#wire/message/moneyBody.ts';
import { formatPower, formatShare } from '../format/power.ts';
import { MoneyPart } from '../parts/moneyPart.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { AccountWords } from '../text/en/account.ts';

type Advice = Money['advice'][number];

/** A suggestion stands for a week, unless it is put away. */
const WEEK = 7 * 86_400_000;
const MOST = 3;

/** At most three suggestions from this home's own figures, in money, and what became of earlier ones (M6). */
@customElement('tw-advice')
export class TwAdvice extends MoneyPart {
  static override styles = [base, unfold];

  protected drawn({ advice: text }: AccountWords, { advice }: Money): TemplateResult | typeof nothing {
    const standing = advice.filter((one) => !one.putAway && one.outcome === null && this.now - one.at < WEEK).slice(0, MOST);
    const over = advice.filter(({ outcome }) => outcome !== null);
    if (standing.length + over.length === 0) return nothing;
    return html`<section class="card stack" aria-labelledby="advice">
      <h2 id="advice">${text.title}</h2>
      ${standing.map((one) => html`<p>${this.#said(text, one)} <strong>${text.worth(this.moneyOf(one.perWeek))}</strong></p>
        <button @click=${() => this.ask({ about: 'suggestion', putAway: one.id })}>${text.away}</button>`)}
      ${over.length === 0 ? nothing : html`<details>
        <summary>${text.earlier}</summary>
        <ul class="stack">${over.map((one) => html`<li>${this.#said(text, one)} ${this.#became(text, one)}</li>`)}</ul>
      </details>`}
    </section>`;
  }

  #said(text: AccountWords['advice'], { kind, figure, aim }: Advice): string {
    return text[kind](this.#figure(kind, figure), this.#figure(kind, aim));
  }

  #figure(kind: Advice['kind'], value: number): string {
    const { tag } = this.words.language;
    if (kind === 'dear-hours') return formatShare(tag, value);
    return kind === 'tariff' ? this.moneyOf(value) : formatPower(tag, value);
  }

  #became(text: AccountWords['advice'], { outcome }: Advice): string {
    if (!outcome) return '';
    return outcome.followed === 'no' ? text.no : text[outcome.followed](this.moneyOf(outcome.perWeek));
  }
}
