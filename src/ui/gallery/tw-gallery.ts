import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { PreferenceStore, TEXT_SIZES, type Preferences } from '../../state/preferences.ts';
import { check, choicesStyle, pick } from '../parts/choices.ts';
import { Watching } from '../parts/watching.ts';
import { applyLooks } from '../style/appearance.ts';
import { base } from '../style/base.ts';
import { parts, screens, type Exhibit } from './exhibits.ts';
import { speakAs, TONGUES, type Tongue } from './tongues.ts';
import { STATES, type StateOfHome } from './states.ts';

const names = <T extends string>(all: readonly T[]): readonly { readonly value: T; readonly name: string }[] => all.map((value) => ({ value, name: value }));

/** Every part in every state, of the real parts and fixed facts. Its own words are English: householders never come here. */
@customElement('tw-gallery')
export class TwGallery extends LitElement {
  static override styles = [
    base,
    choicesStyle,
    css`
      :host {
        padding: calc(var(--space) * 2);
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--space) * 2);
        align-items: end;
      }
      .hall {
        display: grid;
        gap: calc(var(--space) * 4);
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        align-items: start;
        margin-block-start: calc(var(--space) * 3);
      }
      figure {
        min-inline-size: 0;
        border: 1px dashed var(--line);
        padding: calc(var(--space) * 2);
        /* What fills a screen fills its frame here. */
        contain: layout;
      }
      figure[data-name='wall'] {
        min-block-size: 40rem;
      }
      figcaption {
        color: var(--quiet);
        font-size: var(--small);
        margin-block-end: var(--space);
      }
    `,
  ];

  /** Of this page alone: nothing is kept. */
  readonly preferences = new PreferenceStore(undefined);
  @state() declare private shown: StateOfHome;
  @state() declare private tongue: Tongue;
  @state() declare private exhibits: readonly Exhibit[];
  /** Counts languages, so that everything is drawn anew. */
  @state() declare private spoken: number;

  constructor() {
    super();
    const asked = new URLSearchParams(location.search);
    this.shown = (Object.keys(STATES) as StateOfHome[]).find((one) => one === asked.get('state')) ?? 'ready';
    this.tongue = TONGUES.find((one) => one === asked.get('tongue')) ?? 'en';
    const theme = asked.get('theme');
    this.preferences.choose({ theme: theme === 'dark' || theme === 'light' ? theme : 'system', contrast: asked.has('contrast'), textSize: TEXT_SIZES.find((size) => String(size) === asked.get('text')) ?? 100 });
    this.exhibits = [];
    this.spoken = 0;
    new Watching(this, () => [this.preferences]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override willUpdate(): void {
    applyLooks(document.documentElement, this.preferences.value, false);
  }

  override render(): TemplateResult {
    return html`<h1>Gallery</h1>
      <form class="controls">${this.#controls()}</form>
      <div class="hall">${keyed(`${this.shown} ${this.spoken}`, this.exhibits.map((exhibit) => this.#exhibit(exhibit)))}</div>`;
  }

  #controls(): TemplateResult {
    const { theme, contrast, textSize } = this.preferences.value;
    const choose = (change: Partial<Preferences>): void => this.preferences.choose(change);
    return html`${pick('State', names(Object.keys(STATES) as StateOfHome[]), this.shown, (shown) => (this.shown = shown))}
      ${pick('Language', names(TONGUES), this.tongue, (tongue) => void this.#speak(tongue))} ${pick('Colours', names(['system', 'light', 'dark'] as const), theme, (chosen) => choose({ theme: chosen }))}
      ${pick('Text', TEXT_SIZES.map((value) => ({ value, name: `${value} %` })), textSize, (size) => choose({ textSize: size }))} ${check('More contrast', contrast, (on) => choose({ contrast: on }))}`;
  }

  #exhibit({ name, draw }: Exhibit): TemplateResult {
    return html`<figure data-name=${name}>
      <figcaption>${name}, ${this.shown}</figcaption>
      ${draw(STATES[this.shown](), this.preferences)}
    </figure>`;
  }

  async #open(): Promise<void> {
    await this.#speak(this.tongue);
    this.exhibits = [...parts(window), ...(await screens())];
  }

  async #speak(tongue: Tongue): Promise<void> {
    await speakAs(tongue);
    this.tongue = tongue;
    this.spoken++;
  }
}

/** Shows the gallery in the place of the app. */
export function openGallery(body: HTMLElement): void {
  document.title = 'Gallery – Tidewatt';
  body.append(new TwGallery());
}
