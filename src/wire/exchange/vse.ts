import * as v from 'valibot';
import type { CapacityPart, Rule, Schedule, Tariff, TariffPart, UnitKind } from '#domain/tariff/tariff.ts';
import { civilDate, parseCivilDate } from '#domain/time/civil.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { dayOf } from '#domain/time/zone.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import type { Watts } from '#domain/units/power.ts';
import { faultOfRules } from '../tariff-check.ts';
import { reasonOf } from '../tariff-fields.ts';
import { priceOfNumber } from './exactNumber.ts';
import { faultOfOverlap } from './vseOverlap.ts';

/**
 * The tables that Swiss grid operators publish (VSE/AES Tariff Retrieval API 1.0.0). Months, weekdays and hours are of
 * Swiss time; 00:00-00:00 and 00:00-23:45 both mean all day. A price per kW is taken as of the month's highest
 * quarter-hour. What is refunded for energy out of a store is paid for the export of a sub-meter called `storage`.
 */
export const VSE_ZONE = 'Europe/Zurich';
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
export const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
export const STORAGE = 'storage';

const clock = v.pipe(v.string('is no time'), v.regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'is no time such as "07:00"'));
const priced = { price: v.number('is no number'), priceUnit: v.string('is no unit') };
const entry = v.object({ months: v.optional(v.array(v.picklist(MONTHS))), weekdays: v.optional(v.array(v.picklist(WEEKDAYS))), from: clock, to: clock, ...priced });
const entries = v.optional(v.pipe(v.array(entry), v.maxLength(500)));
const date = v.pipe(v.string('is no date'), v.check((day) => parseCivilDate(day) !== undefined, 'is no date such as "2026-01-01"'));
const tariffSchema = v.object({
  tariffName: v.pipe(v.string(), v.minLength(1)),
  tariffType: v.picklist(['electricity', 'grid', 'metering', 'regional_fees']),
  tariffForm: v.picklist(['constant', 'multilevel', 'dynamic']),
  startDate: date,
  endDate: date,
  prices: v.object({ base: v.optional(v.object(priced)), energy: entries, power: entries, reactivePower: entries, refundStorage: v.optional(v.object(priced)) }),
});
const fileSchema = v.object({ dsoName: v.string('is no text'), tariffs: v.pipe(v.array(tariffSchema), v.minLength(1), v.maxLength(2000)) });
type VseTariff = v.InferOutput<typeof tariffSchema>;
type Entry = v.InferOutput<typeof entry>;
type Priced = Pick<Entry, 'price' | 'priceUnit'>;

/** A tariff for the time in which the same products hold. */
export interface VseEdition extends Interval {
  readonly tariff: Tariff;
}

export const isVseFile = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && 'dsoName' in raw;

/**
 * The products of a file as tariffs that follow each other.
 * @param products names of those wanted; null = all there are, one of each type at a time.
 * @returns the editions in order, or a sentence that says why the file cannot be used.
 */
export function readVse(raw: unknown, products: readonly string[] | null): readonly VseEdition[] | string {
  const parsed = v.safeParse(fileSchema, raw);
  if (!parsed.success) return reasonOf(parsed.issues[0]);
  const { dsoName, tariffs } = parsed.output;
  const unknown = products?.find((name) => !tariffs.some(({ tariffName }) => tariffName === name));
  if (unknown !== undefined) return `it has no product "${unknown}"; it has ${namesOf(tariffs)}`;
  const chosen = tariffs.filter(({ tariffName }) => products?.includes(tariffName) ?? true);
  const editions: VseEdition[] = [];
  for (const { start, end, held } of stretches(chosen)) {
    const twice = held.find((one, index) => held.some((other, place) => place < index && other.tariffType === one.tariffType));
    if (twice) return `it has several products of ${twice.tariffType} at a time: name the ones of this home, of ${namesOf(held)}`;
    const tariff = tariffOf(dsoName, held);
    if (typeof tariff === 'string') return tariff;
    editions.push({ start, end, tariff });
  }
  return editions;
}

const namesOf = (tariffs: readonly VseTariff[]): string => [...new Set(tariffs.map(({ tariffName }) => JSON.stringify(tariffName)))].join(', ');

interface Held extends Interval {
  readonly held: readonly VseTariff[];
}

