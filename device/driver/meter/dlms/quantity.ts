import { parseDecimal } from '#domain/units/decimal.ts';
import type { Quantity } from '../p1/quantity.ts';
import { UNIT } from './makers.ts';
import type { CosemObject } from './object.ts';

/** Numbers of units as the names that quantities have. */
const NAMES: Readonly<Record<number, string>> = Object.fromEntries([...Object.entries(UNIT).map(([name, number]) => [number, name]), [13, 'm3'], [14, 'm3'], [UNIT.count, '']]);

/** A power of ten beyond this is no scaler of a meter in a house. */
const MOST_SCALER = 12;

/** The number with its unit; undefined for what is none, or has no unit; one that is not ours goes by its number. */
export function quantityOf({ value, scaler, unit }: CosemObject): Quantity | undefined {
  if (value.kind !== 'number' || value.value === null || scaler === null || unit === null || Math.abs(scaler) > MOST_SCALER) return undefined;
  const decimal = parseDecimal(`${value.value}e${scaler}`);
  return decimal && { decimal, unit: NAMES[unit] ?? `unit ${unit}` };
}
