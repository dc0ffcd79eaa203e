import { DATE_TIME_LENGTH } from './dateTime.ts';
import type { CosemValue } from './value.ts';

export type BytesValue = Extract<CosemValue, { readonly kind: 'bytes' }>;

/** One object of a push. */
export interface CosemObject {
  /** A, B, C, D, E, F; null for what the list tells without a code, such as its own name. */
  readonly code: readonly number[] | null;
  readonly value: CosemValue;
  /** Power of ten, and the unit's number (IEC 62056-6-2, table 6); null where the meter does not say and its maker's lists do not. */
  readonly scaler: number | null;
  readonly unit: number | null;
}

/** "1-0:1.8.0"; the group F only where it is not 255. */
export function obisText([a, b, c, d, e, f]: readonly number[]): string {
  return `${a}-${b}:${c}.${d}.${e}${f === 255 ? '' : `*${f}`}`;
}

/** Text of printable letters, or the hexadecimal digits of what is none. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  return /^[\x20-\x7e]*$/.test(text) ? text.trimEnd() : buffer.toString('hex');
}

export const isDateTime = (value: CosemValue): value is BytesValue =>
  value.kind === 'bytes' && !value.isText && value.bytes.length === DATE_TIME_LENGTH && (value.bytes[0] ?? 0) < 0x20;
