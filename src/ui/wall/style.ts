import { css } from 'lit';

/** Read from three metres: one number, four short lines, nothing else (U3). */
export const wallStyle = css`
  dialog {
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: max(calc(var(--space) * 2), env(safe-area-inset-top)) calc(var(--space) * 3) calc(var(--space) * 2);
    border: 0;
    background: var(--paper);
    color: var(--ink);
    overflow: auto;
  }
  .wall {
    min-block-size: 100%;
    display: grid;
    grid-template-rows: auto 1fr auto;
    gap: calc(var(--space) * 2);
    text-align: center;
  }
  /* What stands still burns in: each minute it stands a little elsewhere. */
  .shifted {
    transform: translate(calc(var(--shift-x) * 1px), calc(var(--shift-y) * 1px));
  }
  @media (prefers-reduced-motion: no-preference) {
    .wall {
      transition: opacity 1s;
    }
  }
  .dim {
    opacity: 0.3;
  }
  dialog:has(.dim) {
    color-scheme: dark;
    background: #000;
    color: #eef1f3;
  }
  .middle {
    align-self: center;
    display: grid;
    gap: var(--space);
    grid-template-columns: minmax(0, 1fr);
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
