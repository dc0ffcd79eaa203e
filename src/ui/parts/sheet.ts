import { css } from 'lit';

/** A sheet from the lower edge of a phone, a panel in the middle of a wide window. */
export const sheetStyle = css`
  dialog {
    border: 1px solid var(--line);
    border-radius: var(--round) var(--round) 0 0;
    background: var(--paper);
    color: var(--ink);
    padding: 0;
    inline-size: 100%;
    max-inline-size: 40rem;
    max-block-size: 92dvh;
    margin-block: auto 0;
    overflow-y: auto;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog > .stack {
    padding: calc(var(--space) * 2);
  }
  h2 {
    font-size: var(--body);
    color: var(--ink);
  }
  @media (min-width: 48rem) {
    dialog {
      margin: auto;
      border-radius: var(--round);
    }
  }
`;

/** Closes a sheet that is pressed outside of what it shows. */
export function closeOutside(event: MouseEvent): void {
  if (event.target instanceof HTMLDialogElement) event.target.close();
}
