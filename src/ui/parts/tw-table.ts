import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';

/** What a chart shows as a table, one tap away; or a table that stands by itself. The first cell of a row names it. */
@customElement('tw-table')
export class TwTable extends LitElement {
  static override styles = [
    base,
    css`
      summary {
        min-block-size: var(--target);
        display: flex;
        align-items: center;
        cursor: pointer;
        color: var(--accent);
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      :host {
        container-type: inline-size;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-size: var(--small);
      }
      th,
      td {
        text-align: end;
        padding: calc(var(--space) / 2) 0 calc(var(--space) / 2) var(--space);
        border-block-end: 1px solid var(--line);
      }
      th:first-child {
        text-align: start;
        font-weight: 400;
        padding-inline-start: 0;
      }
      /* Large text on a small phone: each name stands above its figures. */
      @container (max-width: 18rem) {
        tr {
          display: flex;
          flex-wrap: wrap;
          justify-content: space-between;
          border-block-end: 1px solid var(--line);
        }
        th,
        td {
          border: none;
          padding-inline-start: 0;
        }
        th:first-child {
          inline-size: 100%;
          padding-block-end: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) declare heads: readonly string[];
  @property({ attribute: false }) declare rows: readonly (readonly string[])[];

  /** Not folded away behind a tap. */
  @property({ type: Boolean }) declare open: boolean;

  override render(): TemplateResult {
    if (this.open) return this.#table();
    return html`<details>
      <summary>${words().today.table}</summary>
      ${this.#table()}
    </details>`;
  }

  #table(): TemplateResult {
    return html`<table>
      <thead>
        <tr>${this.heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>
        ${this.rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>`;
  }
}
