import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { HomeEvent } from '#wire/message/bodies.ts';
import { standingLimits, type StandingLimit } from '../../state/standingLimits.ts';
import { formatAmps, formatPower } from '../format/power.ts';
import { formatMoment, formatNear } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { TermsWords } from '../text/en/terms.ts';
import { wordsOf } from '../text/words.ts';
import { listed, type Listed } from './order.ts';
import './tw-contract.ts';
import './tw-event.ts';
import './tw-rest.ts';

/** What operators offer and order: invitations, what runs, and what came of earlier ones (S7). */
@customElement('tw-events')
export class TwEvents extends Screen {
  static override styles = [
    base,
    css`
      h2 {
        margin-block-start: var(--space);
      }
    `,
  ];

  @state() declare private text: TermsWords | null;

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('terms').then((text) => (this.text = text));
  }

  override render(): TemplateResult {
    const { events } = this.words;
    const known = this.home.model.facts.events.body;
    if (!known) return html`<h1>${this.words.waiting}</h1>`;
    const { open, past } = listed(known, this.now);
    const { limit } = this.home.model.facts;
    return html`<div class="stack">
      <h1>${this.#sentence({ open, past })}</h1>
      ${known.length === 0 ? html`<p class="quiet">${events.noneAbout}</p>` : nothing}
      ${standingLimits(limit.body, this.now).map((one) => html`<p class="quiet">${this.#standing(one)}</p>`)}
      ${this.text ? html`${this.#unlisted(this.text)} ${this.#terms(this.text, { open, past })}` : nothing}
    </div>`;
  }

  /** What stands and is not here: limits behind smaller ones, and what did not fit a message. */
  #unlisted({ unlisted }: TermsWords): unknown {
    const { limit, events } = this.home.model.facts;
    const others = limit.body?.others ?? 0;
    const lines = [...(others > 0 ? [unlisted.limits(others)] : []), ...(limit.isShortened || events.isShortened ? [unlisted.shortened] : [])];
    return lines.map((line) => html`<p class="quiet">${line}</p>`);
  }

  #terms(text: TermsWords, { open, past }: Listed): TemplateResult {
    const { contracts, eventRest } = this.home.model.facts;
    return html`${this.#cards(text, open)} ${past.length === 0 ? nothing : html`<h2>${this.words.events.past}</h2>${this.#cards(text, past)}`}
    ${(contracts.body ?? []).map((contract) => html`<tw-contract .contract=${contract} .text=${text.contract}></tw-contract>`)}
    ${eventRest.body ? html`<tw-rest .home=${this.home} .rest=${eventRest.body} .text=${text.rest}></tw-rest>` : nothing}`;
  }

  /** A limit that does not bind is worth a line, not a banner (U30). */
  #standing({ direction, most, end }: StandingLimit): string {
    const { language, events } = this.words;
    const { standing } = events;
    const figure = 'w' in most ? formatPower(language.tag, most.w) : standing.phase(formatAmps(language.tag, most.amps));
    return standing[direction](figure, end === null ? standing.open : standing.until(formatNear(language.tag, end, this.zone, this.now)));
  }

  #sentence({ open, past }: Listed): string {
    const { none, sentence } = this.words.events;
    const offered = open.filter(({ status }) => status === 'offered').length;
    if (open.some(({ status }) => status === 'running')) return sentence.running;
    if (offered > 0) return sentence.offered(offered);
    const next = open.find(({ status }) => status === 'joined' || status === 'scheduled');
    if (next) return sentence.ahead(formatMoment(this.words.language.tag, next.start, this.zone));
    return past.length + open.length > 0 ? sentence.over : none;
  }

  #cards(text: TermsWords, all: readonly HomeEvent[]): unknown {
    return repeat(
      all,
      ({ id, issuer }) => `${issuer}/${id}`,
      (event) => html`<tw-event .home=${this.home} .event=${event} .text=${text}></tw-event>`,
    );
  }
}
