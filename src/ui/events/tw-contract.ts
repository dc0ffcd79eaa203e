import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Contract } from '#wire/message/bodies.ts';
import { formatCount } from '../format/power.ts';
import { formatSpan } from '../format/span.ts';
import { formatMinutes } from '../format/time.ts';
import { formatDays } from '../format/weekdays.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { TermsWords } from '../text/en/terms.ts';
import { words } from '../text/words.ts';

type Window = NonNullable<Contract['windows']>[number];

/** What one issuer may ask of this home, as it is enforced (E13); folded, because it seldom changes. */
@customElement('tw-contract')
export class TwContract extends LitElement {
  static override styles = [
    base,
    unfold,
    css`
      dl {
        display: grid;
        gap: var(--space);
        margin-block-start: var(--space);
      }
      dt {
        color: var(--quiet);
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) declare contract: Contract;
  @property({ attribute: false }) declare text: TermsWords['contract'];

  override render(): TemplateResult {
    const { text } = this;
    return html`<details class="card">
      <summary>${text.title(this.contract.title)}</summary>
      <p>${text.firmness[this.contract.firmness]}${this.contract.enrolled ? ` ${text.enrolled}` : ''}</p>
      <dl>${this.#lines().map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    </details>`;
  }

  #lines(): readonly (readonly [string, string])[] {
    const { language } = words();
    const { text } = this;
    const { kinds, windows, longest, recovery, mostPerDay, mostPerYear, longestHold, basis } = this.contract;
    const list = (parts: readonly string[]): string => new Intl.ListFormat(language.tag).format(parts);
    const count = (n: number): string => formatCount(language.tag, n);
    const most = [...(mostPerDay === null ? [] : [text.perDay(count(mostPerDay))]), ...(mostPerYear === null ? [] : [text.perYear(count(mostPerYear))])];
    return [
      [text.may, list(kinds.flatMap((kind) => text.kinds[kind] ?? []))],
      [text.when, windows === null ? text.anyTime : list(windows.map((window) => this.#window(window)))],
      [text.longest, formatSpan(words(), longest)],
      ...(recovery === null ? [] : [[text.rest, formatSpan(words(), recovery)] as const]),
      ...(most.length === 0 ? [] : [[text.most, list(most)] as const]),
      ...(kinds.includes('hold') ? [[text.hold, formatSpan(words(), longestHold)] as const] : []),
      ...(basis === null ? [] : [[text.basis, basis] as const]),
    ];
  }

  #window({ days, from, to }: Window): string {
    const { text } = this;
    const { language } = words();
    const named = days === null ? text.everyDay : formatDays(language.tag, days);
    return text.window(named, formatMinutes(from), formatMinutes(to));
  }
}
