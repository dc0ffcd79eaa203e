import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Band } from '../../state/band.ts';
import { base } from '../style/base.ts';

const RADIUS = 90;
const WORDS = ['low', 'usual', 'high'] as const;
/** Degrees left open between the thirds of the arc. */
const GAP = 4;

/** A point of the half circle: 0 at its left end, 1 at its right end. */
function point(place: number, radius = RADIUS): { x: number; y: number } {
  const angle = Math.PI * (1 - place);
  return { x: 100 + radius * Math.cos(angle), y: 100 - radius * Math.sin(angle) };
}

function arc(from: number, to: number): string {
  const start = point(from + GAP / 360);
  const end = point(to - GAP / 360);
  return `M ${start.x.toFixed(2)} ${start.y.toFixed(2)} A ${RADIUS} ${RADIUS} 0 0 1 ${end.x.toFixed(2)} ${end.y.toFixed(2)}`;
}

const THIRDS = WORDS.map((name, index) => ({ name, drawn: arc(index / 3, (index + 1) / 3) }));

/** A shape for each word, so that nothing depends on colour: a wedge down, a dot, a wedge up. */
const MARKS = { low: 'M -7 -6 L 7 -6 L 0 7 Z', usual: 'M -6 0 A 6 6 0 1 0 6 0 A 6 6 0 1 0 -6 0 Z', high: 'M -7 6 L 7 6 L 0 -7 Z' };

/** The arc of low, usual and high round the big number. Decoration: the word beside it says the same. */
@customElement('tw-band')
export class TwBand extends LitElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        inline-size: 100%;
        overflow: visible;
      }
      path.third {
        fill: none;
        stroke: var(--line);
        stroke-width: 6;
        stroke-linecap: round;
      }
      path.third.here {
        stroke: var(--edge);
      }
      path.mark {
        fill: var(--ink);
        stroke: var(--paper);
        stroke-width: 3;
        paint-order: stroke;
      }
      @media (forced-colors: active) {
        path.third {
          stroke: GrayText;
        }
        path.third.here {
          stroke: CanvasText;
        }
        path.mark {
          fill: CanvasText;
          stroke: Canvas;
        }
      }
    `,
  ];

  @property({ attribute: false }) declare band: Band;

  override render(): TemplateResult {
    const { band } = this;
    const word = band.kind === 'known' ? band.word : undefined;
    return html`<svg viewBox="0 0 200 108" aria-hidden="true">
      ${THIRDS.map(({ name, drawn }) => svg`<path class="third ${name === word ? 'here' : ''}" d=${drawn}></path>`)}
      ${band.kind === 'known' ? this.#mark(band.word, band.place) : nothing}
    </svg>`;
  }

  #mark(word: 'low' | 'usual' | 'high', place: number): TemplateResult<2> {
    const { x, y } = point(0.02 + place * 0.96);
    return svg`<path class="mark" d=${MARKS[word]} transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"></path>`;
  }
}
