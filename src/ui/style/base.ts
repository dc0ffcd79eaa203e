import { css } from 'lit';

/** What every element of the app starts from. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    font-size: var(--body);
  }
  h1,
  h2,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--body);
    font-weight: 500;
    line-height: 1.45;
    text-wrap: pretty;
  }
  h2 {
    font-size: var(--small);
    font-weight: 600;
    color: var(--quiet);
  }
  button,
  a.button,
  input,
  select {
    font: inherit;
    color: inherit;
    min-block-size: var(--target);
    min-inline-size: var(--target);
    border-radius: calc(var(--round) * 0.75);
  }
  a.button {
    display: inline-grid;
    place-items: center;
    text-decoration: none;
  }
  button,
  a.button {
    cursor: pointer;
    background: var(--card);
    border: 1px solid var(--edge);
    padding: var(--space) calc(var(--space) * 2);
  }
  button.main,
  a.button.main {
    background: var(--accent);
    color: var(--on-accent);
    border-color: var(--accent);
    font-weight: 600;
  }
  button.plain {
    background: none;
    border-color: transparent;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button:disabled,
  button[aria-disabled] {
    cursor: default;
    opacity: 0.6;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--quiet);
    font-size: var(--small);
  }
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--round);
    padding: calc(var(--space) * 2);
  }
  .stack {
    display: grid;
    gap: calc(var(--space) * 2);
    grid-template-columns: minmax(0, 1fr);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space) calc(var(--space) * 2);
    justify-content: space-between;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none;
      animation: none;
    }
  }
`;
