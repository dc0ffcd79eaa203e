import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { HomeEvent } from '#wire/message/bodies.ts';
import { standingLimits, type StandingLimit } from '../../state/standingLimits.ts';
import { formatPower } from '../format/power.ts';
import { formatMoment, formatNear } from '../format/time.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
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

  override render(): TemplateResult {
    const { events } = this.words;
    const known = this.home.model.facts.events.body;
    if (!known) return html`<h1>${this.words.waiting}</h1>`;
    const { open, past } = listed(known, this.now);
    const { contracts, eventRest, limit } = this.home.model.facts;
    return html`<div class="stack">
      <h1>${this.#sentence({ open, past })}</h1>
      ${known.length === 0 ? html`<p class="quiet">${events.noneAbout}</p>` : nothing}
      ${standingLimits(limit.body, this.now).map((one) => html`<p class="quiet">${this.#standing(one)}</p>`)} ${this.#cards(open)}
      ${past.length === 0 ? nothing : html`<h2>${events.past}</h2>${this.#cards(past)}`}
      ${(contracts.body ?? []).map((contract) => html`<tw-contract .contract=${contract}></tw-contract>`)}
      ${eventRest.body ? html`<tw-rest .home=${this.home} .rest=${eventRest.body}></tw-rest>` : nothing}
    </div>`;
  }

  /** A limit that does not bind is worth a line, not a banner (U30). */
  #standing({ direction, most, end }: StandingLimit): string {
    const { language, events } = this.words;
    const { standing } = events;
    const figure = 'w' in most ? formatPower(language.tag, most.w) : standing.phase(`${new Intl.NumberFormat(language.tag, { maximumFractionDigits: 1 }).format(most.amps)} A`);
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

  #cards(all: readonly HomeEvent[]): unknown {
    return repeat(
      all,
      ({ id, issuer }) => `${issuer}/${id}`,
      (event) => html`<tw-event .home=${this.home} .event=${event}></tw-event>`,
    );
  }
}
