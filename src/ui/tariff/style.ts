import { css } from 'lit';

/** Fields of a form as a bill has them: the name above, the amount below it. */
export const formStyle = css`
  form {
    display: grid;
    gap: calc(var(--space) * 2);
    grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
  }
  form > p,
  form > button,
  form > fieldset {
    grid-column: 1 / -1;
  }
  label {
    display: grid;
    gap: calc(var(--space) / 2);
    align-content: end;
    font-size: var(--small);
    color: var(--quiet);
  }
  input,
  select {
    inline-size: 100%;
    background: var(--card);
    border: 1px solid var(--edge);
    padding-inline: var(--space);
    color: var(--ink);
    font-size: var(--body);
  }
  fieldset {
    margin: 0;
    min-inline-size: 0;
    border: 1px solid var(--line);
    border-radius: var(--round);
    padding: calc(var(--space) * 1.5);
    display: grid;
    gap: calc(var(--space) * 1.5);
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    align-items: end;
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
    font-weight: 600;
  }
  summary {
    min-block-size: var(--target);
    align-content: center;
    cursor: pointer;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  details[open] > summary {
    margin-block-end: var(--space);
  }
`;
