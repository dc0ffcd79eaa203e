import { checkOf } from './group.ts';
import { SERIAL_LABELS } from './labels.ts';

/** A group that names a meter or a connection: label, separator, value, separator, check. */
const NAMED = new RegExp(`((?:${SERIAL_LABELS.join('|')})[\\t ])([^\\t\\r\\n]{1,64})(?=[\\t ][^\\r\\n](?:\\r|$))`, 'g');
/** Shorter ones may by chance be part of a register. */
const SECRET = /\d{12}/;
/** Where noise took the label away: digits as many as a serial's, and no date, which has its season before them. */
const LONG_NUMBER = /(?<![EHeh \d])\d{12,14}(?!\d)/g;

/** A capture with serial numbers masked and the checks of their groups made right again; one that was wrong stays wrong by as much. */
export function redacted(capture: Uint8Array): Uint8Array {
  const text = Buffer.from(capture).toString('latin1');
  const secrets = new Set([...text.matchAll(NAMED)].map((match) => match[2] ?? '').filter((secret) => SECRET.test(secret)));
  const named = text.replace(NAMED, (_, label: string, value: string) => label + hidden(value));
  // A serial number may stand in a message too, or under a label that is not in the tables.
  const everywhere = [...secrets].reduce((so, secret) => so.replaceAll(secret, hidden(secret)), named);
  return Buffer.from(rechecked(text, everywhere.replace(LONG_NUMBER, hidden)), 'latin1');
}

/** Every letter stays at its place, so that each line is known by where it begins. */
function rechecked(text: string, masked: string): string {
  let at = 0;
  return text.split('\n').map((line) => {
    const clean = masked.slice(at, at + line.length);
    at += line.length + 1;
    return clean === line ? line : recheckedLine(line, clean);
  }).join('\n');
}

function recheckedLine(line: string, clean: string): string {
  const end = line.indexOf('\r');
  const check = (end < 0 ? line.length : end) - 1;
  if (!/[\t ]/.test(line[check - 1] ?? '')) return clean;
  const [before, after] = [line, clean].map((one) => checkOf(one.slice(0, check)));
  return clean.slice(0, check) + shifted(line[check] ?? '', before ?? '', after ?? '') + clean.slice(check + 1);
}

const hidden = (value: string): string => value.replace(/\d/g, '0');

/** The printed check, moved as far as the right one has moved; a letter that no check can be stays what it is. */
function shifted(printed: string, before: string, after: string): string {
  const code = printed.charCodeAt(0);
  if (!(code >= 0x20 && code < 0x60)) return printed;
  return String.fromCharCode(((code - before.charCodeAt(0) + after.charCodeAt(0) - 0x20 + 0x100) & 0x3f) + 0x20);
}
