import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Badge } from '../../state/badge.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';

/** A shape for each kind of state, so that the word never stands on colour alone. */
const SHAPES: Readonly<Record<Badge, 'whole' | 'turning' | 'open' | 'quiet'>> = {
  live: 'whole',
  demo: 'whole',
  connecting: 'turning',
  'meter-waiting': 'turning',
  'not-paired': 'quiet',
  'no-internet': 'quiet',
  ended: 'quiet',
  'storage-failed': 'open',
  refused: 'open',
  'no-gateway': 'open',
  'no-meter': 'open',
};

/** Every state there is. */
export const BADGES = Object.keys(SHAPES) as readonly Badge[];

/** Where the chain from meter to phone stands, in two words. */
@customElement('tw-badge')
export class TwBadge extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        font-size: var(--small);
      }
      p {
        display: inline-flex;
        align-items: center;
        gap: var(--space);
        padding: 0.25rem 0.75rem;
        border-radius: 2rem;
        border: 1px solid var(--line);
        background: var(--card);
      }
      .open {
        border: 2px solid var(--dear);
        font-weight: 600;
      }
      i {
        inline-size: 0.6rem;
        block-size: 0.6rem;
        border-radius: 50%;
        border: 2px solid var(--accent);
      }
      .whole i {
        background: var(--accent);
      }
      .turning i {
        border-block-start-color: transparent;
      }
      .quiet i {
        border-color: var(--edge);
      }
      .open i {
        border-color: var(--dear);
        border-radius: 0;
        transform: rotate(45deg);
      }
    `,
  ];

  @property() declare badge: Badge;

  override render(): TemplateResult {
    return html`<p class=${SHAPES[this.badge]}><i aria-hidden="true"></i><span>${words().badge[this.badge]}</span></p>`;
  }
}
