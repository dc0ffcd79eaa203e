import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Ladder } from '#wire/message/bodies.ts';
import type { PreferenceStore } from '../../state/preferences.ts';
import { formatCount, formatPower } from '../format/power.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { beep, hasSound, wakeSound } from '../parts/sound.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { WarningsWords } from '../text/en/warnings.ts';
import { words } from '../text/words.ts';

/** A test in a home without a threshold is of none in particular. */
const NO_LADDER = 'none';

/** How a warning of the power threshold reaches people, tried out, and the plain statement when nothing can. */
@customElement('tw-warnings')
export class TwWarnings extends LitElement {
  static override styles = [
    base,
    css`
      label {
        display: flex;
        align-items: center;
        gap: calc(var(--space) * 1.5);
        min-block-size: var(--target);
      }
      input {
        inline-size: 1.5rem;
        block-size: 1.5rem;
        min-block-size: 0;
        min-inline-size: 0;
        flex: none;
        accent-color: var(--accent);
      }
      .nothing {
        font-weight: 600;
      }
      li::before {
        content: '✓ ';
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare preferences: PreferenceStore;
  @property({ attribute: false }) declare text: WarningsWords;
  @state() declare private silent: boolean;

  constructor() {
    super();
    this.silent = !hasSound();
    new Watching(this, () => [this.home.model.facts.ladder, this.home.model.outdated, this.home.requests.asked, this.preferences]);
  }

  override render(): TemplateResult {
    const { text } = this;
    const ladders = this.home.model.facts.ladder.body;
    return html`<section class="card stack" aria-labelledby="warnings">
      <h2 id="warnings">${words().attention.title}</h2>
      ${ladders && ladders.length > 0 ? ladders.map((ladder) => this.#ladder(ladder)) : html`<p>${ladders ? text.none : words().waiting}</p>`}
      ${ladders ? this.#reach(ladders) : nothing} ${this.#sound()}
    </section>`;
  }

  #ladder({ direction, threshold, window, where }: Ladder): TemplateResult {
    const { text } = this;
    const { language } = words();
    const lines = [text.threshold[direction](formatPower(language.tag, threshold))];
    if (window !== null) lines.push(text.average(formatCount(language.tag, window / 60_000)));
    if (where === 'meter') lines.push(text.atMeter);
    return html`<p>${lines.join(' ')}</p>`;
  }

  #reach(ladders: readonly Ladder[]): TemplateResult {
    const { text } = this;
    const { override } = words();
    const ways = [...new Set(ladders.flatMap(({ reaches }) => reaches))];
    const test = this.home.requests.asked.value.findLast(({ body }) => body.kind === 'act' && body.act.kind === 'ladder' && body.act.act === 'test');
    const asking = test?.progress === 'queued';
    return html`${ways.length === 0 ? html`<p class="nothing" role="note">${text.nothing}</p>` : html`<div><p>${text.reached}</p><ul>${ways.map((way) => html`<li>${text.reaches[way]}</li>`)}</ul></div>`}
      <button ?disabled=${asking || this.home.model.outdated.value} @click=${() => this.#test(ladders)}>${asking ? override.asking : text.test}</button>
      <p role="status" ?hidden=${test?.progress !== 'done'}>${test?.progress === 'done' ? text.tested : ''}</p>`;
  }

  /** This screen is one of the ways: it sounds with the others. */
  #test(ladders: readonly Ladder[]): void {
    void this.home.requests.ask({ kind: 'act', act: { kind: 'ladder', ladder: ladders[0]?.id ?? NO_LADDER, act: 'test' } }, null);
    if (this.preferences.value.sound) void this.#hear();
  }

  #sound(): TemplateResult {
    const { text } = this;
    const { sound } = this.preferences.value;
    return html`<div>
      <label><input type="checkbox" .checked=${sound} @change=${this.#choose} /><span>${text.sound}</span></label>
      <p class="quiet">${text.soundAbout}${sound && this.silent ? ` ${text.soundWaits}` : ''}</p>
    </div>`;
  }

  #choose(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.preferences.choose({ sound: event.target.checked });
    if (event.target.checked) void this.#hear();
  }

  /** Called from a press, which is what browsers ask for before they let a page sound. */
  async #hear(): Promise<void> {
    this.silent = !(await wakeSound());
    beep();
  }
}