function stretches(tariffs: readonly VseTariff[]): readonly Held[] {
  const bounds = tariffs.map(({ startDate, endDate }) => ({ start: startOf(parseCivilDate(startDate) ?? 0), end: startOf((parseCivilDate(endDate) ?? 0) + 1) }));
  const cuts = [...new Set(bounds.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((start, index) => {
    const held = tariffs.filter((_, place) => (bounds[place]?.start ?? Infinity) <= start && start < (bounds[place]?.end ?? -Infinity));
    return held.length === 0 ? [] : [{ start, end: cuts[index + 1] ?? start, held }];
  });
}

const startOf = (days: number): Instant => dayOf(civilDate(days), VSE_ZONE)?.interval.start ?? (0 as Instant);

function tariffOf(dsoName: string, held: readonly VseTariff[]): Tariff | string {
  const parts: TariffPart[] = [];
  const currencies = new Set<string>();
  for (const one of held) {
    if (one.tariffForm === 'dynamic') return `"${one.tariffName}" is dynamic: its prices are not in the file`;
    const made = partsOf(one, dsoName, currencies);
    if (typeof made === 'string') return `product "${one.tariffName}": ${made}`;
    parts.push(...made);
  }
  const [currency, other] = currencies;
  if (currency === undefined || other !== undefined) return currency === undefined ? 'it has no prices' : `it has prices in ${currency} and ${other}`;
  return { name: held.map(({ tariffName }) => tariffName).join(' + '), source: dsoName, currency, zone: VSE_ZONE, vat: null, parts };
}

const KIND: Readonly<Record<VseTariff['tariffType'], UnitKind>> = { electricity: 'energy', grid: 'grid', metering: 'levy', regional_fees: 'levy' };

function partsOf({ tariffName, tariffType, prices }: VseTariff, source: string, currencies: Set<string>): readonly TariffPart[] | string {
  const terms = (suffix: string): Pick<TariffPart, 'name' | 'source' | 'certainty' | 'scope'> => ({ name: `${tariffName}${suffix}`, source, certainty: 'published', scope: { kind: 'connection' } });
  const parts: TariffPart[] = [];
  const faults: string[] = [];
  const add = (priceds: readonly Priced[], units: RegExp, make: () => TariffPart | string): void => {
    const [fault] = priceds.flatMap(({ priceUnit }) => (units.test(priceUnit) ? [] : [`${JSON.stringify(priceUnit)} is no unit for it`]));
    priceds.forEach(({ priceUnit }) => currencies.add(priceUnit.slice(0, 3)));
    const made = fault ?? make();
    if (typeof made === 'string') faults.push(made);
    else parts.push(made);
  };
  const { base, energy, power, reactivePower, refundStorage } = prices;
  if (energy?.length) {
    add(energy, /^[A-Z]{3}\/kWh$/, () => withSchedule(energy, true, (schedule) => ({
      ...terms(''), per: 'kWh', kind: KIND[tariffType], direction: 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule }],
    })));
  }
  if (power?.length) add(power, /^[A-Z]{3}\/kW\/[MY]$/, () => withSchedule(power, false, (schedule) => ({ ...terms(' power'), ...monthPeak(power), schedule })));
  if (reactivePower?.length) add(reactivePower, /^[A-Z]{3}\/kVarh$/i, () => withSchedule(reactivePower, false, (schedule) => ({ ...terms(' reactive'), per: 'kvarh', kind: 'reactive', schedule })));
  if (base) add([base], /^[A-Z]{3}\/M$/, () => withPrice(base, (price) => ({ ...terms(' base'), per: 'month', kind: 'standing', price })));
  if (refundStorage) {
    add([refundStorage], /^[A-Z]{3}\/kWh$/, () => withPrice(refundStorage, (price) => ({
      ...terms(' storage refund'), scope: { kind: 'sub-meter', meter: STORAGE }, per: 'kWh', kind: 'export', direction: 'export', incentive: 'price',
      tiers: [{ from: { kind: 'base' }, schedule: { kind: 'constant', rate: STORAGE, price } }],
    })));
  }
  return faults[0] ?? parts;
}

const monthPeak = (power: readonly Entry[]): Pick<CapacityPart, 'per' | 'kind' | 'each' | 'demand'> => ({
  per: 'kW', kind: 'capacity', each: power[0]?.priceUnit.endsWith('/Y') ? 'year' : 'month',
  demand: { kind: 'peak', windowMinutes: 15, months: 1, least: 0 as Watts, leastOf: 'month' },
});

function withPrice(priced: Priced, make: (price: ExactPrice) => TariffPart): TariffPart | string {
  const price = priceOf(priced);
  return price === undefined ? `${priced.price} is no price` : make(price);
}

const priceOf = ({ price }: Priced): ExactPrice | undefined => priceOfNumber(price);

function withSchedule(file: readonly Entry[], everywhere: boolean, make: (schedule: Schedule) => TariffPart): TariffPart | string {
  const rules: Rule[] = [];
  for (const one of file) {
    const price = priceOf(one);
    if (price === undefined) return `${one.price} is no price`;
    rules.push({ rate: `${one.price} ${one.priceUnit}`, price, months: numbers(one.months, MONTHS), weekdays: numbers(one.weekdays, WEEKDAYS), hours: hoursOf(one) });
  }
  const [only] = rules;
  if (only && rules.length === 1 && only.months === null && only.weekdays === null && only.hours === null) return make({ kind: 'constant', rate: 'standard', price: only.price });
  const fault = faultOfOverlap(rules) ?? (everywhere ? faultOfRules(rules) : undefined);
  return fault ?? make({ kind: 'time-of-use', rules });
}

/** 1 for the first of `all`; null where all are meant. */
function numbers<Word>(words: readonly Word[] | undefined, all: readonly Word[]): readonly number[] | null {
  if (!words || words.length === 0 || new Set(words).size === all.length) return null;
  return words.map((word) => all.indexOf(word) + 1);
}

function hoursOf({ from, to }: Entry): Rule['hours'] {
  if (from === '00:00' && ['00:00', '23:45', '24:00'].includes(to)) return null;
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { from: minutes(from), to: minutes(to) === 0 ? 1440 : minutes(to) };
}
