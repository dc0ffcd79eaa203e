import { css } from 'lit';

/** An offer invites with a clear frame; an order stands on the alert ground with a bar at its side. */
export const eventStyle = css`
  h2 {
    font-size: 1.25rem;
    color: var(--ink);
  }
  h3 {
    margin: 0;
    font-size: var(--small);
    font-weight: 600;
    color: var(--quiet);
  }
  .firm {
    background: var(--alert);
    border-color: var(--dear);
    border-inline-start-width: 8px;
  }
  .offer.running {
    border: 2px solid var(--accent);
  }
  .mark {
    border: 1px solid var(--edge);
    border-radius: 1rem;
    padding-inline: var(--space);
    font-size: var(--small);
  }
  .countdown {
    font-weight: 600;
  }
  dl {
    display: grid;
    gap: var(--space);
  }
  dt {
    color: var(--quiet);
    font-size: var(--small);
  }
  .receipt {
    margin-block-start: var(--space);
    gap: 0;
  }
  .receipt > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(var(--space) * 2);
    padding-block: calc(var(--space) / 2);
    border-block-end: 1px solid var(--line);
  }
  .receipt dd {
    margin-inline-start: auto;
  }
  .before {
    border-inline-start: 4px solid var(--accent);
    padding-inline-start: calc(var(--space) * 1.5);
  }
  .pair {
    display: grid;
    gap: var(--space);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr));
  }
  button {
    inline-size: 100%;
    min-block-size: 3.5rem;
  }
`;
