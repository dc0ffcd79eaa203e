import { ruleAt } from '#domain/tariff/schedule.ts';
import type { CapacityPart, ReactivePart, Rule, Schedule, Tariff, TariffPart, UnitPart } from '#domain/tariff/tariff.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { numberOf } from './exactNumber.ts';
import type { Loss } from './loss.ts';
import { MONTHS, STORAGE, VSE_ZONE, WEEKDAYS } from './vse.ts';

export interface VseTerms {
  readonly dsoName: string;
  /** Eleven digits. */
  readonly dsoNumber: number;
  /** Dates, both included. */
  readonly startDate: string;
  readonly endDate: string;
  /** 7 = low voltage. */
  readonly customerVoltageLevel: number;
  readonly customerType: string;
}

type Place = 'energy' | 'power' | 'reactivePower' | 'base' | 'refundStorage';
type Type = 'electricity' | 'grid' | 'metering' | 'regional_fees';

interface Placed {
  readonly type: Type;
  readonly place: Place;
  readonly prices: object;
}

/** A tariff as a grid operator of Switzerland publishes it, and what that form cannot say. */
export function writeVse(tariff: Tariff, terms: VseTerms): { readonly file: object; readonly lost: readonly Loss[] } {
  const lost: Loss[] = lostOfWhole(tariff);
  const products = new Map<Type, Map<Place, object>>();
  const monthly = tariff.parts.flatMap((part) => (part.per === 'month' ? [part] : []));
  for (const { name } of monthly.slice(1)) lost.push({ part: name, lost: 'its name: monthly charges are one' });
  if (monthly.length > 0) products.set('metering', new Map([['base', { price: numberOf(monthly.reduce((sum, { price }) => sum + price, 0) as ExactPrice), priceUnit: `${tariff.currency}/M` }]]));
  for (const part of tariff.parts) {
    const placed = placeOf(part, tariff.currency, lost);
    if (!placed) continue;
    const product = products.get(placed.type) ?? new Map<Place, object>();
    products.set(placed.type, product);
    if (product.has(placed.place)) lost.push({ part: part.name, lost: `all of it: a product has one list of ${placed.place}` });
    else product.set(placed.place, placed.prices);
  }
  const { dsoName, dsoNumber, ...times } = terms;
  const tariffs = [...products].map(([tariffType, prices]) => ({ ...times, tariffName: nameOf(tariff, tariffType), tariffType, tariffForm: formOf(prices), prices: Object.fromEntries(prices) }));
  return { file: { dsoName, dsoNumber, tariffs }, lost };
}

const nameOf = ({ parts, name }: Tariff, type: Type): string => parts.find((part) => part.per === 'kWh' && typeOf(part) === type)?.name ?? `${name} ${type}`;
const formOf = (prices: ReadonlyMap<Place, object>): string => ([...prices.values()].some((list) => Array.isArray(list) && list.length > 1) ? 'multilevel' : 'constant');

function lostOfWhole({ vat, zone, holidays, billing, gas, prepayment }: Tariff): Loss[] {
  const whole = (is: boolean, lost: string): Loss[] => (is ? [{ part: null, lost }] : []);
  return [
    ...whole(vat !== null, 'whether VAT is in its prices'), ...whole(zone !== VSE_ZONE, `that its hours are of ${zone}`), ...whole(holidays !== undefined, 'its holidays'),
    ...whole(billing !== undefined, 'when its bills begin'), ...whole(gas !== undefined, 'that it is for gas'), ...whole(prepayment !== undefined, 'its terms of prepayment'),
  ];
}

const typeOf = (part: UnitPart): Type => (part.kind === 'energy' ? 'electricity' : part.kind === 'grid' ? 'grid' : 'regional_fees');

function placeOf(part: TariffPart, currency: string, lost: Loss[]): Placed | undefined {
  const all = (why: string): undefined => void lost.push({ part: part.name, lost: `all of it: ${why}` });
  if (part.vatRate !== undefined) lost.push({ part: part.name, lost: 'its own VAT rate' });
  if (part.certainty === 'estimated') lost.push({ part: part.name, lost: 'that it is an estimate' });
  switch (part.per) {
    case 'kWh': return part.direction === 'export' ? refund(part, currency, all) : unit(part, currency, lost, all);
    case 'month': return undefined;
    case 'day': return all('it knows a standing charge by the month only');
    case 'kW': return capacity(part, currency, lost, all);
    case 'kvarh': return reactive(part, currency, all);
    case 'part': return all('it knows no share of other parts');
    case 'none': return all('it knows prices only');
  }
}

type Refuse = (why: string) => undefined;

