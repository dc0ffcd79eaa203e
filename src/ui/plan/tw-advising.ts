import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RequestBody } from '#wire/message/request.ts';
import { readAdvising, type AdvisedDayMessage, type AdvisingMessage } from '#wire/message/advisingBody.ts';
import { formatMoney } from '../format/money.ts';
import { formatCount, formatShare } from '../format/power.ts';
import { formatNear } from '../format/time.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import '../parts/tw-table.ts';
import { Watching } from '../parts/watching.ts';
import { base } from '../style/base.ts';
import type { AdvisingWords } from '../text/en/advising.ts';
import { words } from '../text/words.ts';

/** Less than this is no difference, micro. */
const A_PENNY = 10_000;
const WEEK = 7 * 86_400_000;
/** A day of which less was heard is named. */
const MOST_OF_IT = 0.95;

const saving = ({ planned, left }: AdvisedDayMessage): number => left - planned;

/** Plans that are only shown: asked for and ended here, with what they would have saved and how that is reckoned (U26). */
@customElement('tw-advising')
export class TwAdvising extends LitElement {
  static override styles = [
    base,
    css`
      button {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: AdvisingWords;

  constructor() {
    super();
    new Watching(this, () => [this.home.model.facts.advising, this.home.model.outdated, this.home.requests.asked]);
  }

  override render(): TemplateResult | typeof nothing {
    const told = readAdvising(this.home.model.facts.advising.body);
    const { text } = this;
    if (!told) return nothing;
    const { on, since, until = null, offer = false, days } = told;
    return html`<section class="card stack" aria-labelledby="title">
      <h2 id="title">${text.title}</h2>
      <p>${on ? text.since(this.#near(since ?? 0)) : offer ? text.offer : text.about}</p>
      ${until === null ? nothing : html`<p>${text.until(this.#near(until))}</p>`}
      ${on || days.length > 0 ? this.#past(told) : nothing}
      ${offer ? [this.#button(text.week, true, placeOf(this.home).now + WEEK), this.#button(text.start, true), this.#button(text.follow, false)] : this.#button(on ? text.stop : text.start, !on)}
    </section>`;
  }

  #button(label: string, on: boolean, until: number | null = null): TemplateResult {
    return html`<button ?disabled=${this.#isAsked || this.home.model.outdated.value} @click=${() => this.#ask(on, until)}>${this.#isAsked ? this.text.asking : label}</button>`;
  }

  get #isAsked(): boolean {
    return this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'advise');
  }

  #past({ days }: AdvisingMessage): TemplateResult {
    const { text } = this;
    if (days.length === 0) return html`<p>${text.none}</p>`;
    const { tag } = words().language;
    return html`<p><strong>${this.#sum(days)}</strong></p>
      <tw-table .heads=${[text.heads.date, text.heads.planned, text.heads.left, text.heads.paid, text.heads.difference]} .rows=${[...days].reverse().map((day) => this.#row(day))}></tw-table>
      ${days.filter(({ heard }) => heard < MOST_OF_IT).map((day) => html`<p class="quiet">${text.part(this.#day(day), formatShare(tag, day.heard))}</p>`)}
      <p class="quiet">${text.how}</p>`;
  }

  #sum(days: readonly AdvisedDayMessage[]): string {
    const { text } = this;
    const count = days.length === 1 ? text.oneDay : text.days(formatCount(words().language.tag, days.length));
    const sum = days.reduce((total, day) => total + saving(day), 0);
    if (Math.abs(sum) < A_PENNY) return text.same(count);
    return (sum > 0 ? text.saved : text.dearer)(count, this.#money(Math.abs(sum)));
  }

  #row(day: AdvisedDayMessage): readonly string[] {
    return [this.#day(day), this.#money(day.planned), this.#money(day.left), day.paid === null ? words().unknown : this.#money(day.paid), this.#money(saving(day))];
  }

  #day({ start }: AdvisedDayMessage): string {
    return new Intl.DateTimeFormat(words().language.tag, { weekday: 'short', day: 'numeric', month: 'short', timeZone: placeOf(this.home).zone }).format(start);
  }

  #near(at: number): string {
    const { zone, now } = placeOf(this.home);
    return formatNear(words().language.tag, at, zone, now);
  }

  #money(micro: number): string {
    return formatMoney(words().language.tag, micro, placeOf(this.home).currency);
  }

  #ask(on: boolean, until: number | null): void {
    const body: RequestBody = { kind: 'advise', on, ...(until === null ? {} : { until }) };
    this.home.undo.put(this.text.done[on ? 'on' : 'off'], body, { kind: 'advise', on: !on });
    void this.home.requests.ask(body, null);
  }
}
