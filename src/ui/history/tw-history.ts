import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Past } from '../../state/past.ts';
import { readView, type PastView, type Summed } from '../../state/pastView.ts';
import { comparable, periodAt, shifted, type Against, type Period, type Span, type Stretch } from '../../state/period.ts';
import { Screen } from '../parts/screen.ts';
import { base } from '../style/base.ts';
import type { HistoryWords } from '../text/en/history.ts';
import { wordsOf } from '../text/words.ts';
import { likeName, sentence, type Telling } from './said.ts';
import { historyStyle } from './style.ts';
import { Swipe } from './swipe.ts';
import './tw-files.ts';
import './tw-lately.ts';
import './tw-log.ts';
import './tw-period.ts';
import './tw-picker.ts';

const MINUTE = 60_000;

/** What the home used and what it cost in any time that is known, held against its like; to be taken along as a file. */
@customElement('tw-history')
export class TwHistory extends Screen {
  static override styles = [base, historyStyle];

  /** Where a past ends that nobody adds to, ms UTC: there it is opened, and without prices; null = it goes on. */
  @property({ attribute: false }) declare from: number | null;
  @state() declare private text: HistoryWords | null;
  @state() declare private span: Span;
  /** An instant of the period shown; null = the one that is now, and goes on with the clock. */
  @state() declare private at: number | null;
  @state() declare private against: Against | null;
  @state() declare private view: PastView | 'failed' | null;
  @state() declare private past: Past | null;
  /** All that is known, ms UTC. */
  #known: Stretch | null = null;
  #asked = '';
  #release: () => void = () => undefined;
  readonly #swipe = new Swipe((steps) => this.#step(steps));

  constructor() {
    super();
    this.text = null;
    this.span = 'day';
    this.at = null;
    this.from = null;
    this.against = null;
    this.view = null;
    this.past = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  async #open(): Promise<void> {
    try {
      [this.text, this.past] = await Promise.all([wordsOf('history'), this.home.history()]);
    } catch {
      // Scripts that cannot be had now are asked for again when the person tries again.
      return void (this.view = 'failed');
    }
    this.#release();
    this.#release = this.past.changed.watch(() => this.requestUpdate());
  }

