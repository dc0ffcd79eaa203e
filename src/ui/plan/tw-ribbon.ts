import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Device, HomeEvent, Plan, PlanAct, PriceSlot, Tariff } from '#wire/message/bodies.ts';
import { levelOf, shareOf } from '../../state/price.ts';
import { verbOf } from '../format/act.ts';
import { localHours } from '../format/day.ts';
import { deviceName } from '../format/doing.ts';
import { formatPrice } from '../format/money.ts';
import { formatShare } from '../format/power.ts';
import { formatNear } from '../format/time.ts';
import '../parts/tw-table.ts';
import { Measured } from '../parts/measured.ts';
import { base } from '../style/base.ts';
import { priceColours } from '../style/price.ts';
import { words } from '../text/words.ts';
import { drawEvent, eventSaid, isAhead, type EventLanes } from './eventDrawn.ts';

const AHEAD = 36 * 3_600_000;
const [PRICES, FOOT, LANE, LEVEL] = [80, 26, 44, 40];
/** Room for the names of events, where there are any. */
const HEAD = 20;
/** Of an act within its lane. */
const ACT = 24;

type Level = NonNullable<Plan['levels']>[number];

/** A store's content as a share of the most it holds, over time. */
interface Course {
  readonly device: string;
  readonly points: readonly { readonly at: number; readonly share: number }[];
}

