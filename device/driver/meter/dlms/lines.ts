import type { Instant } from '#domain/time/instant.ts';
import type { DecodedLine } from '../decoded.ts';
import { inOwnUnit } from '../p1/quantity.ts';
import { phaseOf } from '../p1/names.ts';
import { readDateTime } from './dateTime.ts';
import { pushName } from './names.ts';
import { isDateTime, obisText, textOf, type CosemObject } from './object.ts';
import type { Push } from './push.ts';
import { quantityOf } from './quantity.ts';

/** Every object of a push in its order; what has no value is left out. @param zone IANA zone of the meter. */
export function pushLines({ objects, at }: Push, zone: string): readonly DecodedLine[] {
  return objects.flatMap((object, n) => lineOf(object, n, at, zone) ?? []);
}

function lineOf(object: CosemObject, n: number, at: Instant | null, zone: string): DecodedLine | undefined {
  const { code } = object;
  const told = valueOf(object, zone);
  if (!told) return undefined;
  const { value, unit, foreign } = told;
  const name = code ? pushName(code) : n === 0 && !isDateTime(object.value) ? 'Name of the list' : null;
  const [medium = 0, channel = 0, c, d, e] = code ?? [];
  return {
    time: at,
    obis: code && obisText(code),
    name: name !== null && foreign !== null ? `${name} (${foreign})` : name,
    value,
    unit,
    phase: code && phaseOf({ medium, channel, code: `${c}.${d}.${e}` }),
  };
}

type Told = Pick<DecodedLine, 'value' | 'unit'> & { readonly foreign: string | null };

function valueOf(object: CosemObject, zone: string): Told | undefined {
  const { value } = object;
  const quantity = quantityOf(object);
  if (quantity) {
    const own = inOwnUnit(quantity);
    return { ...own, foreign: own.unit === null && quantity.unit !== '' ? quantity.unit : null };
  }
  if (value.kind === 'number') return value.value === null ? undefined : { value: value.value, unit: null, foreign: null };
  if (value.kind !== 'bytes') return undefined;
  const at = isDateTime(value) ? readDateTime(value.bytes, zone) : null;
  return { value: at === null ? textOf(value.bytes) : new Date(at).toISOString().replace('.000Z', 'Z'), unit: null, foreign: null };
}
