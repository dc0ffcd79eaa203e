import { css } from 'lit';

/** The line that a list unfolds by: as large as every other target. */
export const unfold = css`
  summary {
    min-block-size: var(--target);
    align-content: center;
    cursor: pointer;
  }
`;
