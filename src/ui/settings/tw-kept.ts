import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { askToLast, forgetsUnused, roomHere, type Room } from '../../state/room.ts';
import { formatCount } from '../format/power.ts';
import { goOnClick } from '../parts/going.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { words } from '../text/words.ts';
import { Section } from './section.ts';

type Past = Awaited<ReturnType<HomeOnScreen['history']>>;

/**
 * What this phone keeps: how much, for how long, how far the history is, a copy to take out, and the way to erase it.
 * @fires tw-go - CustomEvent<string>: show another screen.
 * @fires tw-forget - Event: erase and unlink this phone.
 */
@customElement('tw-kept')
export class TwKept extends Section {
  @state() declare private room: Room | null;
  @state() declare private past: Past | null;
  @state() declare private refused: boolean;
  @query('dialog') declare private dialog: HTMLDialogElement;

  constructor() {
    super();
    this.room = null;
    this.past = null;
    this.refused = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('home')) void this.#look();
  }

  override render(): TemplateResult {
    const { text } = this;
    const fault = this.home.memory.fault.value;
    return html`<section class="card stack" aria-labelledby="kept">
      <h2 id="kept">${text.kept}</h2>
      <p>${text.keptAbout}</p>
      ${fault ? html`<p role="note">${text.memory[fault]}</p>` : nothing}
      <dl>${this.room ? this.#room(this.room) : nothing}${this.past ? this.#line(text.past, this.#far(this.past)) : nothing}</dl>
      ${this.room?.lasting === false ? html`<button @click=${() => void this.#last()}>${text.askToLast}</button>` : nothing} ${forgetsUnused(window) ? html`<p role="note">${text.safari}</p>` : nothing} ${this.refused ? html`<p role="status">${text.notLasting}</p>` : nothing}
      ${this.past ? this.#fetching(this.past) : nothing}
      <a class="button" href="history" @click=${goOnClick(this, 'history')}>${text.export}</a>
      ${this.home.choice.kind === 'demo' ? nothing : html`<button @click=${() => this.dialog.showModal()}>${text.erase}</button>`} ${this.#sure()}
    </section>`;
  }

  #room({ used, most, lasting }: Room): TemplateResult {
    const { text } = this;
    const said = used !== null && most !== null ? text.usedOf(megabytes(used), megabytes(most)) : text.lastingSaid.unknown;
    return html`${this.#line(text.used, said)}${this.#line(text.lasting, text.lastingSaid[lasting === null ? 'unknown' : lasting ? 'yes' : 'no'])}`;
  }

  #line(name: string, value: string): TemplateResult {
    return html`<div class="row"><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  #far({ progress: { value } }: Past): string {
    const { pastSaid } = this.text;
    if (!('total' in value)) return pastSaid[value.kind];
    const { tag } = words().language;
    return pastSaid[value.kind](formatCount(tag, value.done), formatCount(tag, value.total));
  }

  /** The rest of the history is fetched ahead, unless a person does not want it. */
  #fetching(past: Past): TemplateResult | typeof nothing {
    const { kind } = past.progress.value;
    if (kind === 'stopped') return html`<button @click=${() => past.resume()}>${this.text.resume}</button>`;
    return kind === 'filling' ? html`<button @click=${() => past.stop()}>${this.text.stop}</button>` : nothing;
  }

  /** A copy is offered before anything is erased. */
  #sure(): TemplateResult {
    const { text } = this;
    return html`<dialog aria-labelledby="sure">
      <div class="stack">
        <p id="sure">${text.eraseSure}</p>
        <a class="button main" href="history" @click=${goOnClick(this, 'history')}>${text.export}</a>
        <button @click=${() => this.#erase()}>${text.eraseNow}</button>
        <button @click=${() => this.dialog.close()}>${text.cancel}</button>
      </div>
    </dialog>`;
  }

  #erase(): void {
    this.dialog.close();
    this.dispatchEvent(new Event('tw-forget', { bubbles: true, composed: true }));
  }

  async #last(): Promise<void> {
    this.refused = !(await askToLast());
    this.room = await roomHere();
  }

  async #look(): Promise<void> {
    this.room = await roomHere();
    // A demo home keeps no past here; without its script the history is as it is: the line is left out.
    const past = this.home.choice.kind === 'demo' ? null : await this.home.history().catch(() => null);
    if (past && past !== this.past) new Watching(this, () => [past.progress]);
    this.past = past;
  }
}

const megabytes = (bytes: number): string =>
  new Intl.NumberFormat(words().language.tag, { style: 'unit', unit: bytes < 1e9 ? 'megabyte' : 'gigabyte', maximumFractionDigits: bytes < 1e7 ? 1 : 0 }).format(bytes / (bytes < 1e9 ? 1e6 : 1e9));
