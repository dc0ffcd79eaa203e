import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device, Wish, Wishes } from '#wire/message/bodies.ts';
import { Preview, type PreviewState } from '../../state/preview.ts';
import type { Asked } from '../../state/requests.ts';
import { deviceName } from '../format/doing.ts';
import { formatShare } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import type { HomeOnScreen } from './screen.ts';
import { base } from '../style/base.ts';
import type { PreviewWords } from '../text/en/preview.ts';
import { words, wordsOf } from '../text/words.ts';
import { offeredWishes } from './offeredWishes.ts';
import './tw-wish.ts';
import { isStepped, type SteppedWish } from './wishSteps.ts';

const NONE: PreviewState = { kind: 'none' };

/**
 * The wishes of the home as chips, each with its − and + beside the plan they shape; and a first wish for what has none.
 * @fires tw-previewed - CustomEvent<PreviewState>: what a wish being changed would do.
 */
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

  @state() declare private text: PreviewWords | null;

  #preview: Preview | undefined;
  #release: () => void = () => undefined;

  constructor() {
    super();
    this.text = null;
  }

  /** The planner is loaded while wishes can be changed: the first change is answered at once. */
  override connectedCallback(): void {
    super.connectedCallback();
    const preview = new Preview(this.home.model, () => this.home.planner());
    this.#preview = preview;
    this.#release = preview.state.watch(() => this.#shown(preview));
    void wordsOf('preview').then((text) => (this.text = text));
    // Without its script each change says that it cannot be worked out here.
    void preview.warm().catch(() => undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preview?.close();
    this.#release();
  }

  #shown({ state }: Preview): void {
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent<PreviewState>('tw-previewed', { detail: state.value }));
  }

  #draft(wish: Wish | null): void {
    if (wish) void this.#preview?.show(wish);
    else this.#preview?.clear();
  }

  override render(): TemplateResult | typeof nothing {
    const known = this.home.model.facts.wishes.body;
    const { text } = this;
    if (!text) return nothing;
    return html`<section class="card stack" aria-labelledby="wishes">
      <h2 id="wishes">${text.wish.wishes}</h2>
      ${known && known.wishes.some(isStepped) ? html`<ul>${known.wishes.filter(isStepped).map((wish) => this.#chip(wish, known.revision, text))}</ul>` : html`<p class="quiet">${text.wish.noWishes}</p>`}
      ${known ? this.#offers(known, text) : nothing}
    </section>`;
  }

  #offers({ wishes, revision }: Wishes, text: PreviewWords): TemplateResult[] {
    const devices = this.home.model.facts.devices.body ?? [];
    return offeredWishes(devices, wishes, this.now, this.zone).map(
      (wish) => html`<button ?disabled=${this.home.model.outdated.value || this.#isPending(wish)} @click=${() => this.#ask(wish, revision)}>${this.#offerText(wish, devices, text)}</button>`,
    );
  }

  #offerText(wish: Wish, devices: readonly Device[], { wish: text }: PreviewWords): string {
    const { tag } = words().language;
    const name = deviceName(devices, wish.device);
    return wish.kind === 'reserve' ? text.offerReserve(name, formatShare(tag, wish.share)) : text.offerReady(name, 'by' in wish ? formatClock(tag, wish.by, this.zone) : '');
  }

  #isPending(wish: Wish): boolean {
    return this.asked.some(({ body, progress }) => progress === 'queued' && body.kind === 'wish' && body.wish.id === wish.id);
  }

  #chip(wish: SteppedWish, revision: number, text: PreviewWords): TemplateResult {
    return html`<li>
      <tw-wish
        .wish=${wish}
        .devices=${this.home.model.facts.devices.body ?? []}
        .pending=${this.#isPending(wish)}
        .locked=${this.home.model.outdated.value}
        .zone=${this.zone}
        .now=${this.now}
        .home=${this.home}
        .text=${text}
        .previewed=${this.#preview?.state.value ?? NONE}
        @tw-wish-drafted=${(event: CustomEvent<Wish | null>) => this.#draft(event.detail)}
        @tw-wish-changed=${(event: CustomEvent<Wish>) => this.#ask(event.detail, revision)}
      ></tw-wish>
    </li>`;
  }

  #ask(wish: Wish, revision: number): void {
    this.#preview?.clear();
    void this.home.requests.ask({ kind: 'wish', wish }, revision);
  }
}
