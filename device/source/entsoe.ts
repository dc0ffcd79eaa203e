import { parseTimeText } from '#domain/time/text.ts';
import { after, type Instant, type Interval } from '#domain/time/instant.ts';
import type { TableSlot, Tariff } from '#domain/tariff/tariff.ts';
import { parseDecimal } from '#domain/units/decimal.ts';
import { exactPrice, type ExactPrice } from '#domain/units/money.ts';
import { childrenOf, parseXml, textAt, type XmlElement } from './xml.ts';

const RESOLUTIONS: Readonly<Record<string, number>> = { PT15M: 900_000, PT30M: 1_800_000, PT60M: 3_600_000 };
/** Of one delivery day many sequences may be published (auction, coupled auction); position 1 is the one that counts. */
const SEQUENCE = 'classificationSequence_AttributeInstanceComponent.position';
const ONE_SLOT_A_POINT = 'A01';
const REPEATED_UNTIL_CHANGED = 'A03';
const ZONE = 'Europe/Brussels';

interface Stretch extends Interval {
  readonly sequence: number;
  readonly slots: readonly TableSlot[];
}

class Unreadable extends Error {}

/**
 * An ENTSO-E A44 day-ahead price document as it comes (IEC 62325-451-3 Publication_MarketDocument): prices per MWh before
 * VAT, grid and taxes. Where a time is told by several sequences, the lowest position counts; with curve type A03 a
 * position left out has the price of the one before.
 * @returns the tariff, or a sentence on what is wrong with the document.
 */
export function readEntsoePrices(text: string): Tariff | string {
  try {
    const document = parseXml(text);
    if (document?.name !== 'Publication_MarketDocument') return 'it is no Publication_MarketDocument of ENTSO-E';
    if (textAt(document, 'type') !== 'A44') return 'it is no document of day-ahead prices (type A44)';
    const series = childrenOf(document, 'TimeSeries');
    const currencies = new Set(series.map((one) => textAt(one, 'currency_Unit.name')));
    const [currency = null] = currencies;
    if (currencies.size !== 1 || currency === null || !/^[A-Z]{3}$/.test(currency)) return 'it has no prices in one currency';
    return tariffOf(currency, chosen(series.flatMap(stretchesOf)));
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

function stretchesOf(series: XmlElement): Stretch[] {
  if (textAt(series, 'price_Measure_Unit.name') !== 'MWH') throw new Unreadable('its prices are not per MWh');
  const curve = textAt(series, 'curveType') ?? ONE_SLOT_A_POINT;
  if (curve !== ONE_SLOT_A_POINT && curve !== REPEATED_UNTIL_CHANGED) throw new Unreadable(`its curve type ${curve} is not known`);
  const sequence = Number(textAt(series, SEQUENCE) ?? '1');
  if (!Number.isInteger(sequence)) throw new Unreadable('a sequence has no position');
  return childrenOf(series, 'Period').map((period) => stretchOf(period, sequence, curve === REPEATED_UNTIL_CHANGED));
}

function stretchOf(period: XmlElement, sequence: number, repeated: boolean): Stretch {
  const [interval] = childrenOf(period, 'timeInterval');
  const [start, end] = ['start', 'end'].map((side) => instantOf(interval ? textAt(interval, side) : null));
  const step = RESOLUTIONS[textAt(period, 'resolution') ?? ''];
  if (start === undefined || end === undefined || start >= end) throw new Unreadable('a period has no times that can be read');
  if (step === undefined || (end - start) % step !== 0) throw new Unreadable(`the resolution ${textAt(period, 'resolution') ?? ''} of the period from ${new Date(start).toISOString()} is not one of ${Object.keys(RESOLUTIONS).join(', ')}, or does not divide it`);
  const count = (end - start) / step;
  const prices = pricesOf(period, count);
  const slots: TableSlot[] = [];
  let before: ExactPrice | undefined;
  for (let position = 1; position <= count; position += 1) {
    const price = prices.get(position) ?? (repeated ? before : undefined);
    before = price;
    if (price !== undefined) slots.push({ start: after(start, (position - 1) * step), end: after(start, position * step), rate: 'standard', price });
  }
  return { start, end, sequence, slots };
}

function pricesOf(period: XmlElement, count: number): ReadonlyMap<number, ExactPrice> {
  const prices = new Map<number, ExactPrice>();
  for (const point of childrenOf(period, 'Point')) {
    const position = Number(textAt(point, 'position'));
    const amount = parseDecimal(textAt(point, 'price.amount') ?? '');
    // Per MWh to per kWh.
    const price = amount && exactPrice({ ...amount, scale: amount.scale + 3 });
    if (price === undefined || !Number.isInteger(position) || position < 1 || position > count || prices.has(position))
      throw new Unreadable(`its point ${JSON.stringify(textAt(point, 'position'))} has no price that can be read, or no place of its own`);
    prices.set(position, price);
  }
  return prices;
}

function instantOf(text: string | null): Instant | undefined {
  const time = parseTimeText(text ?? '');
  return time?.kind === 'instant' ? time.at : undefined;
}

/** The slots of the lowest sequence at every time, in order. */
function chosen(stretches: readonly Stretch[]): readonly TableSlot[] {
  const kept: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.sequence - b.sequence)) {
    const rivals = kept.filter(({ start, end }) => start < stretch.end && end > stretch.start);
    if (rivals.some(({ sequence }) => sequence === stretch.sequence)) throw new Unreadable('two of its periods overlap in time');
    kept.push({ ...stretch, slots: stretch.slots.filter((slot) => !rivals.some(({ start, end }) => start < slot.end && end > slot.start)) });
  }
  const slots = kept.flatMap((stretch) => stretch.slots).sort((a, b) => a.start - b.start);
  if (slots.length === 0) throw new Unreadable('it has no prices');
  return slots;
}

const tariffOf = (currency: string, slots: readonly TableSlot[]): Tariff => ({
  name: 'ENTSO-E day-ahead prices',
  source: 'ENTSO-E',
  currency,
  zone: ZONE,
  vat: null,
  parts: [
    {
      per: 'kWh', kind: 'energy', name: 'Energy', scope: { kind: 'connection' }, source: 'ENTSO-E', certainty: 'published',
      direction: 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule: { kind: 'slots', slots } }],
    },
  ],
});