/** The next hours: price as bars, a lane a device for what it is planned to do. The list below says the same in words. */
@customElement('tw-ribbon')
export class TwRibbon extends LitElement {
  static override styles = [
    base,
    priceColours,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
        direction: ltr;
      }
      text {
        fill: var(--quiet);
        font-size: 0.8125rem;
      }
      text.lane {
        fill: var(--ink);
      }
      line {
        stroke: var(--line);
      }
      .level-line {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
      }
      .act {
        fill: var(--ink);
      }
      .act.discharge {
        fill: none;
        stroke: var(--ink);
        stroke-width: 2;
      }
      .act.follow,
      .act.surplus {
        fill-opacity: 0.35;
      }
      .event {
        fill: var(--accent);
        fill-opacity: 0.14;
      }
      .event-frame {
        fill: none;
        stroke: var(--accent);
        stroke-width: 2;
        stroke-dasharray: 5 3;
      }
      text.event-name {
        fill: var(--ink);
        font-weight: 600;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--space) / 2) calc(var(--space) * 2);
      }
    `,
  ];

  /** What the acts are: the plan, or what it would become. */
  @property() declare heading: string;
  @property({ attribute: false }) declare tariff: Tariff;
  @property({ attribute: false }) declare acts: readonly PlanAct[];
  @property({ attribute: false }) declare devices: readonly Device[];
  @property({ attribute: false }) declare levels: readonly Level[];
  @property({ attribute: false }) declare events: readonly HomeEvent[];
  @property({ attribute: false }) declare now: number;
  @property({ attribute: false }) declare zone: string;

  readonly #measured = new Measured(this, 'svg');

  override render(): TemplateResult {
    const slots = this.tariff.slots.filter((slot) => slot.end > this.now && slot.start < this.now + AHEAD);
    return html`<figure class="card stack">
      <figcaption class="stack">
        <h2>${this.heading}</h2>
        <p class="quiet">${this.#summary(slots)} ${this.#courses().map((course) => this.#courseSaid(course))} ${this.#ahead()
          .map((event) => this.#eventSaid(event))
          .join(' ')}</p>
      </figcaption>
      ${this.#drawing(slots)} ${this.#table(slots)}
      <ul class="quiet" aria-hidden="true">${this.#legend(slots)}</ul>
    </figure>`;
  }

  #summary(slots: readonly PriceSlot[]): string {
    const { language, plan, unknown } = words();
    const [low] = [...slots].sort((a, b) => a.importPrice - b.importPrice);
    const [high] = [...slots].sort((a, b) => b.importPrice - a.importPrice);
    if (!low || !high) return unknown;
    const price = (slot: PriceSlot): string => formatPrice(language.tag, slot.importPrice, this.tariff.currency);
    const time = (slot: PriceSlot): string => formatNear(language.tag, Math.max(slot.start, this.now), this.zone, this.now);
    if (low.importPrice === high.importPrice) return plan.ribbonFlat(price(low));
    return plan.ribbonSummary(price(low), time(low), price(high), time(high));
  }

  #ahead(): readonly HomeEvent[] {
    return this.events.filter((event) => isAhead(event, this.now) && event.start < this.now + AHEAD);
  }

  #eventSaid(event: HomeEvent): string {
    const near = (at: number, after: number): string => formatNear(words().language.tag, at, this.zone, after);
    return eventSaid({ words: words(), acts: this.acts, nameOf: (device) => deviceName(this.devices, device), now: this.now, near }, event);
  }

  /** The prices in figures; what devices do stands in the list below. */
  #table(slots: readonly PriceSlot[]): TemplateResult {
    const { language, today, now, estimated } = words();
    const rows = slots.map((slot) => {
      const price = formatPrice(language.tag, slot.importPrice, this.tariff.currency);
      return [formatNear(language.tag, Math.max(slot.start, this.now), this.zone, this.now), slot.known ? price : `${price} (${estimated})`];
    });
    return html`<tw-table .heads=${[today.from, now.perKwh]} .rows=${rows}></tw-table>`;
  }

  /** From what a store holds now through what it is expected to hold; one whose size is not known is left out. */
  #courses(): readonly Course[] {
    return this.levels.flatMap(({ device, at, stored }) => {
      const { capacity, stored: now } = this.devices.find(({ id }) => id === device) ?? {};
      if (!capacity) return [];
      const ahead = at.flatMap((instant, n) => (instant > this.now && instant <= this.now + AHEAD ? [{ at: instant, share: (stored[n] ?? 0) / capacity }] : []));
      const points = now === null || now === undefined ? ahead : [{ at: this.now, share: now / capacity }, ...ahead];
      return points.length > 1 ? [{ device, points }] : [];
    });
  }

  #courseSaid({ device, points }: Course): string {
    const { language, plan } = words();
    const share = (one: Course['points'][number] | undefined): string => formatShare(language.tag, one?.share ?? 0);
    const time = (one: Course['points'][number] | undefined): string => formatNear(language.tag, one?.at ?? this.now, this.zone, this.now);
    const high = points.reduce((most, one) => (one.share > most.share + 0.005 ? one : most));
    const low = points.reduce((least, one) => (one.share < least.share - 0.005 ? one : least));
    if (low === high) return '';
    return plan.level(deviceName(this.devices, device), share(high), time(high), share(low), time(low));
  }

  #x(at: number): number {
    return (Math.min(Math.max(at - this.now, 0), AHEAD) / AHEAD) * this.#measured.width;
  }

  #drawing(slots: readonly PriceSlot[]): TemplateResult {
    const courses = this.#courses();
    const events = this.#ahead();
    const { width } = this.#measured;
    const head = events.length > 0 ? HEAD : 0;
    const tops = this.#tops(courses);
    const height = head + PRICES + FOOT + tops.size * LANE + courses.length * LEVEL;
    const hours = localHours(this.now, this.now + AHEAD, this.zone).filter(({ hour }) => hour % 6 === 0);
    const lanes: EventLanes = { words: words(), acts: this.acts, x: (at) => this.#x(at), width, height, top: (device) => head + ACT + (tops.get(device) ?? NaN) };
    return html`<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${events.map((event) => drawEvent(lanes, event))}
      <g transform="translate(0 ${head})">
        ${hours.map(({ at, hour }) => svg`<line x1=${this.#x(at)} x2=${this.#x(at)} y1="0" y2=${height}></line><text x=${this.#x(at) + 4} y=${PRICES + 18}>${String(hour).padStart(2, '0')}</text>`)}
        ${slots.map((slot) => this.#price(slot))} ${[...tops].map(([device, top]) => this.#lane(device, top, courses.find((one) => one.device === device)))}
      </g>
    </svg>`;
  }

  /** Where each device's lane begins: one with a course takes more room. */
  #tops(courses: readonly Course[]): ReadonlyMap<string, number> {
    let next = PRICES + FOOT;
    const tops = new Map<string, number>();
    for (const device of new Set([...this.acts, ...courses].map((one) => one.device))) {
      tops.set(device, next);
      next += LANE + (courses.some((one) => one.device === device) ? LEVEL : 0);
    }
    return tops;
  }

  #price(slot: PriceSlot): TemplateResult<2> {
    const x = this.#x(slot.start);
    const height = 12 + shareOf(slot.importPrice, this.tariff.slots) * (PRICES - 14);
    const classes = `bar ${levelOf(slot.importPrice, this.tariff.slots)} ${slot.known ? '' : 'estimated'}`;
    return svg`<rect class=${classes} x=${x.toFixed(1)} y=${(PRICES - height).toFixed(1)} width=${Math.max(1, this.#x(slot.end) - x - 1).toFixed(1)} height=${height.toFixed(1)}></rect>`;
  }

  #lane(device: string, top: number, course: Course | undefined): TemplateResult<2> {
    const acts = this.acts.filter((act) => act.device === device && act.interval.end > this.now && verbOf(act.policy) !== 'idle');
    return svg`<text class="lane" x="0" y=${top + 16}>${deviceName(this.devices, device)}</text>
      <line x1="0" x2=${this.#measured.width} y1=${top + 30} y2=${top + 30}></line>
      ${acts.map((act) => this.#act(act, top + ACT))} ${course ? this.#level(course, top + LANE) : nothing}`;
  }

  /** Full at the top, empty at the line below. */
  #level({ points }: Course, top: number): TemplateResult<2> {
    const height = LEVEL - 10;
    const drawn = points.map(({ at, share }) => `${this.#x(at).toFixed(1)},${(top + height * (1 - Math.min(1, share))).toFixed(1)}`).join(' ');
    return svg`<line x1="0" x2=${this.#measured.width} y1=${top + height} y2=${top + height}></line><polyline class="level-line" points=${drawn}></polyline>`;
  }

  #act(act: PlanAct, top: number): TemplateResult<2> {
    const x = this.#x(act.interval.start);
    return svg`<rect class="act ${verbOf(act.policy)}" x=${x.toFixed(1)} y=${top} width=${Math.max(2, this.#x(act.interval.end) - x).toFixed(1)} height="12" rx="4"></rect>`;
  }

  #legend(slots: readonly PriceSlot[]): TemplateResult[] {
    const { legend } = words().plan;
    const levels = new Set(slots.map((slot) => levelOf(slot.importPrice, this.tariff.slots)));
    const named = levels.has('flat') ? [] : [html`<li><span class="level cheap">${legend.cheap}</span></li>`, html`<li><span class="level dear">${legend.dear}</span></li>`];
    const guessed = slots.some((slot) => !slot.known) ? [html`<li>┄ ${legend.estimated}</li>`] : [];
    return [...named, ...guessed];
  }
}
