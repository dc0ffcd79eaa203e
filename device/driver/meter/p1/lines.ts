import type { Instant } from '#domain/time/instant.ts';
import type { DecodedLine, QuantityUnit } from '../decoded.ts';
import { inOwnUnit, parseQuantity } from './quantity.ts';
import { isCount, nameOf, phaseOf } from './names.ts';
import type { ObisObject, Telegram } from './telegram.ts';
import { isTimestamp, parseTimestamp } from './timestamp.ts';

/** Every object of a telegram in its order. @param zone IANA zone of the meter's clock. */
export function decodedLines(telegram: Telegram, zone: string): readonly DecodedLine[] {
  const stamp = telegram.objects.find(({ obis }) => obis === '0-0:1.0.0')?.values[0];
  const sent = stamp === undefined ? null : parseTimestamp(stamp, zone);
  return telegram.objects.map((object) => decodedLine(object, sent, zone));
}

function decodedLine(object: ObisObject, sent: Instant | null, zone: string): DecodedLine {
  const { stamp, text } = stampAndValue(object);
  const { value, unit, foreign } = valueOf(object, text);
  const name = nameOf(object);
  return {
    time: stamp === null ? sent : parseTimestamp(stamp, zone),
    obis: object.obis,
    // A unit that is not ours (GJ of heat) is told in the name, so that the number is not read as something else.
    name: name !== null && foreign !== null ? `${name} (${foreign})` : name,
    value,
    unit,
    phase: phaseOf(object),
  };
}

/** A value with its own time: `(TST)(value)`, or gas of DSMR 2 and 3 `(time)(00)(60)(1)(0-1:24.2.1)(m3)(value)`. */
function stampAndValue({ code, values }: ObisObject): { readonly stamp: string | null; readonly text: string } {
  const [first = '', second = ''] = values;
  if (code === '24.3.0' && values.length === 7) return { stamp: first, text: `${values[6]}*${values[5]}` };
  if (values.length === 2 && isTimestamp(first)) return { stamp: first, text: second };
  return { stamp: null, text: values.length === 1 ? first : values.map((value) => `(${value})`).join('') };
}

interface Value {
  readonly value: number | string;
  readonly unit: QuantityUnit | null;
  readonly foreign: string | null;
}

function valueOf(object: ObisObject, text: string): Value {
  const quantity = parseQuantity(text);
  if (quantity) {
    const own = inOwnUnit(quantity);
    return { ...own, foreign: own.unit === null ? quantity.unit : null };
  }
  const value = isCount(object) && /^\d{1,15}$/.test(text) ? Number(text) : text;
  return { value, unit: null, foreign: null };
}
