import type { MeterLimiter } from '#domain/meter/reading.ts';
import { ms } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';
import { measured, valueIn, type Quantities } from '../measured.ts';
import type { MeterMessage } from '../message.ts';
import type { Quantity } from '../p1/quantity.ts';
import { obisText, textOf, type BytesValue, type CosemObject } from './object.ts';
import type { Push } from './push.ts';
import { quantityOf } from './quantity.ts';

/** Lists come every 2.5 s (Norway, list 1), 5 s (Austria) or 10 s: until the meter's pace is known, the slowest of them. */
export const PUSH_PERIOD = ms(10_000);

/** A push as the home reads it; `serial` null = this list does not name its meter. */
export interface PushReading extends Omit<MeterMessage, 'meter'> {
  readonly serial: string | null;
}

/** Undefined for a push that says nothing of power or energy. */
export function readingOf({ objects, at }: Push): PushReading | undefined {
  const quantities = quantitiesOf(objects);
  const told = measured(quantities, false);
  const limiter = limiterOf(objects, quantities);
  const power = isOneSided(quantities) ? null : told.power;
  if (power === null && told.registers.length === 0 && Object.keys(told.phases).length === 0) return undefined;
  return { serial: serialOf(objects), at, period: PUSH_PERIOD, ...told, power, ...(limiter && { limiter }) };
}

/** A short list tells import alone; while that is nothing the home may be exporting. */
const isOneSided = (quantities: Quantities): boolean =>
  valueIn(quantities, '1-0:1.7.0', 'W') === 0 && !quantities.has('1-0:2.7.0') && !quantities.has('1-0:16.7.0');

/** By code; the electricity of any channel as that of channel 0: Kamstrup writes 1. The first of each counts. */
function quantitiesOf(objects: readonly CosemObject[]): Quantities {
  const quantities = new Map<string, Quantity | null>();
  for (const object of objects) {
    if (!object.code || object.value.kind !== 'number') continue;
    const [medium = 0, channel = 0, ...rest] = object.code;
    const obis = obisText([medium, medium === 1 ? 0 : channel, ...rest]);
    if (!quantities.has(obis)) quantities.set(obis, quantityOf(object) ?? null);
  }
  return quantities;
}

/** Where meters write their number: in order of preference. Kamstrup writes the number of the connection. */
const SERIALS: readonly string[] = ['0-0:96.1.0', '0-0:42.0.0', '0-0:96.1.1', '1-1:0.0.5', '1-0:0.0.0'];

/** What holds a number of the meter or of its connection. */
export function serialsOf(objects: readonly CosemObject[]): readonly BytesValue[] {
  const named = SERIALS.flatMap((obis) => objects.filter(({ code }) => code !== null && obisText(code) === obis));
  // Austrian lists end with the meter's number, without a code.
  const last = objects.length > 1 ? objects.at(-1) : undefined;
  return [...named, ...(last?.code === null ? [last] : [])].flatMap(({ value }) => (value.kind === 'bytes' ? [value] : []));
}

function serialOf(objects: readonly CosemObject[]): string | null {
  const [first] = serialsOf(objects);
  const text = first ? textOf(first.bytes) : '';
  return text === '' ? null : text;
}

/** States of a disconnect control (IEC 62056-6-2, class 70). */
const BREAKER: Readonly<Record<number, MeterLimiter['breaker']>> = { 0: 'open', 1: 'closed', 2: 'ready' };

/** The threshold 0-0:17.0.0 where it stands in W, and the breaker 0-0:96.3.10; null for a meter that tells neither. */
function limiterOf(objects: readonly CosemObject[], quantities: Quantities): MeterLimiter | null {
  const state = objects.find(({ code }) => code !== null && obisText(code) === '0-0:96.3.10')?.value;
  const breaker = (state?.kind === 'number' && state.value !== null ? BREAKER[state.value] : null) ?? null;
  const threshold = valueIn(quantities, '0-0:17.0.0', 'W') as Watts | null;
  return breaker === null && threshold === null ? null : { threshold, breaker, message: null };
}
