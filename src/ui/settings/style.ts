import { css } from 'lit';

/** What the sections of Settings have in common. */
export const settingsStyle = css`
  dt {
    color: var(--quiet);
    font-size: var(--small);
  }
  button,
  a.button {
    inline-size: 100%;
  }
  dialog {
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
    color: var(--ink);
    max-inline-size: min(32rem, 92vw);
    padding: calc(var(--space) * 2);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  li {
    padding-block: var(--space);
    border-block-start: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
`;
