import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EventRest } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { quietDays, quietHours, withQuiet, type QuietHours } from '../../state/eventRest.ts';
import { minutesTyped } from '../format/day.ts';
import { formatCount } from '../format/power.ts';
import { formatMinutes, formatWeekday } from '../format/time.ts';
import type { HomeOnScreen } from '../parts/screen.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { TermsWords } from '../text/en/terms.ts';
import { words } from '../text/words.ts';

type Bound = 'mostPerDay' | 'mostPerWeek';

const MOST: Readonly<Record<Bound, readonly number[]>> = { mostPerDay: [0, 1, 2, 3, 5], mostPerWeek: [0, 1, 2, 3, 5, 7] };
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
/** What most people call night. */
const NIGHT: QuietHours = { from: 22 * 60, to: 7 * 60 };

/** How often and when operators may call at all (U33): each choice is asked of the home at once and can be taken back. */
@customElement('tw-rest')
export class TwRest extends LitElement {
  static override styles = [
    base,
    unfold,
    css`
      label,
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space);
        border: none;
        margin: 0;
        padding: 0;
        min-inline-size: 0;
      }
      .days {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
      }
      .days label {
        min-block-size: var(--target);
        justify-content: start;
      }
      input[type='checkbox'] {
        inline-size: 1.5rem;
        min-block-size: 1.5rem;
        accent-color: var(--accent);
      }
      select,
      input:not([type]) {
        background: var(--paper);
        border: 1px solid var(--edge);
        text-align: center;
        max-inline-size: 100%;
      }
      input:not([type]) {
        inline-size: 5rem;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare rest: EventRest;
  @property({ attribute: false }) declare text: TermsWords['rest'];

  constructor() {
    super();
    new Watching(this, () => [this.home.requests.asked, this.home.model.outdated]);
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`<details class="card">
      <summary>${text.title}</summary>
      <div class="stack">
        <p class="quiet">${text.about}</p>
        ${this.#most('mostPerDay', text.perDay)} ${this.#most('mostPerWeek', text.perWeek)} ${this.#hours()} ${this.#days()}
      </div>
    </details>`;
  }

  get #disabled(): boolean {
    return this.home.model.outdated.value || this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'act' && body.act.kind === 'event-rest');
  }

  #most(bound: Bound, label: string): TemplateResult {
    const { text } = this;
    const { language } = words();
    const now = this.rest[bound];
    const choices = [...new Set([...MOST[bound], ...(now === null ? [] : [now])])].sort((a, b) => a - b);
    return html`<label><span>${label}</span>
      <select ?disabled=${this.#disabled} @change=${(event: Event) => this.#choose(bound, event)}>
        <option value="" ?selected=${now === null}>${text.any}</option>
        ${choices.map((count) => html`<option value=${count} ?selected=${now === count}>${count === 0 ? text.never : formatCount(language.tag, count)}</option>`)}
      </select>
    </label>`;
  }

  #hours(): TemplateResult {
    const { text } = this;
    const hours = quietHours(this.rest);
    return html`<fieldset ?disabled=${this.#disabled}>
      <label><span>${text.quietHours}</span>${this.#minute(hours, 'from', text.quietHours)}</label>
      <label><span>${text.to}</span>${this.#minute(hours, 'to', `${text.quietHours} … ${text.to}`)}</label>
      ${hours ? html`<button @click=${() => this.#ask(withQuiet(this.rest, null, quietDays(this.rest)))}>${text.clear}</button>` : nothing}
    </fieldset>`;
  }

  #minute(hours: QuietHours | null, end: keyof QuietHours, label: string): TemplateResult {
    return html`<input inputmode="numeric" maxlength="5" autocomplete="off" aria-label=${label} placeholder=${words().unknown} .value=${hours ? formatMinutes(hours[end]) : ''} @change=${(event: Event) => this.#type(hours, end, event)} />`;
  }

  #days(): TemplateResult {
    const chosen = quietDays(this.rest);
    return html`<fieldset class="days" ?disabled=${this.#disabled}>
      <legend>${this.text.quietDays}</legend>
      ${WEEK.map((day) => html`<label><input type="checkbox" .checked=${chosen.includes(day)} @change=${() => this.#toggle(day, chosen)} /><span>${formatWeekday(words().language.tag, day)}</span></label>`)}
    </fieldset>`;
  }

  #choose(bound: Bound, { target }: Event): void {
    if (target instanceof HTMLSelectElement) this.#ask({ ...this.rest, [bound]: target.value === '' ? null : Number(target.value) });
  }

  /** A first time brings the other end along; what is no time is put right. */
  #type(hours: QuietHours | null, end: keyof QuietHours, { target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    const minutes = minutesTyped(target.value);
    target.value = hours ? formatMinutes(hours[end]) : '';
    if (minutes !== undefined) this.#ask(withQuiet(this.rest, { ...(hours ?? NIGHT), [end]: minutes }, quietDays(this.rest)));
  }

  #toggle(day: number, chosen: readonly number[]): void {
    this.#ask(withQuiet(this.rest, quietHours(this.rest), chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day]));
  }

  #ask(rest: EventRest): void {
    const asking = (wanted: EventRest): RequestBody => ({ kind: 'act', act: { kind: 'event-rest', rest: wanted } });
    this.home.undo.put(this.text.done, asking(rest), asking(this.rest));
    void this.home.requests.ask(asking(rest), null);
  }
}
