import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ArrivalMessage } from '#wire/message/arrivalsBody.ts';
import { minutesTyped, nextTimeOfDay } from '../format/day.ts';
import { deviceName } from '../format/doing.ts';
import { formatEnergy } from '../format/power.ts';
import { formatClock, formatNear } from '../format/time.ts';
import { millionths } from '../format/typedAmount.ts';
import { base } from '../style/base.ts';
import type { WantsWords } from '../text/en/wants.ts';
import { words } from '../text/words.ts';
import { placeOf, type HomeOnScreen } from './screen.ts';
import { Watching } from './watching.ts';

/** mWh that the field begins with where nothing is known of the car: an evening's drive; nothing is planned by it. */
const BEGIN_WITH = 10_000_000;
const MICRO = 1e6;

/** Asks once what a car of unknown level is to take: one tap accepts its usual, which plans assume until then (never guessed silently). */
@customElement('tw-arrival')
export class TwArrival extends LitElement {
  static override styles = [
    base,
    css`
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space);
      }
      input,
      button {
        inline-size: 100%;
        min-inline-size: 0;
      }
    `,
  ];

  @property({ attribute: false }) declare home: HomeOnScreen;
  @property({ attribute: false }) declare text: WantsWords;
  @property({ attribute: false }) declare arrival: ArrivalMessage;
  /** What was typed in place of the usual. */
  @state() declare private energy: number | null;
  @state() declare private by: number | null;

  constructor() {
    super();
    this.energy = null;
    this.by = null;
    new Watching(this, () => [this.home.model.facts.wishes, this.home.model.facts.devices, this.home.model.outdated, this.home.requests.asked]);
  }

  override render(): TemplateResult {
    const { text, arrival } = this;
    const { now, zone } = placeOf(this.home);
    const { tag } = words().language;
    const [energy, by] = [this.energy ?? arrival.usual ?? BEGIN_WITH, this.by ?? arrival.by];
    const at = (instant: number): string => formatNear(tag, instant, zone, now);
    const about = arrival.usual === null ? text.arrival.unknown : text.arrival.usual(formatEnergy(tag, arrival.usual), at(arrival.by));
    const figure = new Intl.NumberFormat(tag, { useGrouping: false, maximumFractionDigits: 1, numberingSystem: 'latn' }).format(energy / MICRO);
    return html`<section class="card stack" aria-labelledby="title">
      <h2 id="title">${text.arrival.title(deviceName(this.home.model.facts.devices.body ?? [], arrival.device))}</h2>
      <p>${about}</p>
      <div class="pair">
        <label>${text.arrival.energy}<input name="energy" inputmode="decimal" autocomplete="off" .value=${figure} @change=${this.#typeEnergy} /></label>
        <label>${text.arrival.by}<input name="by" inputmode="numeric" maxlength="5" autocomplete="off" .value=${formatClock('en-GB', by, zone)} @change=${this.#typeTime} /></label>
      </div>
      <button class="main" ?disabled=${this.#isAsked || this.home.model.outdated.value || !this.home.model.facts.wishes.body} @click=${() => this.#ask(energy, by)}>${this.#isAsked ? text.pending : text.arrival.keep(formatEnergy(tag, energy), at(by))}</button>
    </section>`;
  }

  get #id(): string {
    return `added-${this.arrival.device}`;
  }

  get #isAsked(): boolean {
    return this.home.requests.asked.value.some(({ body, progress }) => progress === 'queued' && body.kind === 'wish' && body.wish.id === this.#id);
  }

  readonly #typeEnergy = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    const typed = millionths(target.value);
    this.energy = typed !== null && typed > 0 ? typed : this.energy;
    this.requestUpdate();
  };

  readonly #typeTime = ({ target }: Event): void => {
    const { now, zone } = placeOf(this.home);
    if (!(target instanceof HTMLInputElement)) return;
    this.by = minutesTyped(target.value) === undefined ? this.by : (nextTimeOfDay(now, target.value, zone) ?? this.by);
    this.requestUpdate();
  };

  #ask(energy: number, by: number): void {
    const { device } = this.arrival;
    void this.home.requests.ask({ kind: 'wish', wish: { kind: 'addedBy', id: this.#id, device, rank: 2, by, energy: Math.round(energy) } }, this.home.model.facts.wishes.body?.revision ?? null);
  }
}
