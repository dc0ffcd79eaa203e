import { paidPrices } from '#domain/tariff/price.ts';
import { stretchesOf } from '#domain/tariff/schedule.ts';
import { sideBySide } from '#domain/tariff/sideBySide.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { numberOf } from './exactNumber.ts';
import { durationText } from './isoDuration.ts';
import type { Loss } from './loss.ts';

/** What an OpenADR 3.1 event cannot say of a tariff: it tells one price per kWh, as paid. */
function lostBy(tariff: Tariff): readonly Loss[] {
  const imports = tariff.parts.filter((part) => part.per === 'kWh' && part.direction === 'import');
  const whole: Loss[] = imports.length > 1 || tariff.vat !== null ? [{ part: null, lost: 'of which parts and VAT its price is made' }] : [];
  return [...whole, ...tariff.parts.flatMap((part): Loss[] => {
    const lost = (why: string): Loss[] => [{ part: part.name, lost: why }];
    switch (part.per) {
      case 'kWh': return part.scope.kind === 'sub-meter' || part.scope.kind === 'device' ? lost('all of it: it is of a sub-meter') : [...(part.tiers.length > 1 ? lost('its tiers above the first') : []), ...(part.certainty === 'estimated' ? lost('that it is an estimate') : [])];
      case 'none': return part.kind === 'renewable' ? lost('all of it: there is no payload for it') : [];
      case 'part': return lost('that it is a share of others');
      default: return lost('all of it: it is not charged per kWh');
    }
  })];
}

/** A strict 3.1 event of a tariff over an interval; time without a price is left out. */
export function writeOpenAdr(tariff: Tariff, over: Interval, terms: { readonly programID: string; readonly eventName: string }): { readonly event: object; readonly lost: readonly Loss[] } {
  const co2 = tariff.parts.find((part) => part.per === 'none' && part.kind === 'co2');
  const grams = co2?.per === 'none' ? stretchesOf(co2.schedule, over, tariff) : [{ ...over, rate: null, price: null }];
  const prices = paidPrices(tariff, over);
  const cuts = sideBySide<Interval>([prices, grams], over);
  const intervals = cuts.flatMap(({ start, end }, id) => {
    const paid = prices.find((one) => one.start <= start && start < one.end);
    const values: readonly (readonly [string, ExactPrice | null | undefined])[] = [['PRICE', paid?.importPrice], ['EXPORT_PRICE', paid?.exportPrice], ['GHG', grams.find((one) => one.start <= start && start < one.end)?.price]];
    const payloads = values.flatMap(([type, value]) => (value == null ? [] : [{ type, values: [numberOf(value)] }]));
    return payloads.length === 0 ? [] : [{ id, intervalPeriod: { start: new Date(start).toISOString(), duration: durationText(end - start) }, payloads }];
  });
  const described = (payloadType: string, units: string, currency: object): object => ({ objectType: 'EVENT_PAYLOAD_DESCRIPTOR', payloadType, units, ...currency });
  const used = new Set(intervals.flatMap(({ payloads }) => payloads.map(({ type }) => type)));
  const payloadDescriptors = [...used].map((type) => (type === 'GHG' ? described(type, 'GHG', {}) : described(type, 'KWH', { currency: tariff.currency })));
  return { event: { ...terms, payloadDescriptors, intervals }, lost: lostBy(tariff) };
}
