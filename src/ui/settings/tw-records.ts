import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { goOnClick } from '../parts/going.ts';
import { Section } from './section.ts';

/** How far the erasing is; a failure is why it did not happen. */
type Progress = 'none' | 'erasing' | 'erased' | keyof Section['text']['failed'];

/**
 * What the gateway keeps of this home, and the way to erase it: a copy is offered first, and a word has to be typed.
 * @fires tw-go - CustomEvent<string>: show another screen.
 */
@customElement('tw-records')
export class TwRecords extends Section {
  @state() declare private progress: Progress;
  /** The word was typed. */
  @state() declare private meant: boolean;
  @query('dialog') declare private dialog: HTMLDialogElement;

  constructor() {
    super();
    this.progress = 'none';
    this.meant = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { text, progress } = this;
    if (this.home.choice.kind === 'demo') return nothing;
    return html`<section class="card stack" aria-labelledby="records">
      <h2 id="records">${text.records.title}</h2>
      <p>${text.records.about}</p>
      <a class="button" href="history" @click=${goOnClick(this, 'history')}>${text.export}</a>
      <button ?disabled=${progress === 'erasing'} @click=${this.#open}>${text.records.erase}</button>
      <p role="status">${this.#said()}</p>
      ${this.#sure()}
    </section>`;
  }

  #said(): string | typeof nothing {
    const { text, progress } = this;
    if (progress === 'none') return nothing;
    return progress === 'erasing' || progress === 'erased' ? text.records[progress] : text.failed[progress];
  }

  #sure(): TemplateResult {
    const { text } = this;
    return html`<dialog aria-labelledby="sure">
      <form class="stack" @submit=${this.#erase}>
        <p id="sure">${text.records.sure}</p>
        <a class="button main" href="history" @click=${goOnClick(this, 'history')}>${text.export}</a>
        <label><span>${text.records.type(text.records.word)}</span><input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" @input=${this.#typed} /></label>
        <button ?disabled=${!this.meant}>${text.records.now}</button>
        <button type="button" @click=${() => this.dialog.close()}>${text.cancel}</button>
      </form>
    </dialog>`;
  }

  readonly #open = (): void => {
    this.dialog.querySelector('form')?.reset();
    this.meant = false;
    this.dialog.showModal();
  };

  readonly #typed = ({ target }: Event): void => {
    this.meant = target instanceof HTMLInputElement && target.value.trim().toLowerCase() === this.text.records.word.toLowerCase();
  };

  readonly #erase = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!this.meant) return;
    this.dialog.close();
    this.progress = 'erasing';
    const records = await this.home.records().catch(() => null);
    this.progress = records ? ((await records.erase()) ?? 'erased') : 'away';
  };
}
