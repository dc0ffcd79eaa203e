import { css } from 'lit';

/** The pages of the first run: one question each, its answers within reach of a thumb. */
export const setupStyle = css`
  .stack {
    max-inline-size: 34rem;
    margin-inline: auto;
    padding-block: calc(var(--space) * 3);
    gap: calc(var(--space) * 3);
  }
  .card.stack,
  li {
    padding: calc(var(--space) * 2);
    gap: var(--space);
    inline-size: 100%;
  }
  h1 {
    font-size: clamp(1.75rem, 6vmin, 2.5rem);
    font-weight: 650;
    line-height: 1.2;
    text-wrap: balance;
    outline: none;
    overflow-wrap: anywhere;
  }
  ul {
    display: grid;
    gap: calc(var(--space) * 2);
  }
  .failed {
    background: var(--alert);
    border-color: var(--dear);
  }
  button + .quiet {
    margin-block-start: var(--space);
  }
  button {
    inline-size: 100%;
    min-block-size: 3.5rem;
  }
  summary {
    min-block-size: var(--target);
    align-content: center;
    cursor: pointer;
  }
  .ways {
    display: grid;
    gap: var(--space);
  }
`;
