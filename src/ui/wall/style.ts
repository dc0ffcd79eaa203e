import { css } from 'lit';

/** Read from three metres: one number, four short lines, nothing else (U3). */
export const wallStyle = css`
  :host {
    position: fixed;
    inset: 0;
    overflow: auto;
  }
  .screen {
    min-block-size: 100%;
    padding: max(calc(var(--space) * 2), env(safe-area-inset-top)) calc(var(--space) * 3) calc(var(--space) * 2);
    background: var(--paper);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    overflow: hidden;
  }
  /* What stands still burns in: each minute it stands a little elsewhere. */
  .wall {
    display: grid;
    grid-template: auto 1fr auto / minmax(0, 1fr);
    gap: calc(var(--space) * 2);
    text-align: center;
    transform: translate(calc(var(--shift-x) * 1px), calc(var(--shift-y) * 1px));
  }
  /* Dim by the colour of the light, so that what is read keeps its contrast. */
  .night {
    color-scheme: dark;
    background: #000;
    color: #a8b0b8;
    /* Colours of the page are settled at its root: in a light one these would be dark on black. */
    --paper: #000;
    --card: #171e25;
    --ink: #a8b0b8;
    --quiet: #87909a;
    --line: #2a333c;
    --edge: #76828e;
    --accent: #7cc0f2;
    --cheap: #5db2f0;
    --middle: #98a1ab;
    --dear: #f0973f;
    --alert: #33260f;
  }
  .night tw-band {
    opacity: 0.4;
  }
  .middle {
    align-self: center;
    display: grid;
    gap: var(--space);
    grid-template-columns: minmax(0, 1fr);
  }
  .first {
    grid-column: 1 / -1;
  }
  @media (orientation: landscape) and (min-width: 40rem) {
    .middle {
      grid-template-columns: repeat(auto-fit, minmax(40%, 1fr));
      align-items: center;
    }
    /* Six figures of it fit into its half. */
    .wall .number {
      font-size: clamp(4rem, min(30vmin, 14vw), 24rem);
    }
  }
  .number {
    font-size: clamp(4rem, min(30vmin, 22vw), 24rem);
    font-weight: 700;
    letter-spacing: -0.03em;
    line-height: 1.05;
    white-space: nowrap;
  }
  .stale .number {
    font-weight: 300;
  }
  h1,
  .line {
    font-size: clamp(1.25rem, 5.5vmin, 4rem);
    font-weight: 500;
    line-height: 1.25;
  }
  .level {
    font-weight: 650;
  }
  tw-band {
    inline-size: min(60vmin, 80%);
    margin-inline: auto;
  }
  .foot {
    font-size: clamp(1rem, 3vmin, 2rem);
  }
  tw-flows {
    margin-block-end: calc(var(--space) * 2);
    --body: clamp(1rem, 4vmin, 3rem);
    --small: clamp(0.9rem, 3vmin, 2.25rem);
  }
  .head {
    display: flex;
    justify-content: space-between;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space);
  }
  .time {
    font-size: clamp(1.5rem, 7vmin, 5rem);
    font-weight: 600;
  }
`;
