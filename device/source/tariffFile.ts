import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant, type Interval } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { readEebus } from '#wire/exchange/eebus.ts';
import { readOpenAdr } from '#wire/exchange/openadr.ts';
import { isVseFile, readVse } from '#wire/exchange/vse.ts';
import { isTariffFile, readTariff } from '#wire/tariff.ts';
import { readEntsoePrices } from './entsoe.ts';
import { isOctopusRates, readOctopusRates } from './octopus.ts';
import { readRecordedAnswer, type AnswerPlace } from './recordedAnswer.ts';

export type WantedVat = 'inc' | 'exc';

/** Prices at instants: no rule and no day of theirs is of a zone. */
const NO_ZONE = 'UTC';
const NOWHERE: AnswerPlace = { zone: NO_ZONE, currency: null, area: null };

const OUR_FORMAT = 'Write it as docs/formats/tariff.md shows, or give an answer of Octopus, Tibber, aWATTar, ENTSO-E (A44), Nord Pool or evcc, a Swiss VSE file, an OpenADR or EEBUS table as it comes.';

/**
 * A tariff from a file's text, whichever of the known formats it is.
 * @param vat which of its prices are meant where a format gives both.
 * @param place what some of them leave to whoever has recorded them.
 * @throws Refusal `tariff-unreadable` with what is wrong.
 */
export function tariffFromText(text: string, vat: WantedVat, place: AnswerPlace = NOWHERE): Tariff {
  if (/^\s*(?:\uFEFF)?\s*</.test(text)) return entsoe(text, vat);
  const raw = parseJson(text);
  if (isTariffFile(raw)) return ours(raw, vat);
  if (isOctopusRates(raw)) return octopus(raw, vat);
  if (isVseFile(raw)) return onlyOne(vse(raw, vat, null));
  if (hasField(raw, 'intervals')) return silentOnVat(openAdr(raw), vat);
  if (hasField(raw, 'incentiveTableData')) return silentOnVat(eebus(raw), vat);
  const recorded = readRecordedAnswer(raw, place);
  if (recorded === null) throw unreadable('it is no tariff of a known format');
  if (typeof recorded === 'string') throw unreadable(recorded);
  return silentOnVat(recorded, vat);
}

const hasField = <Name extends string>(raw: unknown, name: Name): raw is Readonly<Record<Name, unknown>> => typeof raw === 'object' && raw !== null && name in raw;

function silentOnVat(tariff: Tariff, vat: WantedVat): Tariff {
  if (vat === 'exc') throw unreadable('it does not say its VAT, so a bill without VAT cannot be made of it');
  return tariff;
}

/** An OpenADR 3 event. A start by chance is not drawn here: prices stand where the event has them. */
function openAdr(raw: unknown): Tariff {
  const read = readOpenAdr(raw, { now: instant(Date.now()), zone: NO_ZONE, currency: '', source: 'OpenADR' });
  if (!read.ok) throw unreadable(read.reason);
  return read.tariff;
}

/** An EEBUS incentive table with its description beside it. */
function eebus(raw: Readonly<Record<'incentiveTableData', unknown>>): Tariff {
  const description = hasField(raw, 'incentiveTableDescriptionData') ? raw.incentiveTableDescriptionData : undefined;
  const read = readEebus(description, raw.incentiveTableData, { now: instant(Date.now()), zone: NO_ZONE, currency: '', source: 'EEBUS' });
  if (!read.ok) throw unreadable(read.reason);
  if (read.tariff.currency === '') throw unreadable('it names no currency');
  return read.tariff;
}

/** A tariff for the time that it holds. */
export interface TariffEdition extends Interval {
  readonly tariff: Tariff;
}

/** All the time there is. */
const ALWAYS: Interval = { start: instant(-8.64e15), end: instant(8.64e15) };

/**
 * The tariffs of a file one after the other: of most formats there is one, and it always holds.
 * @param products those of the home, of a format that publishes all of a grid operator's, or the area of a market's; null = all.
 * @param place zone of the home and currency, for answers that name none.
 * @throws Refusal as {@link tariffFromText}.
 */
export function tariffEditions(text: string, vat: WantedVat, products: readonly string[] | null, place: Partial<Omit<AnswerPlace, 'area'>> = {}): readonly TariffEdition[] {
  const raw = /^\s*\uFEFF?\s*\{/.test(text) ? parseJson(text) : null;
  return isVseFile(raw) ? vse(raw, vat, products) : [{ ...ALWAYS, tariff: tariffFromText(text, vat, { ...NOWHERE, ...place, area: products?.length === 1 ? (products[0] ?? null) : null }) }];
}

function vse(raw: unknown, vat: WantedVat, products: readonly string[] | null): readonly TariffEdition[] {
  const editions = readVse(raw, products);
  if (typeof editions === 'string') throw unreadable(editions);
  if (vat === 'exc') throw unreadable('it does not say its VAT, so a bill without VAT cannot be made of it');
  return editions;
}

function onlyOne(editions: readonly TariffEdition[]): Tariff {
  const [first, second] = editions;
  if (!first || second) throw unreadable('its prices change from a date on: give the file of one year');
  return first.tariff;
}

function ours(raw: unknown, vat: WantedVat): Tariff {
  const read = readTariff(raw);
  if (!read.ok) throw unreadable(read.reason);
  if (vat === 'exc' && read.tariff.vat === null) throw unreadable('it does not say its VAT, so a bill without VAT cannot be made of it');
  return read.tariff;
}

function octopus(raw: unknown, vat: WantedVat): Tariff {
  const tariff = readOctopusRates(raw, { vat, payment: 'DIRECT_DEBIT', direction: 'import' });
  if (typeof tariff === 'string') throw unreadable(tariff);
  return tariff;
}

function entsoe(text: string, vat: WantedVat): Tariff {
  const tariff = readEntsoePrices(text);
  if (typeof tariff === 'string') throw unreadable(tariff);
  if (vat === 'exc') throw unreadable('it does not say its VAT, so a bill without VAT cannot be made of it');
  return tariff;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unreadable('it is not JSON');
  }
}

const unreadable = (why: string): Refusal => new Refusal({ id: 'tariff-unreadable', message: `The tariff file cannot be used: ${why}.`, remedy: OUR_FORMAT });
