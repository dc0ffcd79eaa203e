import type { Quantity } from '../p1/quantity.ts';
import type { ObisCode } from '../p1/names.ts';
import type { Octets, Whole } from './element.ts';
import type { ListEntry, ValueList } from './list.ts';

/** DLMS units by their number (IEC 62056-6-2, table 4), as quantities are written elsewhere. */
const UNITS: Readonly<Record<number, string>> = { 8: '°', 13: 'm3', 14: 'm3', 27: 'W', 28: 'VA', 29: 'var', 30: 'Wh', 31: 'VAh', 32: 'varh', 33: 'A', 35: 'V', 44: 'Hz' };

/** "1-0:1.8.0"; the group F is written only where it is not the usual 255. */
export function obisText(obis: Uint8Array): string {
  const { medium, channel, code } = obisCode(obis);
  return `${medium}-${channel}:${code}${obis[5] === 255 ? '' : `*${obis[5]}`}`;
}

export function obisCode([medium = 0, channel = 0, c = 0, d = 0, e = 0]: Uint8Array): ObisCode {
  return { medium, channel, code: `${c}.${d}.${e}` };
}

/** Null for what has no number or no unit. */
export function quantityOf({ unit, scaler, value }: ListEntry): Quantity | null {
  const name = unit === null ? undefined : UNITS[unit];
  if (name === undefined || !isWhole(value)) return null;
  return { decimal: scaler > 0 ? { units: value.value * 10n ** BigInt(scaler), scale: 0 } : { units: value.value, scale: -scaler }, unit: name };
}

export const isWhole = (value: ListEntry['value']): value is Whole => value !== null && typeof value === 'object' && value.kind === 'whole';
export const isOctets = (value: ListEntry['value']): value is Octets => value !== null && typeof value === 'object' && value.kind === 'octets';

const NET_POWER = '1-0:16.7.0';
const DZG = [0x0a, 0x01, 0x44, 0x5a, 0x47];
/** Serial numbers of the DVS74 made before its fault was mended. */
const FAULTY: readonly (readonly [number, number])[] = [[42_000_000, 48_999_999], [55_000_000, 58_999_999]];

/**
 * The entries, with the power of an early DZG DVS74 as it was meant: that meter sends import in as few bytes as hold it,
 * and calls them signed, so 328 W (8025 hex, in hundredths) reads as -327 W. Export it always sends in four bytes.
 */
export function asMeant({ server, entries }: ValueList): readonly ListEntry[] {
  if (!isFaultyDzg(server)) return entries;
  return entries.map((entry) => {
    const { obis, value } = entry;
    const isFaulty = obisText(obis) === NET_POWER && isWhole(value) && value.signed && value.length < 4;
    return isFaulty ? { ...entry, value: { ...value, value: BigInt.asUintN(8 * value.length, value.value), signed: false } } : entry;
  });
}

function isFaultyDzg(server: Uint8Array): boolean {
  if (server.length !== 10 || !DZG.every((byte, at) => server[at] === byte)) return false;
  const serial = server.subarray(5).reduce((sum, byte) => sum * 256 + byte, 0);
  return FAULTY.some(([first, last]) => serial >= first && serial <= last);
}
