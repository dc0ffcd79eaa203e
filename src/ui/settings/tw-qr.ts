import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { encode } from 'uqr';

/** Light modules around a symbol (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** The dark modules of a row as one line of the drawing. */
function drawnRow(dark: readonly boolean[], y: number): string {
  return dark.map((is, x) => (is ? `M${x} ${y}h1v1h-1z` : '')).join('');
}

/** A link as a QR code for another phone's camera: black on white in every appearance, as cameras want it. */
@customElement('tw-qr')
export class TwQr extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    svg {
      display: block;
      inline-size: min(100%, 18rem);
      margin-inline: auto;
      background: #fff;
      forced-color-adjust: none;
      border-radius: calc(var(--round) / 2);
    }
  `;

  @property() declare link: string;
  /** What it is, for who cannot see it. */
  @property() declare name: string;

  override render(): TemplateResult {
    const { data, size } = encode(this.link, { ecc: 'M', border: QUIET_ZONE });
    return html`<svg role="img" aria-label=${this.name} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">${svg`<path fill="#000" d=${data.map(drawnRow).join('')} />`}</svg>`;
  }
}
