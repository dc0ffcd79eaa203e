import { css } from 'lit';

/** How Now looks: the instrument in the middle, a wash of the price round it, the action below. */
export const nowStyle = css`
  .screen {
    display: grid;
    gap: calc(var(--space) * 2);
    grid-template-columns: minmax(0, 1fr);
  }
  /* What follows is not seen before it, and so not pushed away. */
  .below:empty {
    min-block-size: 100vh;
  }
  .lead {
    min-block-size: 9.75rem;
    display: grid;
    align-content: center;
    padding-block: var(--space);
    border-radius: var(--round);
    border: 2px solid transparent;
  }
  .lead.urgent {
    background: var(--alert);
    border-color: var(--dear);
    padding-inline: calc(var(--space) * 1.5);
  }
  .lead.offer,
  .lead.news {
    background: var(--card);
    border: 1px solid var(--line);
    padding-inline: calc(var(--space) * 1.5);
  }
  .lead.offer {
    border: 2px solid var(--accent);
  }
  .instrument {
    container-type: inline-size;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    border-radius: calc(var(--round) * 1.5);
    padding: calc(var(--space) * 3) calc(var(--space) * 2) calc(var(--space) * 2);
    background: var(--middle-wash);
  }
  @media (prefers-reduced-motion: no-preference) {
    .instrument {
      transition: background-color var(--motion);
    }
  }
  .instrument.cheap {
    background: var(--cheap-wash);
  }
  .instrument.dear {
    background: var(--dear-wash);
  }
  .instrument.unknown {
    background: none;
    box-shadow: inset 0 0 0 1px var(--line);
  }
  tw-band,
  .figure {
    grid-area: 1 / 1;
  }
  tw-band {
    inline-size: min(100%, 25rem);
  }
  .stale tw-band {
    visibility: hidden;
  }
  .figure {
    align-self: end;
    display: grid;
    justify-items: center;
    background: none;
    border: none;
    padding: 0 var(--space);
    line-height: 1.25;
    max-inline-size: 100%;
    min-inline-size: min(12rem, 100%);
  }
  .number {
    font-size: var(--figure);
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.3;
    white-space: nowrap;
  }
  .stale .number {
    font-weight: 300;
    color: var(--quiet);
  }
  .direction,
  .unit,
  .age {
    font-size: var(--small);
  }
  .age {
    display: block;
    color: var(--quiet);
    margin-block-end: calc(var(--space) / 2);
  }
  .age.fresh::before,
  .age.late::before,
  .age.stale::before {
    content: '● ' / '';
  }
  .age.late::before {
    content: '◐ ' / '';
  }
  .age.stale::before {
    content: '○ ' / '';
  }
  .stale .age {
    color: var(--ink);
    font-weight: 600;
  }
  .word {
    grid-area: 2 / 1;
    min-block-size: 4.5rem;
    text-align: center;
    font-size: var(--small);
  }
  .learning {
    color: var(--quiet);
  }
  /* Large text has no room within the arc. */
  @container (max-width: 14rem) {
    .figure {
      grid-area: 2 / 1;
    }
    .word {
      grid-area: 3 / 1;
    }
  }
  @media (min-width: 48rem) and (min-height: 40rem) {
    .instrument {
      padding-block: calc(var(--space) * 5);
    }
    tw-band {
      inline-size: min(100%, 32rem);
    }
  }
  @media (min-width: 75rem) {
    .screen {
      grid-template: repeat(4, auto) 1fr / repeat(2, minmax(0, 1fr));
    }
    .below {
      grid-area: 1 / 2 / 6;
    }
  }
  @media (forced-colors: active) {
    .instrument,
    .lead.urgent {
      border: 1px solid CanvasText;
    }
  }
`;
