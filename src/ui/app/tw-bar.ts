import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { icon } from './icons.ts';
import { BAR, SIMPLE, type BarRoute, type Route, type Router } from './router.ts';

/**
 * The five screens under the thumb, and the way to take things by hand from each of them; a rail where the window is wide.
 * @fires tw-override - Event: open the sheet.
 */
@customElement('tw-bar')
export class TwBar extends LitElement {
  static override styles = [
    base,
    css`
      nav {
        background: var(--card);
        border-block-start: 1px solid var(--line);
        padding-block-end: env(safe-area-inset-bottom);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        max-inline-size: 40rem;
        margin-inline: auto;
      }
      li {
        flex: 1 0 15%;
        min-inline-size: min-content;
      }
      a,
      button {
        inline-size: 100%;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 2px;
        min-block-size: 3.75rem;
        color: var(--quiet);
        text-decoration: none;
        font-size: 0.8125rem;
        text-align: center;
      }
      button {
        background: none;
        border: none;
        border-radius: 0;
        padding: 0;
      }
      a[aria-current] {
        color: var(--accent);
        font-weight: 650;
        box-shadow: inset 0 3px 0 var(--accent);
      }
      a:focus-visible,
      button:focus-visible {
        outline-offset: -4px;
      }
      svg {
        inline-size: 1.625rem;
        block-size: 1.625rem;
        fill: none;
        stroke: currentColor;
        stroke-width: 2;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      @media (min-width: 60rem) {
        nav {
          block-size: 100%;
          border-block-start: none;
          border-inline-end: 1px solid var(--line);
        }
        ul {
          flex-direction: column;
          inline-size: 6rem;
          padding-block-start: calc(var(--space) * 4);
          gap: var(--space);
        }
        li {
          flex: none;
        }
        a,
        button {
          min-block-size: 4.5rem;
        }
        a[aria-current] {
          box-shadow: inset 3px 0 0 var(--accent);
        }
      }
    `,
  ];

  @property({ attribute: false }) declare router: Router;
  @property() declare route: Route;
  /** Fewer screens (U59). */
  @property({ type: Boolean }) declare simple: boolean;

  /** The same in the other order, for readers and the keyboard too (U57). */
  @property({ type: Boolean }) declare mirrored: boolean;

  override render(): TemplateResult {
    const items = [...(this.simple ? SIMPLE : BAR).map((route) => this.#screen(route)), this.#override()];
    return html`<nav aria-label=${words().bar.label}>
      <ul>
        ${this.mirrored ? items.reverse() : items}
      </ul>
    </nav>`;
  }

  #screen(route: BarRoute): TemplateResult {
    return html`<li>
      <a href=${this.router.href(route)} aria-current=${route === this.route ? 'page' : nothing} @click=${(event: MouseEvent) => this.#go(event, route)}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${icon(route)}</svg><span>${words().bar[route]}</span>
      </a>
    </li>`;
  }

  #override(): TemplateResult {
    return html`<li>
      <button aria-haspopup="dialog" @click=${() => this.dispatchEvent(new Event('tw-override'))}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${icon('override')}</svg><span>${words().override.open}</span>
      </button>
    </li>`;
  }

  #go(event: MouseEvent, route: BarRoute): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.router.go(route);
  }
}
