import type { DecodedLine } from '../decoded.ts';
import { nameOf, phaseOf } from '../p1/names.ts';
import { inOwnUnit } from '../p1/quantity.ts';
import { asMeant, isOctets, isWhole, obisCode, obisText, quantityOf } from './entry.ts';
import type { ListEntry, ValueList } from './list.ts';

/** Codes of the maker's own, which EDL21 meters use for who they are. */
const OWN_NAMES: Readonly<Record<string, string>> = { '129-129:199.130.3': 'Maker', '129-129:199.130.5': 'Public key' };

/** Every object of a list in its order. */
export const decodedLines = (list: ValueList): readonly DecodedLine[] =>
  asMeant(list).flatMap((entry) => {
    const told = valueOf(entry);
    if (told === null) return [];
    const obis = obisText(entry.obis);
    const code = obisCode(entry.obis);
    const name = OWN_NAMES[obis] ?? nameOf(code);
    const { foreign, ...value } = told;
    return [{ time: entry.at ?? list.at, obis, name: name !== null && foreign !== null ? `${name} (${foreign})` : name, ...value, phase: phaseOf(code) }];
  });

type Told = Pick<DecodedLine, 'value' | 'unit'> & { readonly foreign: string | null };

/** Null for an object without a value. */
function valueOf(entry: ListEntry): Told | null {
  const { value } = entry;
  const quantity = quantityOf(entry);
  if (quantity) {
    const own = inOwnUnit(quantity);
    return Number.isFinite(own.value) ? { ...own, foreign: own.unit === null ? quantity.unit : null } : null;
  }
  if (isOctets(value)) return { value: octetText(value.bytes), unit: null, foreign: null };
  // Without a unit that we know a number is told as it was sent, so that it is not taken for one of ours.
  if (isWhole(value)) return { value: `${value.value}${entry.scaler === 0 ? '' : `e${entry.scaler}`}`, unit: null, foreign: null };
  return value === null ? null : { value: String(value), unit: null, foreign: null };
}

/** As text where it is printable, else in hexadecimal digits. */
function octetText(bytes: Uint8Array): string {
  const octets = Buffer.from(bytes);
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? octets.toString('latin1') : octets.toString('hex');
}
