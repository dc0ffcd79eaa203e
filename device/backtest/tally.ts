import type { Metered } from '#domain/ledger/metered.ts';
import { at } from '#domain/plan/at.ts';
import type { Act } from '#domain/plan/act.ts';
import type { PriceSlot } from '#domain/tariff/price.ts';
import type { CivilDate } from '#domain/time/civil.ts';
import { lengthOf, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { integrate, MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { exactEnergy } from '#domain/units/money.ts';
import { watts } from '#domain/units/power.ts';
import type { Played, PlayedSlot } from './play.ts';
import type { Present } from './setup.ts';

const KWH_WORK = MWH_PER_KWH * WATT_MS_PER_MWH;
/** Less than this is rest: W. */
const REST = 20;
/** Of what a car is to have: less missing is kept. */
const KEPT = 0.01;

/** What of a tariff and a grid stands in a slot; null where nobody says it. */
export interface SlotTerms {
  /** Micro per kWh, as paid. */
  readonly price: PriceSlot | null;
  /** g in a kWh. */
  readonly carbon: number | null;
}

/** Micro of a power over a time. */
function moneyOf(power: number, ms: number, price: PriceSlot | null): number {
  const each = power > 0 ? (price?.importPrice ?? 0) : (price?.exportPrice ?? 0);
  return (power * ms * each) / KWH_WORK;
}

/** Whole mWh of one direction, what is below one carried on. */
class Register {
  private remainder = 0;

  read(work: number, ms: number): ReturnType<typeof exactEnergy> {
    const { energy, remainder } = integrate(watts(work / ms), ms, this.remainder);
    this.remainder = remainder;
    return exactEnergy(energy);
  }
}

/** Adds up one run. Money by the day is in floating micro, by the energy prices alone; the total is made by the ledger from `metered`. */
export class Tally {
  readonly metered: Metered[] = [];
  readonly days = new Map<CivilDate, number>();
  /** mWh through batteries times their wear: micro. */
  wear = 0;
  /** g; null where some import had no intensity. */
  carbon: number | null = 0;
  kept = 0;
  broken = 0;
  /** Slots of at most five minutes in which more flowed than a limit allows. */
  overLimit = 0;
  switchings = 0;
  changes = 0;
  /** Micro that the batteries' content is worth, when a day last ended. */
  stock = 0;
  private readonly zone: string;
  private readonly imported = new Register();
  private readonly exported = new Register();
  private readonly directions = new Map<string, number>();
  private planned: string | null = null;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** A day begins with what is in the batteries. @param energy mWh. @param price micro per kWh. */
  open(day: CivilDate, energy: number, price: number): void {
    this.charge(day, (energy * price) / MWH_PER_KWH);
  }

  /** A day ends, and leaves what is in the batteries to the next. */
  close(day: CivilDate, energy: number, price: number): void {
    this.stock = (energy * price) / MWH_PER_KWH;
    this.charge(day, -this.stock);
  }

  add(played: Played, terms: readonly SlotTerms[]): void {
    played.slots.forEach((slot, index) => this.slot(slot, at(terms, index)));
  }

  /** A car leaves. */
  leave({ store }: Present, taken: number): void {
    if (store.capacity - taken <= KEPT * store.capacity) this.kept += 1;
    else this.broken += 1;
  }

  /** Counts where other acts stand than before. */
  commit(acts: readonly Act[]): void {
    const text = JSON.stringify(acts);
    if (this.planned !== null && text !== this.planned) this.changes += 1;
    this.planned = text;
  }

  private slot(slot: PlayedSlot, { price, carbon }: SlotTerms): void {
    const { start, end, importWork, exportWork } = slot;
    const ms = lengthOf(slot);
    this.metered.push({ start, end, import: this.imported.read(importWork, ms), export: this.exported.read(exportWork, ms), estimated: false });
    this.overLimit += slot.isOverLimit ? 1 : 0;
    if (importWork > 0) this.carbon = carbon === null || this.carbon === null ? null : this.carbon + (carbon * importWork) / KWH_WORK;
    this.attribute(slot, ms, price);
    for (const { device, power } of slot.moved) this.watch(device.id, power);
  }

  /** The base first, then cars, then batteries: what each adds to the money is its own. A car's is counted on the day on which it was plugged in. */
  private attribute({ start, base, importWork, exportWork, moved }: PlayedSlot, ms: number, price: PriceSlot | null): void {
    const today = localDay(start, this.zone).date;
    let [power, money] = [base, moneyOf(base, ms, price)];
    this.charge(today, money);
    for (const { device, power: own } of moved) {
      if (!device.session) continue;
      const before = money;
      power += own;
      money = moneyOf(power, ms, price);
      this.charge(localDay(device.session.start, this.zone).date, money - before);
    }
    const whole = moneyOf(importWork / ms, ms, price) + moneyOf(-exportWork / ms, ms, price);
    const wear = moved.reduce((sum, { device, power: own }) => sum + (Math.abs(own) * ms * device.store.wear) / KWH_WORK, 0);
    this.wear += wear;
    this.charge(today, wear + whole - money);
  }

  private charge(day: CivilDate, money: number): void {
    this.days.set(day, (this.days.get(day) ?? 0) + money);
  }

  private watch(device: string, power: number): void {
    const direction = Math.abs(power) < REST ? 0 : Math.sign(power);
    const before = this.directions.get(device);
    if (before !== undefined && before !== direction) this.switchings += 1;
    this.directions.set(device, direction);
  }
}

/** The terms that stand at instants in order of time. */
export class TermsAt {
  private readonly prices: readonly PriceSlot[];
  private readonly carbon: (at: Instant) => number | null;
  private next = 0;

  constructor(prices: readonly PriceSlot[], carbon: (at: Instant) => number | null) {
    this.prices = prices;
    this.carbon = carbon;
  }

  at(start: Instant): SlotTerms {
    while (this.next > 0 && (this.prices[this.next]?.start ?? Infinity) > start) this.next--;
    while ((this.prices[this.next]?.end ?? Infinity) <= start) this.next++;
    const price = this.prices[this.next];
    return { price: price && price.start <= start ? price : null, carbon: this.carbon(start) };
  }
}
