import { checkOf } from './group.ts';
import { SERIAL_LABELS } from './labels.ts';

/** A group that names a meter or a connection: label, separator, value, separator, check. */
const NAMED = new RegExp(`((?:${SERIAL_LABELS.join('|')})[\\t ])([^\\t\\r\\n]+)([\\t ])([^\\r\\n])(?=\\r|$)`, 'g');
/** Shorter ones may by chance be part of a register. */
const SECRET = /\d{12}/;
/** Where noise took the label away: digits as many as a serial's, and no date, which has its season before them. */
const LONG_NUMBER = /(?<![EHeh \d])\d{12,14}(?!\d)/g;

/** A capture with serial numbers masked and their groups' checks made right again; one that was wrong stays wrong by as much. */
export function redacted(capture: Uint8Array): Uint8Array {
  const text = Buffer.from(capture).toString('latin1');
  const secrets = new Set([...text.matchAll(NAMED)].map((match) => match[2] ?? '').filter((secret) => SECRET.test(secret)));
  const masked = text.replace(NAMED, (_, label: string, value: string, separator: string, check: string) => {
    const clean = hidden(value);
    return label + clean + separator + shifted(check, checkOf(label + value + separator), checkOf(label + clean + separator));
  });
  const everywhere = [...secrets].reduce((so, secret) => so.replaceAll(secret, hidden(secret)), masked);
  return Buffer.from(everywhere.replace(LONG_NUMBER, hidden), 'latin1');
}

const hidden = (value: string): string => value.replace(/\d/g, '0');

/** The printed check, moved as far as the right one has moved. */
const shifted = (printed: string, before: string, after: string): string =>
  String.fromCharCode(((printed.charCodeAt(0) - before.charCodeAt(0) + after.charCodeAt(0) - 0x20 + 0x100) & 0x3f) + 0x20);
