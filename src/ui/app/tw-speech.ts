import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { stepOf, unseenWarning } from '../../state/attention.ts';
import { bandOf } from '../../state/band.ts';
import { knownPower } from '../../state/gridPower.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import { formatClock, isBetween } from '../format/time.ts';
import { sayAttention } from '../parts/attentionWords.ts';
import { sayInWords } from '../parts/sayInWords.ts';
import { brokenSentence, placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { hasVoice } from '../parts/voice.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { Announcer } from './announcer.ts';
import './tw-aloud.ts';

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
    return html`<p class="unseen" role="status">${this.said}</p><p class="unseen" role="alert">${this.urgent}</p>${hasVoice() ? html`<tw-aloud .home=${this.home} .preferences=${this.preferences}></tw-aloud>` : nothing}`;
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

  /** Also for who looks and listens: where it was asked for. */
  #aloud(text: string): void {
    const { aloud, volume, pace } = this.preferences.value;
    if (aloud) void sayInWords(this.home, text, { volume, pace });
  }

  #isQuiet(): boolean {
    const { quiet } = this.preferences.value;
    const { now, zone } = placeOf(this.home);
    return quiet !== null && isBetween(formatClock('en-GB', now, zone), quiet.from, quiet.to);
  }

  #news(now: number): News | null {
    const broken = brokenSentence(this.home);
    if (broken !== undefined) return { text: broken, insists: false };
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
