import type { Tariff } from '#domain/tariff/tariff.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { isTariffFile, readTariff } from '#wire/tariff.ts';
import { readEntsoePrices } from './entsoe.ts';
import { isOctopusRates, readOctopusRates } from './octopus.ts';

export type WantedVat = 'inc' | 'exc';

const OUR_FORMAT = 'Write it as docs/formats/tariff.md shows, or give an Octopus unit-rates or ENTSO-E A44 answer as it comes.';

/**
 * A tariff from a file's text, whichever of the known formats it is.
 * @param vat which of its prices are meant where a format gives both.
 * @throws Refusal `tariff-unreadable` with what is wrong, `tariff-not-built` for a format known and not read yet.
 */
export function tariffFromText(text: string, vat: WantedVat): Tariff {
  if (/^\s*(?:\uFEFF)?\s*</.test(text)) return entsoe(text, vat);
  const raw = parseJson(text);
  if (isTariffFile(raw)) return ours(raw, vat);
  if (isOctopusRates(raw)) return octopus(raw, vat);
  if (typeof raw === 'object' && raw !== null && 'dsoName' in raw) throw notBuilt('A Swiss VSE tariff is not read yet.');
  throw unreadable('it is no tariff of a known format');
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
const notBuilt = (message: string): Refusal => new Refusal({ id: 'tariff-not-built', message, remedy: OUR_FORMAT });
