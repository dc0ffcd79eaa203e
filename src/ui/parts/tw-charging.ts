import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChargingHours } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import { asksHours } from '../../state/attention.ts';
import { added, daysOf, MOST_WINDOWS, toggled, withWindow, type ChargingWindow } from '../../state/chargingHours.ts';
import { minutesTyped } from '../format/day.ts';
import { formatMinutes, formatWeekday } from '../format/time.ts';
import { formatDays } from '../format/weekdays.ts';
import { base } from '../style/base.ts';
import { unfold } from '../style/unfold.ts';
import type { ChargingWords } from '../text/en/charging.ts';
import { words, wordsOf } from '../text/words.ts';
import { check, choicesStyle, timeOfDay } from './choices.ts';
import type { HomeOnScreen } from './screen.ts';
import { Watching } from './watching.ts';

type Except = ChargingHours['except'];

/** The end of a day is the beginning of the next on a clock. */
const clockOf = (minutes: number): string => formatMinutes(minutes % 1_440);

/** When a car charges by itself: offered at first use, to accept, change or decline; and changed at any time after. */
@customElement('tw-charging')
export class TwCharging extends LitElement {
  static override styles = [
    base,
    choicesStyle,
    unfold,
    css`
      fieldset {
        border: none;
        border-block-start: 1px solid var(--line);
        margin: 0;
        padding: calc(var(--space) * 2) 0 0;
        min-inline-size: 0;
        display: grid;
        gap: var(--space);
      }
      .pair,
      .days {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: var(--space);
      }
      .days {
        grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
      }
      button {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @state() declare private text: ChargingWords | null;

  constructor() {
    super();
    this.text = null;
    new Watching(this, () => [this.home.model.facts.household, this.home.model.outdated, this.home.requests.asked]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wordsOf('charging').then((text) => (this.text = text));
  }

  override render(): TemplateResult | typeof nothing {
    const charging = this.home.model.facts.household.body?.charging;
    const { text } = this;
    if (!text || !charging) return nothing;
    const isOffered = asksHours(charging);
    return html`<section class="card stack" aria-labelledby="title">
      <h2 id="title">${text.title}</h2>
      <p>${this.#said(text, charging.except)}</p>
      <p class="quiet">${isOffered ? text.ask : text.about}</p>
      ${isOffered ? html`<div class="pair">${this.#button(text.keep, charging.except)}${this.#button(text.drop, [])}</div>` : nothing} ${this.#change(text, charging)}
    </section>`;
  }

  #said(text: ChargingWords, except: Except): string {
    return except.length === 0 ? text.always : text.except(new Intl.ListFormat(words().language.tag).format(except.map((one) => this.#window(text, one))));
  }

  #window(text: ChargingWords, { days, from, to }: ChargingWindow): string {
    const { tag } = words().language;
    const named = days === null ? text.everyDay : formatDays(tag, days);
    return text.window(named, formatMinutes(from), formatMinutes(to));
  }

  #change(text: ChargingWords, { except, chosen }: ChargingHours): TemplateResult {
    return html`<details>
      <summary>${text.change}</summary>
      <div class="stack">
        ${except.map((one, index) => this.#fields(text, except, one, index))} ${except.length < MOST_WINDOWS ? this.#button(text.add, added(except)) : nothing}
        ${chosen && except.length > 0 ? this.#button(text.drop, []) : nothing}
      </div>
    </details>`;
  }

  #fields(text: ChargingWords, except: Except, one: ChargingWindow, index: number): TemplateResult {
    const name = this.#window(text, one);
    const time = (end: 'from' | 'to') => (value: string) => this.#ask(withWindow(except, index, { [end]: minutesTyped(value) ?? one[end] }));
    return html`<fieldset ?disabled=${this.#disabled}>
      <legend class="quiet">${name}</legend>
      <div class="pair">${timeOfDay(text.from, clockOf(one.from), time('from'))}${timeOfDay(text.to, clockOf(one.to), time('to'))}</div>
      <div class="days">${[1, 2, 3, 4, 5, 6, 7].map((day) => check(formatWeekday(words().language.tag, day), daysOf(one).includes(day), () => this.#ask(withWindow(except, index, { days: toggled(one, day) }))))}</div>
      ${this.#button(text.remove(name), except.filter((other) => other !== one))}
    </fieldset>`;
  }

  #button(label: string, except: Except): TemplateResult {
    return html`<button ?disabled=${this.#disabled} @click=${() => this.#ask(except)}>${label}</button>`;
  }

  get #disabled(): boolean {
    return this.home.model.outdated.value || this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'act' && body.act.kind === 'charging-hours');
  }

  /** Other hours can be taken back; what was only accepted need not be. */
  #ask(except: Except): void {
    const asking = (wanted: Except): RequestBody => ({ kind: 'act', act: { kind: 'charging-hours', except: wanted } });
    const before = this.home.model.facts.household.body?.charging?.except ?? [];
    if (this.text && JSON.stringify(except) !== JSON.stringify(before)) this.home.undo.put(this.text.done, asking(except), asking(before));
    void this.home.requests.ask(asking(except), null);
  }
}
