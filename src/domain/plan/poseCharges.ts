import type { AccountMemory } from '../ledger/memory.ts';
import { blockName } from '../ledger/memory.ts';
import { slotLength } from '../ledger/slotLength.ts';
import { periodsTouched } from '../time/calendar.ts';
import { floorTo, MINUTE, type Instant, type Interval } from '../time/instant.ts';
import { daysTouched, localDay } from '../time/zone.ts';
import { stretchesOf, type Stretch } from '../tariff/schedule.ts';
import { sideBySide } from '../tariff/sideBySide.ts';
import { paidPrices, vatGroups } from '../tariff/price.ts';
import { relativePrice } from '../tariff/relative.ts';
import { relativeParts, unitParts, type CapacityPart, type Tariff, type UnitPart } from '../tariff/tariff.ts';
import { tierStretches } from '../tariff/tiers.ts';
import type { ExactPrice } from '../units/money.ts';
import { at } from './at.ts';
import type { Charges, PeakCharge, PriceTiers } from './charges.ts';

const EXACT_PER_MICRO_PRICE = 1_000_000;
/** 10^-18 kWh in a mWh; 10^-18 kW in a W. */
const EXACT_PER_MWH = 10n ** 12n;
const EXACT_PER_WATT = 10n ** 15n;

/** What a problem is charged by: the home's tariff, and what the ledger remembers of the time before it. */
interface Basis {
  readonly tariff: Tariff;
  readonly memory: AccountMemory;
  readonly slots: readonly Interval[];
  readonly horizon: Interval;
  /** W at the connection just now. */
  readonly power: number;
}

/** Time-weighted mean over a slot, micro; time that no table prices counts as no difference. */
function meanOver(stretches: readonly { readonly start: number; readonly end: number; readonly micro: number }[], { start, end }: Interval): number {
  const sum = stretches.reduce((total, one) => total + Math.max(0, Math.min(end, one.end) - Math.max(start, one.start)) * one.micro, 0);
  return Math.round(sum / (end - start));
}

/** A difference of one part's price as paid: its VAT, and what is charged as a share of it. */
function paid(tariff: Tariff, part: UnitPart | CapacityPart, difference: ExactPrice): number {
  const relatives = part.per === 'kWh' ? relativeParts(tariff) : [];
  const named = new Map([[part.name, difference]]);
  const shares = relatives.map((relative) => relativePrice(relative, named));
  return vatGroups(tariff, [part, ...relatives], [difference, ...shares]) / EXACT_PER_MICRO_PRICE;
}

function morePerSlot({ tariff, slots, horizon }: Basis, part: UnitPart, base: readonly Stretch[], tier: readonly Stretch[]): readonly number[] {
  const pieces = sideBySide([base, tier], horizon).map(({ start, end, at: [below, above] }) => {
    const difference = below?.price == null || above?.price == null ? 0 : above.price - below.price;
    return { start, end, micro: paid(tariff, part, difference as ExactPrice) };
  });
  return slots.map((slot) => meanOver(pieces, slot));
}

/** The period, of some in order, that each slot begins in. */
const placesOf = (slots: readonly Interval[], periods: readonly Interval[]): readonly number[] =>
  slots.map(({ start }) => periods.findIndex((period) => period.start <= start && start < period.end));

function tiersOf(basis: Basis, part: UnitPart): PriceTiers | undefined {
  const { tariff, slots, horizon, memory } = basis;
  const [base, ...further] = tierStretches(part, horizon, tariff);
  const [, first] = part.tiers;
  if (!base || !first || first.from.kind === 'base') return undefined;
  const above = part.tiers.flatMap(({ from }) => (from.kind === 'base' ? [] : [from.above as number]));
  const more = further.map((tier) => morePerSlot(basis, part, base, tier));
  if (first.from.kind === 'power') return { by: 'power', above, more, window: meteredWindow(tariff, horizon.start) };
  const periods = periodsTouched(first.from.each, horizon, tariff.zone, tariff.billing);
  return { by: 'energy', above, more, block: placesOf(slots, periods), used: periods.map(({ key }) => Number((memory.blocks.get(blockName(part.name, key)) ?? 0n) / EXACT_PER_MWH)) };
}

/** As long as the ledger's own slots are on that day. */
function meteredWindow(tariff: Tariff, at: Instant): number {
  const { interval } = localDay(at, tariff.zone);
  return slotLength(interval, paidPrices(tariff, interval));
}

/** A month of a rate whose peak a slot may raise. */
interface Register {
  readonly key: string;
  readonly owed: number;
  readonly price: number;
}

/** What a kW of a month costs for all of it; of a mean over months each of them is charged its share, so that a kW costs the same. */
function pricePerMonth(tariff: Tariff, part: CapacityPart, month: Interval, price: number): number {
  const times = part.each === 'day' ? daysTouched(month, tariff.zone).length : part.each === 'year' ? 1 / 12 : 1;
  return Math.round(paid(tariff, part, price as ExactPrice) * times);
}

function peakOf(basis: Basis, part: CapacityPart): PeakCharge | undefined {
  const { tariff, slots, horizon, memory } = basis;
  if (part.demand.kind !== 'peak') return undefined;
  const { windowMinutes, least } = part.demand;
  const months = periodsTouched('month', horizon, tariff.zone);
  const prices = stretchesOf(part.schedule, horizon, tariff);
  const known = memory.peaks.get(part.name);
  const registers: Register[] = [];
  const register = slots.map(({ start }) => {
    const month = months.find((one) => one.start <= start && start < one.end);
    const stretch = prices.find((one) => one.start <= start && start < one.end);
    if (!month || stretch?.price == null) return null;
    const rate = stretch.rate ?? '';
    const key = `${month.key} ${rate}`;
    const found = registers.findIndex((one) => one.key === key);
    if (found >= 0) return found;
    // A month that has not begun is expected to come to what this one has had.
    const had = known?.get(month.key)?.get(rate) ?? known?.get(at(months, 0).key)?.get(rate);
    const owed = Math.max(least, Number((had?.power ?? 0n) / EXACT_PER_WATT));
    return registers.push({ key, owed, price: pricePerMonth(tariff, part, month, stretch.price) }) - 1;
  });
  const window = windowMinutes * MINUTE;
  const elapsed = horizon.start - floorTo(horizon.start, window);
  return { window, register, owed: registers.map(({ owed }) => owed), price: registers.map(({ price }) => price), begun: Math.round((Math.max(0, basis.power) * elapsed) / 3_600) };
}

/**
 * What the tariff charges beside the price of a slot, as the ledger will count it: tiers by power and by energy with what
 * their blocks have used, and capacity charges with the peak that the month has had. Nothing for a tariff of prices alone.
 * @param power W at the connection now: it stands for what the running window has had.
 */
export function chargesOf(tariff: Tariff, memory: AccountMemory, slots: readonly Interval[], power: number): Charges {
  const horizon = { start: at(slots, 0).start, end: at(slots, slots.length - 1).end };
  const basis = { tariff, memory, slots, horizon, power };
  const tiers = unitParts(tariff, 'import').flatMap((part) => tiersOf(basis, part) ?? []);
  const peaks = tariff.parts.flatMap((part) => (part.per === 'kW' ? (peakOf(basis, part) ?? []) : []));
  return { ...(tiers.length > 0 ? { tiers } : {}), ...(peaks.length > 0 ? { peaks } : {}) };
}
