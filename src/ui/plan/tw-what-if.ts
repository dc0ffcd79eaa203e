import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MOST_DAYS, SUPPOSED, type Addition, type TwoRates } from '#domain/answers/whatIf.ts';
import { whatIf, type WhatIfAnswer } from '../../state/whatIf.ts';
import { minutesTyped } from '../format/day.ts';
import { leftToRight } from '../format/leftToRight.ts';
import { formatCount, formatShare } from '../format/power.ts';
import { choicesStyle, pick, timeOfDay } from '../parts/choices.ts';
import { placeOf, type HomeOnScreen } from '../parts/screen.ts';
import { closeOutside, sheetStyle } from '../parts/sheet.ts';
import { base } from '../style/base.ts';
import type { WhatIfWords } from '../text/en/whatIf.ts';
import { words, wordsOf } from '../text/words.ts';

type Stage = { readonly kind: 'asking' | 'stopped' | 'failed' | 'none' | 'nothing' } | { readonly kind: 'working'; readonly share: number } | { readonly kind: 'answered'; readonly answer: WhatIfAnswer; readonly addition: Addition };

/** Midnight to seven, until another is chosen; micro of the currency per kWh. */
const FIRST_RATES: TwoRates = { day: 300_000, night: 100_000, from: 0, to: 420 };
const [FROM, TO] = ['00:00', '07:00'];

/** What a battery, panels, a bigger tank or another tariff would bring, by the home's own days: a sheet. */
@customElement('tw-what-if')
export class TwWhatIf extends LitElement {
  static override styles = [
    base,
    sheetStyle,
    choicesStyle,
    css`
      input[type='number'] {
        background: var(--card);
        border: 1px solid var(--edge);
        padding-inline: var(--space);
        inline-size: 100%;
      }
      progress {
        inline-size: 100%;
        accent-color: var(--accent);
      }
      button {
        inline-size: 100%;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
        gap: var(--space);
      }
      li + li {
        margin-block-start: var(--space);
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @state() declare private text: WhatIfWords | null;
  @state() declare private addition: Addition;
  @state() declare private rates: TwoRates | null;
  @state() declare private stage: Stage;
  @query('dialog') declare private sheet: HTMLDialogElement | null;

  #stop = new AbortController();

  constructor() {
    super();
    this.text = null;
    this.addition = { battery: 5, panels: 0, tank: 0 };
    this.rates = null;
    this.stage = { kind: 'asking' };
  }

  async open(): Promise<void> {
    this.text = await wordsOf('whatIf');
    await this.updateComplete;
    this.sheet?.showModal();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  override render(): TemplateResult | typeof nothing {
    const { text } = this;
    if (!text) return nothing;
    return html`<dialog aria-labelledby="title" @click=${closeOutside} @close=${() => this.#stop.abort()}>
      <div class="stack">
        <h2 id="title">${text.title}</h2>
        <p class="quiet">${text.about}</p>
        ${this.#form(text)} ${this.#stageSaid(text)}
        <button class="plain" @click=${() => this.sheet?.close()}>${words().close}</button>
      </div>
    </dialog>`;
  }

  #form(text: WhatIfWords): TemplateResult {
    const size = (name: keyof Addition, label: string, max: number): TemplateResult =>
      html`<label><span>${label}</span><input type="number" inputmode="decimal" min="0" max=${max} step="0.5" .value=${String(this.addition[name])} @change=${(event: Event) => this.#size(name, max, event)} /></label>`;
    return html`${size('battery', text.battery, 50)} ${size('panels', text.panels, 30)} ${size('tank', text.tank, 30)}
    ${pick(text.tariff, [{ value: 'now', name: text.asNow }, { value: 'two', name: text.twoRates }], this.rates ? 'two' : 'now', (value) => (this.rates = value === 'two' ? FIRST_RATES : null))}
    ${this.rates ? this.#rates(text, this.rates) : nothing}`;
  }

  #rates(text: WhatIfWords, rates: TwoRates): TemplateResult {
    const price = (name: 'day' | 'night', label: string): TemplateResult =>
      html`<label><span>${label} (${placeOf(this.home).currency})</span><input type="number" inputmode="decimal" min="0" max="5" step="0.001" .value=${String(rates[name] / 1e6)} @change=${(event: Event) => this.#price(name, event)} /></label>`;
    const at = (name: 'from' | 'to') => (value: string) => this.#rate({ [name]: minutesTyped(value) ?? rates[name] });
    return html`<div class="pair">${price('day', text.day)}${price('night', text.night)}</div>
      <div class="pair">${timeOfDay(text.from, FROM, at('from'))}${timeOfDay(text.to, TO, at('to'))}</div>`;
  }

  #size(name: keyof Addition, max: number, { target }: Event): void {
    if (target instanceof HTMLInputElement && Number.isFinite(target.valueAsNumber)) this.addition = { ...this.addition, [name]: Math.min(max, Math.max(0, target.valueAsNumber)) };
  }

  #price(name: 'day' | 'night', { target }: Event): void {
    if (target instanceof HTMLInputElement && Number.isFinite(target.valueAsNumber)) this.#rate({ [name]: Math.round(target.valueAsNumber * 1e6) });
  }

