import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { stepOf, unseenWarning } from '../../state/attention.ts';
import { bandOf } from '../../state/band.ts';
import { isBroken } from '../../state/badge.ts';
import { knownPower } from '../../state/gridPower.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import { formatClock, isBetween } from '../format/time.ts';
import { sayAttention } from '../parts/attentionWords.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { Announcer } from './announcer.ts';

/** High use is spoken only after it lasted this long: a kettle is no news (U5). */
const LASTING = 300_000;

interface News {
  readonly text: string;
  /** It is said again as long as it lasts. */
  readonly insists: boolean;
}

/** Speaks changes of band and link to screen readers, politely and rarely; danger and the power threshold at once, once a step. */
@customElement('tw-speech')
export class TwSpeech extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @state() declare private said: string;
  @state() declare private urgent: string;
  readonly #announcer = new Announcer();
  #step = '';
  #band: { readonly word: string; readonly since: number } | null = null;

  constructor() {
    super();
    this.said = '';
    this.urgent = '';
    new Watching(this, () => [this.home.pulse]);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.size > 0 && !changed.has('home')) return;
    this.#warn();
    const now = performance.now();
    const next = this.#news(now);
    if (next === null) return this.#calm();
    const text = this.#announcer.say(next.text, now, next.insists);
    if (text === null) return;
    // Readers keep silent about a text that stays as it is.
    this.said = text === this.said ? `${text}\u00a0` : text;
    if (!this.#isQuiet()) this.#aloud(text);
  }

  /** What is over is not left to be read as if it still were. */
  #calm(): void {
    this.#announcer.calm();
    this.said = '';
  }

  override render(): TemplateResult {
    return html`<p class="unseen" role="status">${this.said}</p><p class="unseen" role="alert">${this.urgent}</p>`;
  }

  /** The countdown goes on in silence: only another step is said. */
  #warn(): void {
    const place = placeOf(this.home);
    const first = unseenWarning(this.home.model.facts, place.now);
    const step = first === null ? '' : stepOf(first);
    if (step === this.#step) return;
    this.#step = step;
    this.urgent = first === null ? '' : sayAttention(place, first).sentence;
    if (this.urgent !== '') this.#aloud(this.urgent);
  }

  /** Also for who looks and listens: where it was asked for. The voice's script comes when it first speaks. */
  #aloud(text: string): void {
    const { aloud, volume, pace } = this.preferences.value;
    if (aloud) void import('../parts/voice.ts').then(({ sayAloud }) => sayAloud(text, words().language.tag, { volume, pace }));
  }

  #isQuiet(): boolean {
    const { quiet } = this.preferences.value;
    const { now, zone } = placeOf(this.home);
    return quiet !== null && isBetween(formatClock('en-GB', now, zone), quiet.from, quiet.to);
  }

  #news(now: number): News | null {
    const badge = this.home.badge();
    if (isBroken(badge)) return { text: words().badgeMeans[badge], insists: false };
    const word = this.#word(now);
    return word === null ? null : { text: words().spoken.band(words().now[word]), insists: word === 'high' };
  }

  #word(now: number): 'low' | 'usual' | 'high' | null {
    const grid = this.home.model.facts.grid.body;
    const known = grid && this.home.gridFreshness().kind === 'fresh' ? knownPower(grid) : null;
    if (!grid || !known) return null;
    const band = bandOf(known.watts, grid.at, this.home.memory.past.value);
    if (band.kind === 'none') return null;
    if (this.#band?.word !== band.word) this.#band = { word: band.word, since: now };
    return now - this.#band.since >= LASTING ? band.word : null;
  }
}
