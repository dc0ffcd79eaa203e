import { css } from 'lit';

/** The screen with its picker at the foot of the window, above the bar of screens. */
export const historyStyle = css`
  :host {
    container-type: inline-size;
  }
  tw-picker {
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
  /* Where text is large or the window low it would hide what it is about. */
  @media (min-height: 38rem) {
    @container (min-width: 18rem) {
      tw-picker {
        position: sticky;
        inset-block-end: calc(4rem + env(safe-area-inset-bottom));
      }
    }
  }
  @media (min-width: 60rem) {
    tw-picker {
      inset-block-end: var(--space);
    }
  }
`;
