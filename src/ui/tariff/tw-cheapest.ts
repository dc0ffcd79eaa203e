import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cheapest } from '#domain/answers/cheapest.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { PriceSlot } from '#wire/message/bodies.ts';
import { nextTimeOfDay } from '../format/day.ts';
import { formatPrice } from '../format/money.ts';
import { formatNear } from '../format/time.ts';
import { base } from '../style/base.ts';
import { words } from '../text/words.ts';
import { formStyle } from './style.ts';
import type { PricePlace } from './tw-rates.ts';

const HOURS = [0.5, 1, 1.5, 2, 3, 4, 6, 8] as const;
const HOUR = 3_600_000;

/** The cheapest time for something that runs so long and has to be over by then. */
@customElement('tw-cheapest')
export class TwCheapest extends LitElement {
  static override styles = [base, formStyle];

  @property({ attribute: false }) declare place: PricePlace;
  @property({ attribute: false }) declare slots: readonly PriceSlot[];
  /** The home's time, ms UTC. */
  @property({ attribute: false }) declare now: number;
  @state() declare private hours: number;
  @state() declare private by: string;

  constructor() {
    super();
    this.hours = 2;
    this.by = '22:00';
  }

  override render(): TemplateResult {
    const { find } = this.place.text.tariff;
    const number = new Intl.NumberFormat(words().language.tag);
    return html`<section class="card stack" aria-labelledby="find">
      <h2 id="find">${find.title}</h2>
      <form @submit=${(event: Event) => event.preventDefault()}>
        <label>${find.hours}<select @change=${(event: Event) => (this.hours = Number((event.target as HTMLSelectElement).value))}>${HOURS.map((hours) => html`<option value=${hours} ?selected=${hours === this.hours}>${find.of(number.format(hours))}</option>`)}</select></label>
        <label>${find.by}<input type="time" .value=${this.by} @input=${(event: Event) => (this.by = (event.target as HTMLInputElement).value)} /></label>
      </form>
      <p role="status">${this.#answer()}</p>
    </section>`;
  }

  #answer(): string {
    const { find } = this.place.text.tariff;
    const from = (Math.ceil(this.now / 60_000) * 60_000) as Instant;
    const by = nextTimeOfDay(from, this.by, this.place.zone);
    if (by === undefined) return find.time;
    const slots = this.slots.map(({ start, end, importPrice, known }) => ({ start: start as Instant, end: end as Instant, importPrice, known }));
    const found = cheapest(slots, { from, by: by as Instant, length: this.hours * HOUR });
    if (found.kind === 'too-short') return find.short;
    const ends = found.pricesEnd === null ? [] : [find.ends(this.#clock(found.pricesEnd))];
    if (found.kind === 'no-prices') return [find.unknown, ...ends].join(' ');
    const now = found.price < found.priceNow ? find.now(this.#price(found.priceNow)) : find.atOnce;
    return [find.found(this.#clock(found.start), this.#clock(found.end), this.#price(found.price)), now, ...ends].join(' ');
  }

  #price(micro: number): string {
    return formatPrice(words().language.tag, micro, this.place.currency);
  }

  #clock(at: number): string {
    return formatNear(words().language.tag, at, this.place.zone, this.now);
  }
}
