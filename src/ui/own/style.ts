import { css } from 'lit';

export const ownStyle = css`
  label {
    display: grid;
    gap: var(--space);
  }
  input,
  select {
    background: var(--card);
    border: 1px solid var(--edge);
    padding: var(--space);
    inline-size: 100%;
  }
  progress {
    inline-size: 100%;
    block-size: 1.5rem;
    accent-color: var(--accent);
  }
  dl {
    display: grid;
    gap: var(--space);
  }
  dt {
    color: var(--quiet);
    font-size: var(--small);
  }
  dd {
    overflow-wrap: anywhere;
    text-align: end;
  }
  .number {
    font-size: clamp(2.5rem, 12vmin, 5rem);
    font-weight: 650;
    line-height: 1.25;
    text-align: center;
    overflow-wrap: anywhere;
  }
  button {
    inline-size: 100%;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--small);
  }
  th,
  td {
    text-align: start;
    padding: calc(var(--space) / 2) var(--space);
    border-block-end: 1px solid var(--line);
    white-space: nowrap;
  }
`;
