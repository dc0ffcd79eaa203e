import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant, type Interval } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { isVseFile, readVse } from '#wire/exchange/vse.ts';
import { isTariffFile, readTariff } from '#wire/tariff.ts';
import { readEntsoePrices } from './entsoe.ts';
import { isOctopusRates, readOctopusRates } from './octopus.ts';

export type WantedVat = 'inc' | 'exc';

const OUR_FORMAT = 'Write it as docs/formats/tariff.md shows, or give an Octopus unit-rates, ENTSO-E A44 or Swiss VSE answer as it comes.';

/**
 * A tariff from a file's text, whichever of the known formats it is.
 * @param vat which of its prices are meant where a format gives both.
 * @throws Refusal `tariff-unreadable` with what is wrong.
 */
export function tariffFromText(text: string, vat: WantedVat): Tariff {
  if (/^\s*(?:\uFEFF)?\s*</.test(text)) return entsoe(text, vat);
  const raw = parseJson(text);
  if (isTariffFile(raw)) return ours(raw, vat);
  if (isOctopusRates(raw)) return octopus(raw, vat);
  if (isVseFile(raw)) return onlyOne(vse(raw, vat, null));
  throw unreadable('it is no tariff of a known format');
}

/** A tariff for the time that it holds. */
export interface TariffEdition extends Interval {
  readonly tariff: Tariff;
}

/** All the time there is. */
const ALWAYS: Interval = { start: instant(-8.64e15), end: instant(8.64e15) };

/**
 * The tariffs of a file one after the other: of most formats there is one, and it always holds.
 * @param products those of the home, of a format that publishes all of a grid operator's; null = all.
 * @throws Refusal as {@link tariffFromText}.
 */
export function tariffEditions(text: string, vat: WantedVat, products: readonly string[] | null): readonly TariffEdition[] {
  const raw = /^\s*\uFEFF?\s*\{/.test(text) ? parseJson(text) : null;
  return isVseFile(raw) ? vse(raw, vat, products) : [{ ...ALWAYS, tariff: tariffFromText(text, vat) }];
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
