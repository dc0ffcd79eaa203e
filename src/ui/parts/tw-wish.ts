import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Device } from '#wire/message/bodies.ts';
import type { PreviewState } from '../../state/preview.ts';
import { deviceName } from '../format/doing.ts';
import { formatShare } from '../format/power.ts';
import { formatClock, formatMoment } from '../format/time.ts';
import { base } from '../style/base.ts';
import type { PreviewWords } from '../text/en/preview.ts';
import { words } from '../text/words.ts';
import type { HomeOnScreen } from './screen.ts';
import './tw-preview.ts';
import { stepped, typed, type SteppedWish } from './wishSteps.ts';

/**
 * One wish: its value with − and + and a field to type in, and what another value would change. It shows what the home
 * keeps until Keep is answered.
 * @fires tw-wish-drafted - CustomEvent<SteppedWish | null>: the person tries this value; null = no more.
 * @fires tw-wish-changed - CustomEvent<SteppedWish>: the person wants this kept.
 */
@customElement('tw-wish')
export class TwWish extends LitElement {
  static override styles = [
    base,
    css`
      fieldset {
        border: none;
        margin: 0;
        padding: 0;
        min-inline-size: 0;
      }
      legend {
        padding: 0;
      }
      .edit {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--space);
        margin-block-start: calc(var(--space) / 2);
      }
      .field {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: calc(var(--space) / 2);
      }
      input {
        inline-size: 7.5rem;
        max-inline-size: 100%;
        text-align: center;
        background: var(--paper);
        border: 1px solid var(--edge);
      }
      .draft {
        margin-block-start: calc(var(--space) * 2);
      }
      [aria-busy='true'] {
        opacity: 0.6;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: var(--space);
      }
    `,
  ];

  @property({ attribute: false }) declare wish: SteppedWish;
  @property({ attribute: false }) declare devices: readonly Device[];
  @property({ attribute: false }) declare pending: boolean;
  /** The app is too old for its gateway: the wish can be read, not changed. */
  @property({ attribute: false }) declare locked: boolean;
  @property({ attribute: false }) declare zone: string;
  @property({ attribute: false }) declare now: number;
  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: PreviewWords;
  /** What the draft would change; of another wish, or nothing, while this one has none. */
  @property({ attribute: false }) declare previewed: PreviewState;
  /** What was set here and not saved; null = as the home keeps it. */
  @state() declare private draft: SteppedWish | null;

  constructor() {
    super();
    this.draft = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('wish');
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(this.wish)) this.draft = null;
  }

  override render(): TemplateResult {
    const wish = this.draft ?? this.wish;
    const { wish: text } = this.text;
    const [less, more] = wish.kind === 'reserve' ? [text.less, text.more] : [text.earlier, text.later];
    return html`<fieldset ?disabled=${this.pending || this.locked}>
      <legend>${this.#name(wish)}</legend>
      <div class="edit">
        <button aria-label=${less} @click=${() => this.#step(-1)}>−</button>
        <span class="field">${this.#field(wish)}</span>
        <button aria-label=${more} @click=${() => this.#step(1)}>+</button>
      </div>
      ${this.draft && !this.pending ? this.#draft(this.draft) : nothing}
      ${this.pending ? html`<p class="quiet">${text.pending}</p>` : nothing}
    </fieldset>`;
  }

  #draft(draft: SteppedWish): TemplateResult {
    const { text, previewed } = this;
    const isOwn = previewed.kind !== 'none' && previewed.wish.id === draft.id;
    // What stands there while the newest value is worked out is of the one before.
    const isOld = previewed.kind === 'none' || previewed.kind === 'reckoning' || previewed.wish !== draft;
    return html`<div class="draft stack">
      ${isOwn ? html`<section class="stack" aria-busy=${isOld ? 'true' : 'false'} aria-label=${text.title(this.#name(draft), this.#value(draft))}><tw-preview .home=${this.home} .text=${text} .previewed=${previewed}></tw-preview></section>` : nothing}
      <div class="ways">
        <button class="main save" @click=${this.#save}>${text.keep}</button>
        <button class="back" @click=${this.#back}>${text.back}</button>
      </div>
    </div>`;
  }

  #value(wish: SteppedWish): string {
    const { tag } = words().language;
    return wish.kind === 'reserve' ? formatShare(tag, wish.share) : formatMoment(tag, wish.by, this.zone);
  }

  #name(wish: SteppedWish): string {
    return this.text.wish[wish.kind](deviceName(this.devices, wish.device));
  }

  #field(wish: SteppedWish): TemplateResult {
    const name = this.#name(wish);
    if (wish.kind === 'reserve') {
      return html`<input type="number" inputmode="numeric" min="0" max="100" step="5" aria-label=${name} .value=${String(Math.round(wish.share * 100))} @change=${this.#type} /><span>%</span>`;
    }
    const day = formatMoment(words().language.tag, wish.by, this.zone);
    // No time field of the browser: that shows the convention of the browser, all else here is 24 hours.
    return html`<input inputmode="numeric" maxlength="5" autocomplete="off" aria-label=${name} title=${day} .value=${this.#clock(wish.by)} @change=${this.#type} />`;
  }

  #step(direction: 1 | -1): void {
    this.#try(stepped(this.draft ?? this.wish, direction, this.now));
  }

  #type(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const next = typed(this.draft ?? this.wish, event.target.value, this.now, this.zone);
    // What was typed and is no time is put right, although nothing has changed.
    if (next.kind !== 'reserve') event.target.value = this.#clock(next.by);
    this.#try(next);
  }

  #try(draft: SteppedWish): void {
    this.draft = draft;
    this.#tell(draft);
  }

  #back(): void {
    this.draft = null;
    this.#tell(null);
  }

  #tell(draft: SteppedWish | null): void {
    this.dispatchEvent(new CustomEvent<SteppedWish | null>('tw-wish-drafted', { detail: draft }));
  }

  #clock(at: number): string {
    return formatClock('en-GB', at, this.zone);
  }

  #save(): void {
    if (this.draft) this.dispatchEvent(new CustomEvent<SteppedWish>('tw-wish-changed', { detail: this.draft }));
  }
}
