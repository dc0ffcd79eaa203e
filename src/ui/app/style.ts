import { css } from 'lit';

/** The frame: a column that leaves room for the bar, a rail where the window is wide. */
export const appStyle = css`
  :host {
    min-block-size: 100dvh;
  }
  main {
    display: block;
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
    padding: var(--space) calc(var(--space) * 2) calc(var(--space) * 3);
    outline: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--space);
    inline-size: 100%;
    max-inline-size: 40rem;
    margin-inline: auto;
    padding: calc(var(--space) * 1.5) calc(var(--space) * 2) 0;
    padding-block-start: max(calc(var(--space) * 1.5), env(safe-area-inset-top));
  }
  .who {
    flex: 1 1 8rem;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: center;
    min-block-size: 3.625rem;
    overflow-wrap: anywhere;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(var(--target), auto) auto;
    margin-inline-start: auto;
  }
  .tools button {
    grid-column: 2;
  }
  .home {
    color: var(--quiet);
    font-size: var(--small);
  }
  .frame {
    display: flex;
    flex-direction: column;
    min-block-size: 100dvh;
  }
  main {
    flex: 1;
  }
  .set-up {
    margin-block-start: calc(var(--space) * 3);
  }
  tw-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
  }
  .warning {
    position: fixed;
    inset-inline: calc(var(--space) * 2);
    inset-block-start: max(calc(var(--space)), env(safe-area-inset-top));
    max-inline-size: 38rem;
    margin-inline: auto;
    z-index: 2;
    background: var(--alert);
    border: 2px solid var(--dear);
    box-shadow: 0 2px 12px rgb(0 0 0 / 20%);
  }
  tw-answers {
    position: fixed;
    inset-inline: calc(var(--space) * 2);
    inset-block-end: calc(4.5rem + env(safe-area-inset-bottom));
    max-inline-size: 38rem;
    margin-inline: auto;
    z-index: 2;
  }
  @media (min-width: 60rem) {
    .frame {
      padding-inline-start: 6rem;
    }
    tw-bar {
      position: fixed;
      inset-block: 0;
      inset-inline: 0 auto;
    }
  }
  /* Room for screens of two columns; help stays where it is on every screen. */
  @media (min-width: 75rem) {
    header,
    main:has(tw-now, tw-today) {
      max-inline-size: 72rem;
    }
  }
`;
