import { accountsOf, type AccountsEvent, type AccountsWanted } from '#domain/answers/accounts.ts';
import type { MeterStand } from '#domain/answers/sentBills.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { periodsTouched } from '#domain/time/calendar.ts';
import { after, floorTo, HOUR, MINUTE, type Instant } from '#domain/time/instant.ts';
import type { Archive } from './archive.ts';

const DAY = 24 * HOUR;
/** What the book reaches back: three bills of a month, and a year where a tariff remembers one. */
const REACH = 100 * DAY;
const LONG_REACH = 400 * DAY;
/** After a failure. */
const AGAIN = 5 * MINUTE;
/** Slots reach the store within a minute of their end. */
const SETTLED = 2 * MINUTE;
const HALF_HOUR = HOUR / 2;
const QUARTER = HOUR / 4;

export interface AccountsParts {
  readonly archive: Pick<Archive, 'slotsBetween' | 'rows'>;
  readonly zone: string;
  /** The tariff that holds at an instant. */
  readonly tariffAt: (at: Instant) => Tariff;
  /** Tariffs that are known and not in force at an instant. */
  readonly othersAt: (at: Instant) => readonly Tariff[];
  /** What was metered is on its way to the store. */
  readonly flush: () => void;
  readonly said: (event: AccountsEvent) => void;
  /** The store did not tell, or a bill cannot be made of it: the accounts stay as they were, and are tried again. */
  readonly failed: (error: unknown) => void;
}

/** Feeds the home's book from its journal: every half-hour, and at once when people said something of it. */
export class Accounts {
  #wanted: AccountsWanted | null = null;
  #next: Instant | null = null;
  #reckoning = false;
  #stands = new Map<Instant, MeterStand>();

  constructor(private readonly parts: AccountsParts) {}

  /** Reckons at the next tick. */
  want(wanted: AccountsWanted): void {
    this.#wanted = wanted;
    this.#next = null;
  }

  /** At every tick. */
  at(now: Instant): void {
    if (!this.#wanted || this.#reckoning || (this.#next !== null && now < this.#next)) return;
    this.#reckoning = true;
    this.#next = after(floorTo(now, HALF_HOUR), HALF_HOUR + SETTLED);
    void this.#reckon(now, this.#wanted)
      .then((event) => this.parts.said(event))
      .catch((error: unknown) => this.#failed(now, error))
      .finally(() => (this.#reckoning = false));
  }

  #failed(now: Instant, error: unknown): void {
    this.#next = after(now, AGAIN);
    this.parts.failed(error);
  }

  async #reckon(now: Instant, wanted: AccountsWanted): Promise<AccountsEvent> {
    const { parts } = this;
    const tariff = parts.tariffAt(now);
    const from = after(now, -(remembersAYear(tariff) ? LONG_REACH : REACH));
    const periods = periodsTouched('billing', { start: from, end: now }, parts.zone, tariff.billing);
    // A period that is known in part would be billed in part.
    const whole = periods.find(({ start }) => start >= from)?.start ?? from;
    parts.flush();
    const slots: PricedSlot[] = [];
    for await (const some of parts.archive.slotsBetween(whole, now)) slots.push(...some);
    const stands = await this.#standsAt(periods.map(({ start }) => start).filter((at) => at >= whole));
    return accountsOf({ ...wanted, slots, stands, tariffAt: parts.tariffAt, others: parts.othersAt(now), zone: parts.zone, now });
  }

  /** What the registers stood at when periods began: one that is known stays so. */
  async #standsAt(edges: readonly Instant[]): Promise<ReadonlyMap<Instant, MeterStand>> {
    const stands = new Map<Instant, MeterStand>();
    for (const edge of edges) {
      const stand = this.#stands.get(edge) ?? (await this.#standAt(edge));
      if (stand) stands.set(edge, stand);
    }
    this.#stands = stands;
    return stands;
  }

  async #standAt(edge: Instant): Promise<MeterStand | null> {
    const rows = await this.parts.archive.rows('quarters', edge - QUARTER, edge);
    const told = rows.find(({ imported }) => typeof imported === 'number');
    if (!told) return null;
    const { imported, exported } = told;
    return { import: typeof imported === 'number' ? imported : null, export: typeof exported === 'number' ? exported : null };
  }
}

/** Blocks and peaks of past months change what this month costs. */
const remembersAYear = ({ parts }: Tariff): boolean =>
  parts.some((part) => (part.per === 'kW' && part.demand.kind === 'peak') || (part.per === 'kWh' && part.tiers.some(({ from }) => from.kind === 'energy' && from.each === 'year')));
