import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DemoControls } from '../../state/demoControls.ts';
import { formatCount, formatPower, formatShare } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { DemoWords } from '../text/en/demo.ts';
import { words, wordsOf } from '../text/words.ts';

/** What is sent: W, and minutes of home time. */
const LIMIT = { w: 1_000, minutes: 10 };
/** What is offered: minutes until it begins, and for which it lasts. */
const OFFER = { after: 5, minutes: 30 };
const SPEEDS = [1, 60, 600];

/**
 * What a visitor may do to the demo home that nobody does to a real one.
 * @fires tw-demo - CustomEvent<boolean>: leave the demo home.
 */
@customElement('tw-try')
export class TwTry extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-block-start: calc(var(--space) * 2);
      }
      .speeds {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space);
        border: none;
        margin: 0;
        padding: 0;
        min-inline-size: 0;
      }
      .speeds button {
        flex: 1 0 auto;
      }
      legend {
        padding: 0;
        margin-block-end: calc(var(--space) / 2);
      }
      [aria-pressed='true'] {
        border: 2px solid var(--accent);
        font-weight: 650;
      }
      progress {
        inline-size: 100%;
        accent-color: var(--accent);
      }
      p[role='status']:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare demo: DemoControls;

  @state() declare private text: DemoWords | null;

  constructor() {
    super();
    this.text = null;
    new Watching(this, () => [this.demo.past, this.home.model.facts.home, this.home.model.facts.limit, this.home.model.facts.grid]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('demo').then((text) => (this.text = text));
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    return html`<section class="card stack" aria-labelledby="try">
      <h2 id="try">${text.title}</h2>
      ${this.demo.past.value < 1 ? this.#past(text) : this.#controls(text)}
    </section>`;
  }

  #past(text: DemoWords): TemplateResult {
    const share = this.demo.past.value;
    const said = text.past(formatShare(words().language.tag, share));
    return html`<p>${said}</p><progress aria-label=${text.pastName} max="1" .value=${share}></progress>`;
  }

  #controls(text: DemoWords): TemplateResult {
    const standing = this.#standing !== undefined;
    const power = formatPower(words().language.tag, LIMIT.w);
    return html`<button class="main" @click=${() => this.demo.limit(standing ? null : LIMIT.w, LIMIT.minutes)}>${standing ? text.lift : text.limit(power, String(LIMIT.minutes))}</button>
      <p role="status">${this.#limitSaid(text)}</p>
      <button @click=${() => this.demo.offer(OFFER.after, OFFER.minutes)}>${text.offer(String(OFFER.minutes), String(OFFER.after))}</button>
      ${this.#speeds(text)} ${this.#leave()}`;
  }

  get #standing() {
    return this.home.model.facts.limit.body?.limits.find(({ direction, value }) => direction === 'import' && value.kind === 'limit');
  }

  #limitSaid(text: DemoWords): string {
    const { facts } = this.home.model;
    const limit = this.#standing;
    const { language, unknown } = words();
    if (!limit || limit.value.kind !== 'limit' || !facts.limit.body) return '';
    const until = limit.end === null ? unknown : formatClock(language.tag, limit.end, facts.home.body?.zone ?? 'UTC');
    const drawn = facts.grid.body?.power ?? null;
    const said = text.allows(formatPower(language.tag, limit.value.w), until);
    return `${said} ${text.state[facts.limit.body.state](drawn === null ? unknown : formatPower(language.tag, Math.max(0, drawn)))}`;
  }

  #speeds(text: DemoWords): TemplateResult {
    const now = this.home.model.facts.home.body?.clock.speed ?? 1;
    return html`<fieldset class="speeds">
      <legend>${text.speed}</legend>
      ${SPEEDS.map((speed) => html`<button aria-pressed=${speed === now ? 'true' : 'false'} @click=${() => this.demo.speed(speed)}>${text.times(formatCount(words().language.tag, speed))}</button>`)}
    </fieldset>`;
  }

  #leave(): TemplateResult | typeof nothing {
    const { choice } = this.home;
    if (choice.kind === 'demo' && choice.only) return nothing;
    return html`<button class="plain" @click=${() => this.dispatchEvent(new CustomEvent('tw-demo', { detail: false, bubbles: true, composed: true }))}>${words().more.demoEnd}</button>`;
  }
}