  #rate(change: Partial<TwoRates>): void {
    if (this.rates) this.rates = { ...this.rates, ...change };
  }

  #stageSaid(text: WhatIfWords): TemplateResult {
    const { stage } = this;
    const go = html`<button class="main" @click=${() => void this.#work()}>${text.go}</button>`;
    switch (stage.kind) {
      case 'asking':
        return go;
      case 'working':
        return html`<p role="status">${text.working(formatShare(words().language.tag, stage.share))}</p><progress max="1" .value=${stage.share} aria-label=${text.title}></progress><button @click=${() => this.#stop.abort()}>${text.stop}</button>`;
      case 'answered':
        return html`<div class="stack" role="status">${this.#answer(text, stage.answer)} ${this.#supposed(text, stage.addition)}</div>${go}`;
      case 'stopped':
      case 'failed':
      case 'none':
      case 'nothing':
        return html`<p role="status">${text[stage.kind]}</p>${go}`;
    }
  }

  #answer(text: WhatIfWords, { low, high, dates }: WhatIfAnswer): TemplateResult {
    const { tag } = words().language;
    const sum = high < 0 ? text.more(this.#money(-high), this.#money(-low)) : low < 0 ? text.both(this.#money(-low), this.#money(high)) : text.less(this.#money(low), this.#money(high));
    const day = (date: string | undefined): string => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date ?? ''));
    const days = (dates.length < MOST_DAYS ? text.few : text.days)(formatCount(tag, dates.length), day(dates[0]), day(dates.at(-1)));
    return html`<p><strong>${sum}</strong></p><p>${text.range}</p><p>${days}</p>`;
  }

  #supposed({ supposed }: WhatIfWords, { battery, panels, tank }: Addition): TemplateResult {
    const { tag } = words().language;
    const share = (value: number): string => formatShare(tag, value);
    return html`<h2>${supposed.title}</h2>
      <ul class="quiet">
        <li>${supposed.prices}</li>
        ${battery > 0 ? html`<li>${supposed.battery(formatCount(tag, SUPPOSED.hours), share(SUPPOSED.roundTrip))}</li>` : nothing}
        ${panels > 0 ? html`<li>${supposed.panels(formatCount(tag, SUPPOSED.tilt), share(SUPPOSED.dull), share(SUPPOSED.bright))}</li>` : nothing}
        ${tank > 0 ? html`<li>${supposed.tank}</li>` : nothing}
        <li>${supposed.not}</li>
      </ul>`;
  }

  /** A year is told without small coin. */
  #money(micro: number): string {
    const { tag } = words().language;
    return leftToRight(tag, new Intl.NumberFormat(tag, { style: 'currency', currency: placeOf(this.home).currency, maximumFractionDigits: 0 }).format(micro / 1e6));
  }

  async #work(): Promise<void> {
    const { addition, rates } = this;
    const tariff = this.home.model.facts.tariff.body;
    if (!tariff || (rates === null && Object.values(addition).every((size) => size === 0))) return void (this.stage = { kind: tariff ? 'nothing' : 'none' });
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.stage = { kind: 'working', share: 0 };
    try {
      const [past, planner] = await Promise.all([this.home.history(), this.home.planner()]);
      const { zone, now } = placeOf(this.home);
      const answer = await whatIf({ addition, rates }, { past, planner, tariff, zone, now, signal, onProgress: (share) => (this.stage = { kind: 'working', share }) });
      this.stage = answer ? { kind: 'answered', answer, addition } : { kind: 'none' };
    } catch {
      this.stage = { kind: signal.aborted ? 'stopped' : 'failed' };
    }
  }
}
