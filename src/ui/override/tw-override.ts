import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Device } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { isMovable } from '../../state/movable.ts';
import { boostSaid } from '../parts/boostSaid.ts';
import { dayAfter } from '../format/day.ts';
import { pausedUntil } from '../format/doing.ts';
import { formatClock } from '../format/time.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { closeOutside, sheetStyle } from '../parts/sheet.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { overrideStyle } from './style.ts';

const HOUR = 3_600_000;
const LENGTHS = { half: HOUR / 2, hour: HOUR, two: 2 * HOUR, midnight: null } as const;
type Length = keyof typeof LENGTHS;

/** The sheet of S4: boost a device, pause all automation, back to plan. One tap opens it, one acts; every choice ends by itself. */
@customElement('tw-override')
export class TwOverride extends LitElement {
  static override styles = [base, sheetStyle, overrideStyle];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @state() declare private length: Length;
  @query('dialog') declare private sheet: HTMLDialogElement;

  constructor() {
    super();
    this.length = 'hour';
    new Watching(this, () => {
      const { devices, wishes, tariff, problem } = this.home.model.facts;
      return [devices, wishes, tariff, problem, this.home.model.outdated, this.home.requests.asked, this.home.pulse];
    });
  }

  open(): void {
    if (!this.sheet.open) this.sheet.showModal();
  }

  override render(): TemplateResult {
    const { override, close } = words();
    return html`<dialog aria-labelledby="title" @click=${closeOutside}>
      <div class="stack">
        <h2 id="title">${override.title}</h2>
        <p class="quiet">${override.about}</p>
        ${this.#lengths()} ${this.#devices()} ${this.#pauses()}
        <button class="plain" @click=${() => this.sheet.close()}>${close}</button>
      </div>
    </dialog>`;
  }

  #lengths(): TemplateResult {
    const { override } = words();
    return html`<fieldset>
      <legend>${override.for}</legend>
      ${Object.keys(LENGTHS).map((name) => this.#choice(name as Length, override.length[name as Length]))}
    </fieldset>`;
  }

  #choice(name: Length, label: string): TemplateResult {
    return html`<label><input type="radio" name="length" value=${name} .checked=${this.length === name} @change=${() => (this.length = name)} /><span>${label}</span></label>`;
  }

  get #until(): number {
    const { now, zone } = placeOf(this.home);
    const length = LENGTHS[this.length];
    // To the second, like every time that people are told.
    return length === null ? dayAfter(now, zone) : Math.ceil((now + length) / 1_000) * 1_000;
  }

  #devices(): TemplateResult {
    const devices = (this.home.model.facts.devices.body ?? []).filter(isMovable);
    if (devices.length === 0) return html`<p class="quiet">${words().override.none}</p>`;
    return html`<ul>${devices.map((device) => this.#device(device))}</ul>`;
  }

  #device(device: Device): TemplateResult {
    return html`<li class="card">
      <div class="row"><h3>${device.name}</h3><span class="quiet" role="status">${this.#stands(device)}</span></div>
      ${device.byHand ? this.#takenBack(device) : this.#taken(device)}
    </li>`;
  }

  /** Asked is not yet obeyed (U22). */
  #stands({ id, byHand, state: reported }: Device): string {
    const { override } = words();
    if (this.#isAsked(id)) return override.asking;
    if (!byHand) return '';
    return `${override.standing[byHand.want](this.#clock(byHand.until))}${words().language.comma}${override.progress[reported]}`;
  }

  #taken(device: Device): TemplateResult {
    const { override } = words();
    const act = override.boost[device.primitive ?? 'other'] ?? override.boost['other'];
    const disabled = this.home.model.outdated.value || this.#isAsked(device.id);
    return html`<div class="pair">
        <button class="main" ?disabled=${disabled} aria-label=${override.boostOf(device.name, act ?? '')} @click=${() => this.#take(device, 'on')}>${act}</button>
        <button ?disabled=${disabled} aria-label=${override.boostOf(device.name, override.off)} @click=${() => this.#take(device, 'off')}>${override.off}</button>
      </div>
      <p class="quiet">${boostSaid(placeOf(this.home), this.home.model.facts, device, this.#until)}</p>`;
  }

  #takenBack(device: Device): TemplateResult {
    const { override } = words();
    return html`<button ?disabled=${this.home.model.outdated.value || this.#isAsked(device.id)} aria-label=${override.backOf(device.name)} @click=${() => this.#back(device)}>${override.back}</button>`;
  }

  #pauses(): TemplateResult {
    const { pause } = words();
    const { now, zone } = placeOf(this.home);
    const disabled = this.home.model.outdated.value || !this.home.model.facts.wishes.body || this.#isPausing;
    if (pausedUntil(this.home.model.facts.wishes.body, now) !== null) return html`<button class="main" ?disabled=${disabled} @click=${() => this.#resume()}>${pause.resume}</button>`;
    return html`<section class="stack pauses" aria-labelledby="pause">
      <h3 id="pause">${pause.title}</h3>
      <div class="three">
        <button ?disabled=${disabled} @click=${() => this.#pause(now + HOUR)}>${pause.hour}</button>
        <button ?disabled=${disabled} @click=${() => this.#pause(dayAfter(now, zone))}>${pause.tonight}</button>
        <button ?disabled=${disabled} @click=${() => this.#pause(null)}>${pause.always}</button>
      </div>
    </section>`;
  }

  get #isPausing(): boolean {
    return this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && (body.kind === 'pause' || body.kind === 'resume'));
  }

  #isAsked(device: string): boolean {
    return this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'act' && 'device' in body.act && body.act.device === device);
  }

  #take({ id, name }: Device, want: 'on' | 'off'): void {
    const until = this.#until;
    this.#ask({ kind: 'act', act: { kind: 'override', device: id, want, until } }, null, words().override.done[want](name, this.#clock(until)), { kind: 'act', act: { kind: 'override-ended', device: id } });
  }

  #back({ id, name, byHand }: Device): void {
    if (byHand) this.#ask({ kind: 'act', act: { kind: 'override-ended', device: id } }, null, words().override.done.back(name), { kind: 'act', act: { kind: 'override', device: id, ...byHand } });
  }

  #pause(until: number | null): void {
    this.#ask({ kind: 'pause', until }, this.#revision, words().override.done.pause, { kind: 'resume' });
  }

  #resume(): void {
    const until = this.home.model.facts.wishes.body?.pausedUntil ?? null;
    this.#ask({ kind: 'resume' }, this.#revision, words().override.done.resume, { kind: 'pause', until });
  }

  get #revision(): number | null {
    return this.home.model.facts.wishes.body?.revision ?? null;
  }

  #ask(body: RequestBody, revision: number | null, said: string, inverse: RequestBody): void {
    this.sheet.close();
    this.home.undo.put(said, body, inverse);
    void this.home.requests.ask(body, revision);
  }

  #clock(at: number): string {
    return formatClock(words().language.tag, at, placeOf(this.home).zone);
  }
}
