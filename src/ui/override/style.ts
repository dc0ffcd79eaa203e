import { css } from 'lit';

/** What the sheet of Override holds; what is pressed most lies lowest. */
export const overrideStyle = css`
  h3 {
    margin: 0;
    font-size: var(--body);
    font-weight: 600;
  }
  ul {
    display: grid;
    gap: var(--space);
  }
  li.card {
    display: grid;
    gap: var(--space);
    padding: calc(var(--space) * 1.5);
  }
  fieldset {
    border: none;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    gap: var(--space);
  }
  legend {
    padding: 0;
    margin-block-end: calc(var(--space) / 2);
    font-size: var(--small);
    color: var(--quiet);
  }
  label {
    flex: 1 0 auto;
    position: relative;
    display: grid;
  }
  input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    inline-size: 100%;
  }
  label span {
    display: grid;
    place-items: center;
    min-block-size: var(--target);
    padding-inline: var(--space);
    border: 1px solid var(--edge);
    border-radius: calc(var(--round) * 0.75);
    background: var(--card);
  }
  input:checked + span {
    border: 2px solid var(--accent);
    font-weight: 650;
  }
  input:focus-visible + span {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .pair,
  .three {
    display: grid;
    gap: var(--space);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7.5rem), 1fr));
  }
  .pauses {
    gap: var(--space);
  }
  @media (forced-colors: active) {
    input:checked + span {
      border-width: 4px;
    }
  }
`;