function refund(part: UnitPart, currency: string, all: Refuse): Placed | undefined {
  const schedule = part.tiers[0]?.schedule;
  if (part.scope.kind !== 'sub-meter' || part.scope.meter !== STORAGE || schedule?.kind !== 'constant') return all('it knows no payment for export');
  return { type: 'grid', place: 'refundStorage', prices: { price: numberOf(schedule.price), priceUnit: `${currency}/kWh` } };
}

function unit(part: UnitPart, currency: string, lost: Loss[], all: Refuse): Placed | undefined {
  if (part.scope.kind !== 'connection') return all('it knows no sub-meters and devices');
  if (part.tiers.length > 1) return all('it knows no tiers');
  if (part.events) lost.push({ part: part.name, lost: 'its called prices' });
  if (part.total) lost.push({ part: part.name, lost: 'that it is a total price' });
  const prices = entriesOf(part.tiers[0]?.schedule, `${currency}/kWh`);
  return prices ? { type: typeOf(part), place: 'energy', prices } : all('its prices change by the date');
}

function capacity({ name, schedule, each, demand }: CapacityPart, currency: string, lost: Loss[], all: Refuse): Placed | undefined {
  if (each === 'day') return all('it knows kW by the month and the year');
  if (demand.kind === 'subscribed') return all('it knows no subscribed power');
  if (demand.windowMinutes !== 15 || demand.months !== 1 || demand.least !== 0) lost.push({ part: name, lost: 'over which time its peak counts, and its least' });
  const prices = entriesOf(schedule, `${currency}/kW/${each === 'year' ? 'Y' : 'M'}`);
  return prices ? { type: 'grid', place: 'power', prices } : all('its prices change by the date');
}

function reactive({ schedule }: ReactivePart, currency: string, all: Refuse): Placed | undefined {
  const prices = entriesOf(schedule, `${currency}/kVarh`);
  return prices ? { type: 'grid', place: 'reactivePower', prices } : all('its prices change by the date');
}

/** The entries of a schedule, none of which holds while another does; undefined for slots. */
function entriesOf(schedule: Schedule | undefined, priceUnit: string): readonly object[] | undefined {
  if (!schedule || schedule.kind === 'slots') return undefined;
  if (schedule.kind === 'constant') return [{ from: '00:00', to: '00:00', price: numberOf(schedule.price), priceUnit }];
  return disjoint(schedule.rules).map(({ months, weekdays, from, to, price }) => ({ months, weekdays, from: clock(from), to: clock(to % 1440), price: numberOf(price), priceUnit }));
}

interface Cell {
  readonly months: readonly string[];
  readonly weekdays: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly price: ExactPrice;
}

/** First-match rules as entries that exclude each other: by month and weekday the runs of one price, days alike put together. */
function disjoint(rules: readonly Rule[]): readonly Cell[] {
  const byRun = new Map<string, { run: Omit<Cell, 'months' | 'weekdays'>; days: Map<string, string[]> }>();
  MONTHS.forEach((month, m) => {
    WEEKDAYS.forEach((weekday, d) => {
      for (const run of runsOf(rules, m + 1, d + 1)) {
        const key = `${run.from} ${run.to} ${run.price}`;
        const known = byRun.get(key) ?? { run, days: new Map<string, string[]>() };
        byRun.set(key, known);
        known.days.set(month, [...(known.days.get(month) ?? []), weekday]);
      }
    });
  });
  return [...byRun.values()].flatMap(({ run, days }) => monthsAlike(days).map((cell) => ({ ...run, ...cell })));
}

function monthsAlike(days: ReadonlyMap<string, readonly string[]>): readonly Pick<Cell, 'months' | 'weekdays'>[] {
  const groups = new Map<string, { months: string[]; weekdays: readonly string[] }>();
  for (const [month, weekdays] of days) {
    const group = groups.get(weekdays.join()) ?? { months: [], weekdays };
    groups.set(weekdays.join(), group);
    group.months.push(month);
  }
  return [...groups.values()];
}

function runsOf(rules: readonly Rule[], month: number, weekday: number): readonly Omit<Cell, 'months' | 'weekdays'>[] {
  const cuts = [...new Set([0, 1440, ...rules.flatMap(({ hours }) => (hours ? [hours.from, hours.to] : []))])].sort((a, b) => a - b);
  const runs: { from: number; to: number; price: ExactPrice }[] = [];
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    const price = ruleAt(rules, { month, weekday, minuteOfDay: from })?.price;
    const last = runs.at(-1);
    if (price === undefined) continue;
    if (last?.to === from && last.price === price) last.to = cuts[index + 1] ?? 1440;
    else runs.push({ from, to: cuts[index + 1] ?? 1440, price });
  }
  return runs;
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
