import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { attentionOf } from '../../state/attention.ts';
import { bandOf, lastingPower } from '../../state/band.ts';
import { knownPower } from '../../state/gridPower.ts';
import { levelOf, priceAt } from '../../state/price.ts';
import { formatPrice } from '../format/money.ts';
import { formatAge, formatClock, formatNear, isBetween } from '../format/time.ts';
import { sayAttention } from '../parts/attentionWords.ts';
import { basicSpeech } from '../parts/basicSpeech.ts';
import { figureOf } from '../parts/figure.ts';
import { Screen } from '../parts/screen.ts';
import '../parts/tw-attention.ts';
import '../parts/tw-band.ts';
import '../parts/tw-flows.ts';
import { base } from '../style/base.ts';
import { priceColours } from '../style/price.ts';
import type { MoneyWords } from '../text/en/money.ts';
import { wordsOf } from '../text/words.ts';
import { wallStyle } from './style.ts';

/** When nobody reads a wall: it dims, unless somebody touches it. */
const NIGHT = { from: '22:00', to: '06:00' } as const;
/** A touch in the night brightens it for so long, ms. */
const AWAKE = 60_000;
/** Steps of the walk against burn-in, px, and how far it goes. */
const [STEP, WALK] = [4, 5];

/**
 * Now on a tablet that is always on: the whole screen, no hands needed, kept awake, dimmed at night (S13).
 * @fires tw-go - CustomEvent<string>: back to Now.
 */
@customElement('tw-wall')
export class TwWall extends Screen {
  static override styles = [base, priceColours, wallStyle];

  @state() declare private text: MoneyWords | null;
  /** Bright until then, ms of this page. */
  @state() declare private awake: number;
  #lock: WakeLockSentinel | undefined;

  constructor() {
    super();
    this.text = null;
    this.awake = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#keepOn);
    void this.#keepOn();
    void wordsOf('money').then(
      (text) => (this.text = text),
      () => undefined,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#keepOn);
    void this.#lock?.release();
  }

  /** A browser that grants no lock leaves it to the tablet's own setting. */
  readonly #keepOn = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request('screen');
    } catch {
      this.#lock = undefined;
    }
  };

  override render(): TemplateResult {
    const freshness = this.home.gridFreshness();
    const { grid, tariff } = this.home.model.facts;
    const figure = figureOf(this.words, grid.body, tariff.body ?? undefined, this.preferences.value.figure, freshness);
    const [x, y] = this.#walk();
    return html`<div class="screen ${this.#isDim ? 'night' : ''}" @pointerdown=${this.#wake} @keydown=${this.#wake}>
      <div class="wall ${freshness.kind === 'fresh' ? '' : 'stale'}" style="--shift-x:${x};--shift-y:${y}">
        <div class="head"><span class="time">${formatClock(this.#tag, this.now, this.zone)}</span><button class="plain" @click=${this.#leave}>${this.text?.wall.leave ?? this.words.close}</button></div>
        <div class="middle">
          ${this.#attention()}
          <div>
            <p class="line">${figure.direction || html`&nbsp;`}</p>
            <p class="number">${figure.number || this.words.unknown}</p>
            <p class="line">${figure.unit || html`&nbsp;`}</p>
          </div>
          ${freshness.kind === 'fresh' ? this.#band() : nothing}
        </div>
        <div class="foot"><tw-flows .home=${this.home} .preferences=${this.preferences}></tw-flows>${this.#price()}<p>${freshness.kind === 'unknown' ? this.words.waiting : freshness.kind === 'stale' ? this.words.age.asOf(formatClock(this.#tag, freshness.at, this.zone)) : formatAge(this.words, freshness.age)}</p></div>
      </div>
    </div>`;
  }

  /** What cannot wait stands first, with what can be done about it. */
  #attention(): TemplateResult {
    const { broken } = this;
    if (broken !== undefined) return html`<h1 class="first">${broken}</h1>`;
    const { read } = this.preferences.value;
    const [first] = attentionOf(this.home.model.facts, this.now, read).filter(({ kind }) => kind !== 'notice');
    // Who does not see the number hears it as a sentence (U11).
    if (!first) return html`<h1 class="unseen">${basicSpeech(this.home, '')}</h1>`;
    const said = sayAttention(this.place, first);
    return html`<div class="first">
      <h1>${said.sentence}</h1>
      <tw-attention .home=${this.home} .preferences=${this.preferences} .said=${said} .others=${0}></tw-attention>
    </div>`;
  }

  #band(): TemplateResult | typeof nothing {
    const grid = this.home.model.facts.grid.body;
    const known = grid && knownPower(grid);
    if (!grid || !known) return nothing;
    const band = bandOf(lastingPower(grid, known.watts), grid.at, this.home.memory.past.value);
    return html`<div>
      <tw-band .band=${band}></tw-band>
      <p class="line">${band.kind === 'known' ? this.words.now[band.word] : this.words.now.learningStart}</p>
    </div>`;
  }

  #price(): TemplateResult | typeof nothing {
    const tariff = this.home.model.facts.tariff.body;
    const price = tariff && priceAt(tariff, this.now);
    if (!tariff || !price || !this.text) return nothing;
    const money = (micro: number): string => formatPrice(this.#tag, micro, tariff.currency);
    const { next, slot } = price;
    const level = levelOf(slot.importPrice, tariff.slots);
    const said = next ? this.words.now.priceUntil(money(slot.importPrice), formatNear(this.#tag, next.start, this.zone, this.now)) : this.text.wall.price(money(slot.importPrice));
    return html`<p class="line"><span class="level ${level}">${this.words.now.level[level]}</span> ${said}${next ? `${this.words.language.comma}${this.words.now.then(money(next.importPrice))}` : nothing}</p>`;
  }

  get #isDim(): boolean {
    return performance.now() >= this.awake && isBetween(formatClock('en-GB', this.now, this.zone), NIGHT.from, NIGHT.to);
  }

  /** Another place each minute, over a square of places, all of them in turn. */
  #walk(): readonly [number, number] {
    const minute = Math.floor(this.now / 60_000);
    const place = (n: number): number => ((n % WALK) - Math.floor(WALK / 2)) * STEP;
    return [place(minute), place(Math.floor(minute / WALK))];
  }

  get #tag(): string {
    return this.words.language.tag;
  }

  readonly #wake = (): void => {
    this.awake = performance.now() + AWAKE;
  };

  readonly #leave = (): void => {
    this.dispatchEvent(new CustomEvent('tw-go', { detail: 'now', bubbles: true, composed: true }));
  };
}
