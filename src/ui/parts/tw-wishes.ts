import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device, Wish, Wishes } from '#wire/message/bodies.ts';
import type { Asked } from '../../state/requests.ts';
import { deviceName } from '../format/doing.ts';
import { formatShare } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import type { HomeOnScreen } from './screen.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { offeredWishes } from './offeredWishes.ts';
import './tw-wish.ts';

/** The wishes of the home as chips, each with its − and + beside the plan they shape; and a first wish for what has none. */
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
      ${known ? this.#offers(known) : nothing}
    </section>`;
  }

  #offers({ wishes, revision }: Wishes): TemplateResult[] {
    const devices = this.home.model.facts.devices.body ?? [];
    return offeredWishes(devices, wishes, this.now, this.zone).map(
      (wish) => html`<button ?disabled=${this.home.model.outdated.value || this.#isPending(wish)} @click=${() => this.#ask(wish, revision)}>${this.#offerText(wish, devices)}</button>`,
    );
  }

  #offerText(wish: Wish, devices: readonly Device[]): string {
    const { plan, language } = words();
    const name = deviceName(devices, wish.device);
    return wish.kind === 'reserve' ? plan.offerReserve(name, formatShare(language.tag, wish.share)) : plan.offerReady(name, formatClock(language.tag, wish.by, this.zone));
  }

  #isPending(wish: Wish): boolean {
    return this.asked.some(({ body, progress }) => progress === 'queued' && body.kind === 'wish' && body.wish.id === wish.id);
  }

  #chip(wish: Wish, revision: number): TemplateResult {
    return html`<li>
      <tw-wish
        .wish=${wish}
        .devices=${this.home.model.facts.devices.body ?? []}
        .pending=${this.#isPending(wish)}
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
