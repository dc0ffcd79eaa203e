import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { flowsOf, type Flow } from '../../state/flows.ts';
import { knownPower } from '../../state/gridPower.ts';
import { formatPower } from '../format/power.ts';
import { base } from '../style/base.ts';
import type { DisplayWords } from '../text/en/display.ts';
import { wordsOf } from '../text/words.ts';
import { Screen } from './screen.ts';

/** Less than so many W either way is drawn without an arrow. */
const STILL = 50;

/** The flow line of Now and of the wall: grid, panels, battery and car, each with its arrow into the home or out of it, and what the home takes. */
@customElement('tw-flows')
export class TwFlows extends Screen {
  static override styles = [
    base,
    css`
      :host([hidden]) {
        display: none;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(6rem, 100%), 1fr));
        gap: var(--space);
        text-align: center;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        overflow-wrap: anywhere;
      }
      strong {
        white-space: nowrap;
      }
    `,
  ];

  @state() declare private text: DisplayWords | null;

  constructor() {
    super();
    this.text = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words it stays away; the next visit asks again.
    void wordsOf('display').then(
      (text) => (this.text = text),
      () => undefined,
    );
  }

  /** Hidden, it leaves no empty card. */
  override updated(): void {
    this.hidden = this.renderRoot.querySelector('ul') === null;
  }

  override render(): TemplateResult | typeof nothing {
    const { grid, devices } = this.home.model.facts;
    const isFresh = this.home.gridFreshness().kind === 'fresh';
    const flows = flowsOf(grid.body && isFresh ? knownPower(grid.body) : null, devices.body ?? []);
    const { text } = this;
    if (!text || !flows) return nothing;
    const { flow } = text;
    const { home } = flows;
    return html`<ul aria-label=${flow.title}>
      ${flows.ends.map((end) => this.#part(end.name ?? flow.grid, end.watts, this.#word(flow, end)))}
      ${this.#part(flow.home, home, home === null ? '' : home < -STILL ? flow.made : flow.used, false)}
    </ul>`;
  }

  #word({ ways, rest }: DisplayWords['flow'], { kind, watts }: Flow): string {
    if (watts === null) return '';
    return Math.abs(watts) < STILL ? rest : ways[kind][watts > 0 ? 0 : 1];
  }

  /** Upright arrows: they are the same from right to left. */
  #part(name: string, watts: number | null, word: string, isEnd = true): TemplateResult {
    const arrow = watts === null || !isEnd || Math.abs(watts) < STILL ? '' : watts > 0 ? '↓ ' : '↑ ';
    return html`<li><span class="quiet">${name}</span><strong><span aria-hidden="true">${arrow}</span>${watts === null ? this.words.unknown : formatPower(this.words.language.tag, watts)}</strong><small>${word || html`&nbsp;`}</small></li>`;
  }
}
