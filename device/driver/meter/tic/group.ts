import type { MeterKindName } from '#domain/meter/kinds.ts';
import { isDated, kindOf, type ValueKind } from './labels.ts';

/** One group of a frame: `LF label HT [date HT] value HT check CR`, or with spaces in the historic mode. */
export interface Group {
  readonly label: string;
  /** Season and twelve digits, where the label has one of its own; for DATE itself too. */
  readonly horodate: string | null;
  readonly value: string;
}

/** `crc`: a group's check is wrong; `malformed`: it is no group, or not what its label has. */
export type GroupFault = 'crc' | 'malformed';

const LABEL = /^[A-Z][A-Z0-9]{1,7}(?:[+-]1)?$/;
/** E and H tell summer and winter, small letters that the clock runs by itself, a space that neither is known. */
const HORODATE = /^[EHeh ]\d{12}$/;
/**
 * The check has six bits: a letter whose seventh is turned passes it, and is always one of those left out here. Messages
 * alone may have small letters.
 */
const PLAIN = /^[ -_]*$/;
const MESSAGE = /^[ -~]*$/;
const VALUES: Readonly<Record<ValueKind, RegExp>> = { number: /^\d{1,9}$/, hex: /^[0-9A-F]{8}$/, text: PLAIN, message: MESSAGE };

/** The groups of a frame; one that is wrong costs the frame. */
export function groupsOf(text: string): readonly Group[] | GroupFault {
  const lines = text.split('\n');
  if (lines.length < 2 || lines[0] !== '') return 'malformed';
  const groups: Group[] = [];
  for (const line of lines.slice(1)) {
    const group = line.endsWith('\r') ? groupOf(line.slice(0, -1)) : 'malformed';
    if (typeof group === 'string') return group;
    groups.push(group);
  }
  return groups;
}

function groupOf(line: string): Group | GroupFault {
  const separator = line.includes('\t') ? '\t' : ' ';
  if (line.length < 4 || line.at(-2) !== separator) return 'malformed';
  if (checkOf(line.slice(0, -1)) !== line.at(-1)) return 'crc';
  const [label = '', ...fields] = line.slice(0, -2).split(separator);
  const kind = kindOf(label);
  // Of a label that is not in the tables only its fields tell.
  const dated = isDated(label) || (!kind && fields.length === 2);
  const date = dated ? fields[0] : null;
  const value = fields.at(-1);
  if (!LABEL.test(label) || date === undefined || value === undefined || fields.length !== (dated ? 2 : 1)) return 'malformed';
  if (date !== null && !HORODATE.test(date)) return 'malformed';
  if (!(label === 'DATE' && value === '') && !VALUES[kind ?? 'text'].test(value)) return 'malformed';
  return { label, horodate: date, value };
}

/** The historic mode names its meter by ADCO, the standard one by ADSC; null = the usual one. */
export const meterKindOf = (groups: readonly Group[]): MeterKindName | null => (groups.some(({ label }) => label === 'ADCO') ? 'tic-historic' : null);

/** The sum of all before it in six bits, as a printable letter; the historic mode leaves the last separator out (NOI-CPT_54E, 5.3.6). */
export function checkOf(before: string): string {
  const summed = before.includes('\t') ? before : before.slice(0, -1);
  let sum = 0;
  for (let at = 0; at < summed.length; at++) sum += summed.charCodeAt(at);
  return String.fromCharCode((sum & 0x3f) + 0x20);
}
