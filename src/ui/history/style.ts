import { css } from 'lit';

/** The screen with its picker at the foot of the window, above the bar of screens. */
export const historyStyle = css`
  tw-picker {
    position: sticky;
    inset-block-end: calc(4rem + env(safe-area-inset-bottom));
    margin-block-start: calc(var(--space) * 2);
  }
  label {
    display: grid;
    gap: var(--space);
  }
  select {
    background: var(--card);
    border: 1px solid var(--edge);
    padding-inline: var(--space);
    inline-size: 100%;
  }
  @media (min-width: 60rem) {
    tw-picker {
      inset-block-end: var(--space);
    }
  }
  @media (max-height: 30rem) {
    tw-picker {
      position: static;
    }
  }
`;
