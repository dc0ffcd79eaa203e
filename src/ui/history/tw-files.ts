import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { exportSlots, type FileFormat } from '../../state/exportPast.ts';
import type { Past } from '../../state/past.ts';
import type { Period } from '../../state/period.ts';
import { base } from '../style/base.ts';
import type { HistoryWords } from '../text/en/history.ts';
import { saveFile } from '../parts/saveFile.ts';

/** The half-hours of the period shown as a file, made on this phone. */
@customElement('tw-files')
export class TwFiles extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space);
      }
      button {
        flex: 1 1 8rem;
      }
      p:empty {
        margin-block-start: calc(var(--space) * -2);
      }
    `,
  ];

  @property({ attribute: false }) declare text: HistoryWords;
  @property({ attribute: false }) declare past: Past;
  @property({ attribute: false }) declare period: Period;
  @property({ attribute: false }) declare zone: string;
  @property({ attribute: false }) declare currency: string;
  /** What came of the last try; null = nothing to say. */
  @state() declare private said: string | null;

  constructor() {
    super();
    this.said = null;
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`<section class="card stack">
      <h2>${text.file}</h2>
      <p class="quiet">${text.fileAbout}</p>
      <div>
        <button @click=${() => void this.#save('csv')}>${text.csv}</button>
        <button @click=${() => void this.#save('json')}>${text.json}</button>
      </div>
      <p role="status">${this.said ?? nothing}</p>
    </section>`;
  }

  async #save(format: FileFormat): Promise<void> {
    const { past, period, zone, currency, text } = this;
    const file = await exportSlots(past, period, { zone, currency }, format).catch(() => undefined);
    if (file) saveFile(file);
    this.said = file ? null : file === null ? text.nothingToSave : text.failed;
  }
}
