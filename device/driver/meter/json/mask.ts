import type { JsonKind } from './kind.ts';

/** A member with its value, whatever stands around it: a recording may be cut, and a serial number is one all the same. */
const MEMBER = /"((?:[^"\\]|\\.){1,64})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[-+\d.eE]+)/g;
/** Shorter ones may by chance be part of a register. */
const SECRET_LENGTH = 6;

/** The recording without what names the household: every byte stays at its place, digits and letters become zeros. */
export function masked({ secrets, secretTopic }: JsonKind, capture: Uint8Array): Uint8Array {
  const text = Buffer.from(capture).toString('latin1');
  const found = new Set<string>();
  const hide = (value: string): string => {
    const bare = value.replaceAll('"', '');
    if (bare.length >= SECRET_LENGTH && /\d/.test(bare)) found.add(bare);
    return hidden(value);
  };
  let clean = text.replace(MEMBER, (whole, name: string, colon: string, value: string) => (secrets.test(name) ? `"${name}"${colon}${hide(value)}` : whole));
  if (secretTopic) clean = clean.replace(secretTopic, (whole) => hide(whole));
  // The same number also stands in topics, or where damage took its name.
  for (const secret of found) clean = clean.replaceAll(secret, hidden(secret));
  return Buffer.from(clean, 'latin1');
}

const hidden = (value: string): string => value.replace(/[0-9A-Za-z]/g, '0');
