import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RequestBody } from '#wire/message/request.ts';
import { dayAfter } from '../format/day.ts';
import { pausedUntil } from '../format/doing.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import type { HomeOnScreen } from './screen.ts';
import { Watching } from './watching.ts';

const HOUR = 3_600_000;

/** Stops all automation in two taps, and starts it again in one. Works over the local link alone. */
@customElement('tw-pause')
export class TwPause extends LitElement {
  static override styles = [
    base,
    css`
      button.open {
        inline-size: 100%;
        min-block-size: 3.5rem;
      }
      dialog {
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--card);
        color: var(--ink);
        padding: calc(var(--space) * 3);
        inline-size: min(26rem, calc(100vw - 2rem));
        margin-block: auto calc(var(--space) * 12);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      @media (min-width: 48rem) {
        dialog {
          margin: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @query('dialog') declare private sheet: HTMLDialogElement;

  constructor() {
    super();
    new Watching(this, () => [this.home.model.facts.wishes, this.home.model.outdated, this.home.requests.asked, this.home.pulse]);
  }

  override render(): TemplateResult {
    const { wishes } = this.home.model.facts;
    const asking = this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && (body.kind === 'pause' || body.kind === 'resume'));
    const paused = pausedUntil(wishes.body, this.#now) !== null;
    const outdated = this.home.model.outdated.value;
    const label = outdated ? words().outdated.disabled : asking ? words().pause.asking : paused ? words().pause.resume : words().pause.open;
    return html`
      <button class="open ${paused ? 'main' : ''}" ?disabled=${!wishes.body || asking || outdated} aria-haspopup=${paused ? nothing : 'dialog'} @click=${paused ? this.#resume : this.#open}>${label}</button>
      ${this.#sheet()}
    `;
  }

  get #now(): number {
    return this.home.model.clock.now() ?? 0;
  }

  #sheet(): TemplateResult {
    const { pause, close } = words();
    const zone = this.home.model.facts.home.body?.zone ?? 'UTC';
    return html`<dialog aria-labelledby="title">
      <div class="stack">
        <h2 id="title">${pause.title}</h2>
        <p>${pause.about}</p>
        <button class="main" @click=${() => this.#pause(this.#now + HOUR)}>${pause.hour}</button>
        <button @click=${() => this.#pause(dayAfter(this.#now, zone))}>${pause.tonight}</button>
        <button @click=${() => this.#pause(null)}>${pause.always}</button>
        <button class="plain" @click=${() => this.sheet.close()}>${close}</button>
      </div>
    </dialog>`;
  }

  #open(): void {
    this.sheet.showModal();
  }

  #pause(until: number | null): void {
    this.sheet.close();
    this.#ask({ kind: 'pause', until }, words().override.done.pause, { kind: 'resume' });
  }

  #resume(): void {
    const until = this.home.model.facts.wishes.body?.pausedUntil ?? null;
    this.#ask({ kind: 'resume' }, words().override.done.resume, { kind: 'pause', until });
  }

  #ask(body: RequestBody, said: string, inverse: RequestBody): void {
    this.home.undo.put(said, body, inverse);
    void this.home.requests.ask(body, this.home.model.facts.wishes.body?.revision ?? null);
  }
}

