import * as v from 'valibot';
import { gapsOf } from '#domain/meter/usage.ts';
import { parseTimeText } from '#domain/time/text.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { TableSlot, Tariff } from '#domain/tariff/tariff.ts';
import { parseDecimal, toScale } from '#domain/units/decimal.ts';
import type { ExactPrice } from '#domain/units/money.ts';

const rateSchema = v.object({
  value_exc_vat: v.number(),
  value_inc_vat: v.number(),
  valid_from: v.nullable(v.string()),
  valid_to: v.nullable(v.string()),
  payment_method: v.optional(v.nullable(v.string())),
});
const answerSchema = v.object({ results: v.pipe(v.array(rateSchema), v.minLength(1)) });
type Rate = v.InferOutput<typeof rateSchema>;

/** The ends of what an ECMAScript Date can name: "valid since ever" and "until further notice". */
const FIRST = -8.64e15 as Instant;
const LAST = 8.64e15 as Instant;

/** True for a JSON value shaped like the answer of `GET /v1/products/…/standard-unit-rates/`. */
export const isOctopusRates = (raw: unknown): boolean => v.is(answerSchema, raw);

/**
 * Octopus Energy unit rates as they come: pence per kWh, any order. Where rates differ by payment method, direct debit's
 * are taken; a rate without an end stands wherever none that begins later does. The zone is the supplier's, for local days.
 * @returns the tariff, or a sentence on what is wrong with the answer.
 */
export function readOctopusRates(raw: unknown, vat: 'inc' | 'exc'): Tariff | string {
  const parsed = v.safeParse(answerSchema, raw);
  if (!parsed.success) return 'it is no list of unit rates';
  const rates = parsed.output.results.filter(({ payment_method: method }) => method !== 'NON_DIRECT_DEBIT');
  const slots: TableSlot[] = [];
  for (const rate of rates) {
    const slot = slotOf(rate, vat);
    if (!slot) return `the rate from ${rate.valid_from} to ${rate.valid_to} has no times that can be read`;
    slots.push(slot);
  }
  slots.sort((a, b) => a.start - b.start);
  const ended = slots.filter(({ end }) => end < LAST);
  const overlaps = ended.some((slot, index) => slot.start < (ended[index - 1]?.end ?? -Infinity));
  return overlaps ? 'two of its rates overlap in time' : tariffOf(withOpenRates(ended, slots.filter(({ end }) => end === LAST)));
}

/** Rates without an end follow each other; what lies between the ended ones is theirs. */
function withOpenRates(ended: readonly TableSlot[], open: readonly TableSlot[]): readonly TableSlot[] {
  const filling = open.flatMap((rate, index) => {
    const end = open[index + 1]?.start ?? rate.end;
    return gapsOf(ended, { start: rate.start, end }).map((gap) => ({ ...rate, ...gap }));
  });
  return [...ended, ...filling].sort((a, b) => a.start - b.start);
}

function slotOf(rate: Rate, vat: 'inc' | 'exc'): TableSlot | undefined {
  const start = rate.valid_from === null ? FIRST : instantOf(rate.valid_from);
  const end = rate.valid_to === null ? LAST : instantOf(rate.valid_to);
  const pence = parseDecimal(String(vat === 'inc' ? rate.value_inc_vat : rate.value_exc_vat));
  if (start === undefined || end === undefined || !pence || start >= end) return undefined;
  // Pence to pounds to 10^-12 pound: rates carry at most 6 decimals of a penny, binary noise lies below.
  return { start, end, rate: 'standard', price: Number(toScale({ ...pence, scale: pence.scale + 2 }, 12)) as ExactPrice };
}

function instantOf(text: string): Instant | undefined {
  const time = parseTimeText(text);
  return time?.kind === 'instant' ? time.at : undefined;
}

const tariffOf = (slots: readonly TableSlot[]): Tariff => ({
  name: 'Octopus unit rates',
  source: 'Octopus Energy',
  currency: 'GBP',
  zone: 'Europe/London',
  vat: null,
  parts: [
    {
      per: 'kWh', kind: 'energy', name: 'Energy', scope: { kind: 'connection' }, source: 'Octopus Energy', certainty: 'published',
      direction: 'import', incentive: 'price', tiers: [{ from: { kind: 'base' }, schedule: { kind: 'slots', slots } }],
    },
  ],
});
