import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Wish } from '#wire/message/bodies.ts';
import type { Asked } from '../../state/requests.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import './tw-wish.ts';

/** The wishes of the home as chips, each with its − and + beside the plan they shape. */
@customElement('tw-wishes')
export class TwWishes extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: calc(var(--space) * 2);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare asked: readonly Asked[];
  @property({ attribute: false }) declare zone: string;
  @property({ attribute: false }) declare now: number;

  override render(): TemplateResult {
    const known = this.home.model.facts.wishes.body;
    const { plan } = words();
    return html`<section class="card stack" aria-labelledby="wishes">
      <h2 id="wishes">${plan.wishes}</h2>
      ${known && known.wishes.length > 0 ? html`<ul>${known.wishes.map((wish) => this.#chip(wish, known.revision))}</ul>` : html`<p class="quiet">${plan.noWishes}</p>`}
    </section>`;
  }

  #chip(wish: Wish, revision: number): TemplateResult {
    const pending = this.asked.some(({ body, progress }) => progress === 'queued' && body.kind === 'wish' && body.wish.id === wish.id);
    return html`<li>
      <tw-wish
        .wish=${wish}
        .devices=${this.home.model.facts.devices.body ?? []}
        .pending=${pending}
        .locked=${this.home.model.outdated.value}
        .zone=${this.zone}
        .now=${this.now}
        @tw-wish-changed=${(event: CustomEvent<Wish>) => this.#ask(event.detail, revision)}
      ></tw-wish>
    </li>`;
  }

  #ask(wish: Wish, revision: number): void {
    void this.home.requests.ask({ kind: 'wish', wish }, revision);
  }
}
