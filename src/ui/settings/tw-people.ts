import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Phone, PhonesChange } from '#wire/pairing.ts';
import { formatDay } from '../format/time.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { placeOf } from '../parts/screen.ts';
import { words } from '../text/words.ts';
import { Section } from './section.ts';

type Asking = NonNullable<Awaited<ReturnType<HomeOnScreen['phones']>>>;
type Failure = keyof Section['text']['failed'];

/** Who is let into this home: their phones, what they are called, an invitation, and the way out. */
@customElement('tw-people')
export class TwPeople extends Section {
  @state() declare private phones: readonly Phone[] | null;
  @state() declare private failure: Failure | null;
  @state() declare private invitation: string | null;
  /** The part that draws the invitation for a camera is there. */
  @state() declare private canDraw: boolean;
  @state() declare private said: string;
  /** Who is about to be shut out. */
  @state() declare private leaving: Phone | null;
  @query('dialog') declare private dialog: HTMLDialogElement;
  @query('#name') declare private name: HTMLInputElement | null;

  constructor() {
    super();
    this.phones = null;
    this.failure = null;
    this.invitation = null;
    this.canDraw = false;
    this.said = '';
    this.leaving = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('home')) void this.#ask((phones) => phones.list());
  }

  override render(): TemplateResult {
    const { text, failure } = this;
    const isDemo = this.home.choice.kind === 'demo';
    return html`<section class="card stack" aria-labelledby="people">
      <h2 id="people">${text.people}</h2>
      <p>${isDemo ? text.peopleDemo : text.peopleAbout}</p>
      ${failure === null ? nothing : html`<p role="alert">${text.failed[failure]}</p>`} ${this.phones ? this.#list(this.phones) : nothing} ${isDemo ? nothing : this.#invite()}
      ${this.#sure()}
    </section>`;
  }

  #list(phones: readonly Phone[]): TemplateResult {
    const own = phones.find((phone) => phone.own);
    const { text } = this;
    return html`<ul>
        ${phones.map((phone) => this.#phone(phone))}
      </ul>
      ${own
        ? html`<label><span>${text.phoneName}</span><input id="name" type="text" maxlength="40" autocomplete="off" .value=${own.label ?? ''} /></label>
            <button @click=${() => this.#ask((asking) => asking.change({ do: 'call', name: own.name, label: this.name?.value.trim() ?? '' }))}>${text.save}</button>`
        : nothing}`;
  }

  #phone(phone: Phone): TemplateResult {
    const { text } = this;
    const name = this.#nameOf(phone);
    const since = formatDay(words().language.tag, Date.parse(phone.since), placeOf(this.home).zone);
    return html`<li class="row">
      <div><strong>${name}</strong>${phone.own ? ` (${text.own})` : ''}<p class="quiet">${text.since(since)}</p></div>
      ${phone.own ? nothing : html`<button @click=${() => this.#shutOut(phone)}>${text.shutOut(name)}</button>`}
    </li>`;
  }

  #nameOf({ label }: Phone): string {
    return label === null || label === '' ? this.text.nameless : label;
  }

  #sure(): TemplateResult {
    const { text, leaving } = this;
    const name = leaving ? this.#nameOf(leaving) : '';
    return html`<dialog aria-labelledby="sure">
      <div class="stack">
        <p id="sure">${text.shutOutSure(name)}</p>
        <button class="main" @click=${() => this.#leave()}>${text.shutOut(name)}</button>
        <button @click=${() => this.dialog.close()}>${text.cancel}</button>
      </div>
    </dialog>`;
  }

  #shutOut(phone: Phone): void {
    this.leaving = phone;
    this.dialog.showModal();
  }

  #leave(): void {
    this.dialog.close();
    const change: PhonesChange | null = this.leaving && { do: 'shut-out', name: this.leaving.name };
    if (change) void this.#ask((asking) => asking.change(change));
  }

  #invite(): TemplateResult {
    const { text, invitation } = this;
    if (invitation === null) return html`<button @click=${() => void this.#invited()}>${text.invite}</button>`;
    const canShare = 'share' in navigator;
    return html`<label><span>${text.inviteLink}</span><input type="text" readonly .value=${invitation} @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()} /></label>
      ${this.canDraw ? html`<tw-qr .link=${invitation} .name=${text.inviteQr}></tw-qr>` : nothing}
      <p class="quiet">${text.inviteAbout}</p>
      ${canShare ? html`<button class="main" @click=${() => void navigator.share({ url: invitation }).catch(() => undefined)}>${text.share}</button>` : nothing}
      <button @click=${() => void this.#copy(invitation)}>${text.copy}</button>
      <p role="status">${this.said}</p>`;
  }

  async #copy(link: string): Promise<void> {
    // Without a certificate there is no clipboard: the link stands there to be marked by hand.
    const done = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    this.said = done ? this.text.copied : '';
  }

  async #invited(): Promise<void> {
    const invited = await (await this.#asking())?.invite();
    if (!invited) return;
    this.failure = invited.ok ? null : invited.reason;
    this.invitation = invited.ok ? invited.url : null;
    if (invited.ok) await this.#draw();
  }

  /** Without its script the link alone is shown. */
  async #draw(): Promise<void> {
    this.canDraw = await import('./tw-qr.ts').then(
      () => true,
      () => false,
    );
  }

  async #ask(ask: (asking: Asking) => ReturnType<Asking['list']>): Promise<void> {
    const asking = await this.#asking();
    const told = asking && (await ask(asking));
    if (!told) return;
    this.failure = told.ok ? null : told.reason;
    if (told.ok) this.phones = told.phones;
  }

  async #asking(): Promise<Asking | null> {
    return this.home.phones().catch(() => {
      this.failure = 'away';
      return null;
    });
  }
}