  override willUpdate(): void {
    const { past, span, zone, now } = this;
    if (!past || now === 0) return;
    // Read again when another time is wanted, a half-hour is over, or more of the past has come.
    const { today } = this.home.model.facts;
    const wanted = [span, this.#wanted.start, this.against, today.body?.until, past.changed.value, zone].join(' ');
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    void this.#read(past, wanted);
  }

  override render(): TemplateResult {
    const { text, view } = this;
    if (view === 'failed') return this.#failed();
    if (!text || !view) return html`<h1>${text?.waiting ?? this.words.waiting}</h1>`;
    const telling = this.#telling(text);
    return html`<div class="stack" @pointerdown=${this.#swipe.down} @pointerup=${this.#swipe.up}>
        <h1 aria-live="polite">${sentence(telling, view.now)}</h1>
        ${this.broken ? html`<p class="card" role="note">${this.broken}</p>` : nothing}
        ${view.away || view.gasAway ? html`<p class="card" role="note">${view.away ? text.away : text.gasAway}</p>` : nothing}
        <tw-period .gasTerms=${this.home.model.facts.tariff.body?.gas ?? null} .telling=${telling} .view=${view} .against=${this.against} .standing=${this.home.model.facts.tariff.body?.standingCharge ?? null} @tw-figure=${this.#turn}></tw-period>
        ${view.now.whole.importEnergy === null ? nothing : html`${this.#compare(telling, view.now.period)} ${this.#files(text, view.now.period)}`}
        ${this.from === null ? html`<tw-lately .telling=${telling} .past=${this.past} .gasTerms=${this.home.model.facts.tariff.body?.gas ?? null}></tw-lately>` : nothing}
        ${view.now.period.span === 'all' || this.from !== null ? nothing : this.#log(telling, view.now)}
      </div>
      <tw-picker
        .text=${text}
        .period=${view.now.period}
        .zone=${this.zone}
        .now=${this.#latest}
        .following=${this.at === null}
        .isFile=${this.from !== null}
        @tw-step=${(event: CustomEvent<number>) => this.#step(event.detail)}
        @tw-span=${(event: CustomEvent<Span>) => this.#look(event.detail)}
        @tw-date=${(event: CustomEvent<number | null>) => (this.at = event.detail)}
      ></tw-picker>`;
  }

  #files(text: HistoryWords, period: Period): TemplateResult {
    return html`<tw-files .text=${text} .past=${this.past} .period=${period} .zone=${this.zone} .currency=${this.currency}></tw-files>`;
  }

  #log(telling: Telling, { period, until }: Summed): TemplateResult {
    const { titleOf } = this.place;
    const place = { ...telling, devices: this.home.model.facts.devices.body ?? [], titleOf };
    return html`<tw-log .place=${place} .past=${this.past} .period=${period} .until=${until}></tw-log>`;
  }

  /** The last instant that can be looked at, ms UTC. */
  get #latest(): number {
    return this.from === null ? this.now : this.from - 1;
  }

  get #all(): Stretch {
    return this.#known ?? { start: this.now, end: this.now };
  }

  #telling(text: HistoryWords): Telling {
    return { words: this.words, text, zone: this.zone, now: this.now, currency: this.currency, figure: this.from === null && this.preferences.value.figure === 'money' ? 'money' : 'energy', isFile: this.from !== null };
  }

  #failed(): TemplateResult {
    return html`<div class="stack">
      <h1>${this.text?.failed ?? this.words.screenFailed}</h1>
      <button class="main" @click=${this.#again}>${this.words.tryAgain}</button>
    </div>`;
  }

  readonly #again = (): void => {
    this.#asked = '';
    this.view = null;
    if (!this.past) void this.#open();
  };

  /** The last question counts: an answer to another one comes too late. */
  async #read(past: Past, wanted: string): Promise<void> {
    const { home, against, zone, now } = this;
    try {
      const days = await past.days();
      const first = days?.[0]?.start ?? home.model.facts.today.body?.start ?? now;
      this.#known = { start: first, end: this.from ?? Math.max(now, periodAt('day', now, zone, this.#all).end) };
      const period = this.#wanted;
      const view = await readView(past, { period, against, zone, now, slots: home.model.facts.tariff.body?.slots ?? [] });
      if (wanted === this.#asked) this.view = view;
    } catch {
      // Whatever the reason, the householder can only try again; why this phone keeps nothing is said under More.
      if (wanted === this.#asked) this.view = 'failed';
    }
  }

  #turn(): void {
    this.preferences.choose({ figure: this.preferences.value.figure === 'money' ? 'power' : 'money' });
  }

  #look(span: Span): void {
    this.span = span;
    if (this.against !== null && !comparable(span).includes(this.against)) this.against = null;
    if (span === 'all') this.at = null;
  }

  /** Into a later period, as far as there is one; where now is reached the clock is followed again. */
  #step(steps: number): void {
    const { span, zone } = this;
    const latest = this.#latest;
    if (span === 'all') return;
    // From what was asked for last, not from what is shown: taps may be faster than answers.
    const next: Period = shifted(this.#wanted, steps, zone);
    if (next.start >= latest) return;
    const isLatest = next.end > (span === 'hour' ? latest - MINUTE : latest);
    this.at = isLatest ? null : span === 'hour' ? next.end : next.start;
  }

  get #wanted(): Period {
    return periodAt(this.span, this.at ?? this.#latest, this.zone, this.#all);
  }

  #compare(telling: Telling, period: Period): TemplateResult | typeof nothing {
    const choices = comparable(period.span);
    if (choices.length === 0) return nothing;
    const { text } = telling;
    return html`<label class="card"
      ><span>${text.compare}</span>
      <select @change=${this.#hold}>
        <option value="" ?selected=${this.against === null}>${text.nothing}</option>
        ${choices.map((one) => html`<option value=${one} ?selected=${one === this.against}>${likeName(telling, period, one)}</option>`)}
      </select>
    </label>`;
  }

  #hold(event: Event): void {
    const chosen = comparable(this.span).find((one) => event.target instanceof HTMLSelectElement && one === event.target.value);
    this.against = chosen ?? null;
  }
}
