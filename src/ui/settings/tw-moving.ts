import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { broughtIn, householdFile, readHouseholdFile, type HouseholdFile } from '../../state/householdFile.ts';
import { allHalfHours, bringIn, leaveBehind } from '../../state/moving.ts';
import { formatCount } from '../format/power.ts';
import { saveFile } from '../parts/saveFile.ts';
import { placeOf } from '../parts/screen.ts';
import type { MovingWords } from '../text/en/moving.ts';
import { words, wordsOf } from '../text/words.ts';
import { Section } from './section.ts';

/**
 * A household that moves: what it takes along as files, what it brings in from its last home, and what it leaves behind, a copy offered first.
 * @fires tw-forget - CustomEvent, detail true: erase this phone, whose link its home has ended.
 */
@customElement('tw-moving')
export class TwMoving extends Section {
  @state() declare private words: MovingWords | null;
  @state() declare private said: string;
  /** The word was typed. */
  @state() declare private meant: boolean;
  @query('dialog') declare private dialog: HTMLDialogElement;

  constructor() {
    super();
    this.words = null;
    this.said = '';
    this.meant = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Without its words the card does not come; nothing waits for it.
    void wordsOf('moving').then(
      (text) => (this.words = text),
      () => undefined,
    );
  }

  override render(): TemplateResult | typeof nothing {
    const text = this.words;
    if (!text || this.home.choice.kind === 'demo') return nothing;
    return html`<section class="card stack" aria-labelledby="moving">
      <h2 id="moving">${text.title}</h2>
      <p><strong>${text.take}.</strong> ${text.takeAbout}</p>
      ${this.#copies(text)}
      <p><strong>${text.bring}.</strong> ${text.bringAbout}</p>
      <label><span>${text.file}</span><input type="file" accept=".json,application/json" @change=${(event: Event) => void this.#bring(text, event)} /></label>
      <p><strong>${text.leave}.</strong> ${text.leaveAbout}</p>
      <button @click=${this.#open}>${text.leave}</button>
      <p role="status">${this.said}</p>
      ${this.#sure(text)}
    </section>`;
  }

  #copies(text: MovingWords): TemplateResult {
    return html`<button class="copy" @click=${() => this.#household(text)}>${text.household}</button>
      <button class="copy" @click=${() => void this.#halfHours(text)}>${text.halfHours}</button>`;
  }

  /** A copy is offered before anything goes, and a word has to be typed. */
  #sure(text: MovingWords): TemplateResult {
    return html`<dialog aria-labelledby="sure">
      <form class="stack" @submit=${this.#leave}>
        <p id="sure">${text.sure}</p>
        <button type="button" class="main" @click=${() => this.#household(text)}>${text.household}</button>
        <button type="button" class="main" @click=${() => void this.#halfHours(text)}>${text.halfHours}</button>
        <p role="status">${this.said}</p>
        <label><span>${text.type(text.word)}</span><input type="text" autocomplete="off" autocapitalize="none" spellcheck="false" @input=${this.#typed} /></label>
        <button ?disabled=${!this.meant}>${text.now}</button>
        <button type="button" @click=${() => this.dialog.close()}>${this.text.cancel}</button>
      </form>
    </dialog>`;
  }

  #household(text: MovingWords): void {
    const file = householdFile(this.home.model.facts, placeOf(this.home).now);
    if (file) saveFile(file);
    this.said = file ? text.saved : text.nothing;
  }

  async #halfHours(text: MovingWords): Promise<void> {
    const file = await allHalfHours(this.home, placeOf(this.home)).catch(() => undefined);
    if (file) saveFile(file);
    this.said = file ? text.saved : file === null ? text.nothing : text.unread;
  }

  async #bring(text: MovingWords, { target }: Event): Promise<void> {
    const chosen = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (!chosen) return;
    const file = readHouseholdFile(await chosen.text());
    // What fits is known by the home's devices, and what is asked has to be answered.
    const isHeard = this.home.status.value === 'connected' && this.home.model.facts.devices.body;
    this.said = file === null ? text.wrongFile : isHeard ? await this.#brought(text, file) : this.text.failed.away;
  }

  async #brought(text: MovingWords, file: HouseholdFile): Promise<string> {
    const found = broughtIn(file, this.home.model.facts, placeOf(this.home).now);
    const taken = await bringIn(this.home, found);
    const count = (n: number): string => formatCount(words().language.tag, n);
    const refused = found.asks.length - taken;
    return [text.brought(count(taken)), ...(found.left > 0 ? [text.left(count(found.left))] : []), ...(refused > 0 ? [text.refused(count(refused))] : [])].join(' ');
  }

  readonly #open = (): void => {
    this.dialog.querySelector('form')?.reset();
    this.meant = false;
    this.said = '';
    this.dialog.showModal();
  };

  readonly #typed = ({ target }: Event): void => {
    this.meant = target instanceof HTMLInputElement && target.value.trim().toLowerCase() === this.words?.word.toLowerCase();
  };

  readonly #leave = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!this.meant || !this.words) return;
    this.dialog.close();
    this.said = this.words.leaving;
    const failure = await leaveBehind(this.home).catch(() => 'away' as const);
    if (failure === null) this.dispatchEvent(new CustomEvent('tw-forget', { detail: true, bubbles: true, composed: true }));
    else this.said = this.text.failed[failure];
  };
}
