import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Refusal } from '#domain/units/refusal.ts';
import { ValueReader } from './value.ts';

/** The meter's keys: the encryption key (GUEK), and the authentication key (GAK) where the operator gave one. */
export interface MeterKeys {
  readonly encryption: Uint8Array;
  readonly authentication: Uint8Array | null;
}

/** Security control byte (IEC 62056-5-3, 9.2.7.2.4): authenticated, encrypted, with another key than the usual one. */
const AUTHENTICATED = 0x10;
const ENCRYPTED = 0x20;
const BROADCAST_KEY = 0x40;
const COMPRESSED = 0x80;
const SUITE = 0x0f;
const TAG_LENGTH = 12;
/** Control byte and frame counter before the ciphertext. */
const HEADER_LENGTH = 5;
const TITLE_LENGTH = 8;

/** A ciphered APDU taken apart; `body` is control byte, frame counter, ciphertext and, where authenticated, its tag. */
export interface CipheredApdu {
  /** Offset of the 8 bytes of the system title in the APDU: maker in letters, then the serial number. */
  readonly titleAt: number;
  readonly title: Uint8Array;
  readonly bodyAt: number;
  readonly body: Uint8Array;
}

export type CipherFault = 'key-missing' | 'key' | 'unsupported';

/**
 * 32 hexadecimal digits are the encryption key, 64 the encryption and then the authentication key; spaces, colons and
 * dashes between digits do not matter.
 * @throws Refusal `meter-key`, which does not repeat the key.
 */
export function readKeys(text: string | null | undefined): MeterKeys | null {
  if (text === null || text === undefined) return null;
  const digits = text.replace(/[\s:-]/g, '');
  if (!/^(?:[0-9A-Fa-f]{32}){1,2}$/.test(digits)) throw wrongKey();
  const bytes = Buffer.from(digits, 'hex');
  return { encryption: bytes.subarray(0, 16), authentication: bytes.length > 16 ? bytes.subarray(16) : null };
}

/** general-glo-ciphering (DB) and general-ciphering (DD) of IEC 62056-5-3, 9.3.5; undefined for anything else or cut. */
export function cipheredApdu(apdu: Uint8Array): CipheredApdu | undefined {
  const reader = new ValueReader(apdu, 1);
  const isGeneral = apdu[0] === 0xdd;
  if (!isGeneral && apdu[0] !== 0xdb) return undefined;
  if (isGeneral && typeof reader.octets() === 'string') return undefined;
  const title = reader.octets();
  const titleAt = reader.at - TITLE_LENGTH;
  if (isGeneral && !skipGeneral(reader)) return undefined;
  const body = reader.octets();
  if (typeof title === 'string' || title.length !== TITLE_LENGTH || typeof body === 'string' || body.length < HEADER_LENGTH) return undefined;
  return { titleAt, title, bodyAt: reader.at - body.length, body };
}

/** Recipient, date-time, other information, and key information: none, or the name of a key that both know. */
function skipGeneral(reader: ValueReader): boolean {
  for (let n = 0; n < 3; n++) if (typeof reader.octets() === 'string') return false;
  const hasKey = reader.byte();
  if (hasKey === 0) return true;
  return hasKey === 1 && reader.byte() === 0 && reader.byte() !== 'waiting';
}

/** Whether its tag can be proven. */
export const isAuthenticated = ({ body }: Pick<CipheredApdu, 'body'>): boolean => ((body[0] ?? 0) & AUTHENTICATED) !== 0;

/**
 * What is inside: AES-128-GCM, nonce = system title and frame counter (security suite 0). With the authentication key
 * the tag is proven; without it a wrong key shows only in what comes out, which the caller has to check.
 */
export function decipher({ title, body }: CipheredApdu, keys: MeterKeys | null): Uint8Array | CipherFault {
  const control = body[0] ?? 0;
  if ((control & SUITE) !== 0 || (control & (BROADCAST_KEY | COMPRESSED)) !== 0) return 'unsupported';
  const hasTag = isAuthenticated({ body });
  const end = body.length - (hasTag ? TAG_LENGTH : 0);
  if (end < HEADER_LENGTH) return 'unsupported';
  if ((control & ENCRYPTED) === 0) return body.subarray(HEADER_LENGTH, end);
  if (!keys) return 'key-missing';
  const gcm = createDecipheriv('aes-128-gcm', keys.encryption, nonceOf(title, body), { authTagLength: TAG_LENGTH });
  if (!hasTag || !keys.authentication) return gcm.update(body.subarray(HEADER_LENGTH, end));
  gcm.setAAD(Buffer.concat([body.subarray(0, 1), keys.authentication]));
  gcm.setAuthTag(body.subarray(end));
  try {
    return Buffer.concat([gcm.update(body.subarray(HEADER_LENGTH, end)), gcm.final()]);
  } catch {
    // GCM says no more than that the tag is not this text's.
    return 'key';
  }
}

/** The body again around another text of the same length and under another title; a tag is made anew where its key is known. */
export function encipher({ title, body }: Pick<CipheredApdu, 'title' | 'body'>, text: Uint8Array, keys: MeterKeys): Uint8Array {
  const control = body[0] ?? 0;
  const head = body.subarray(0, HEADER_LENGTH);
  if ((control & ENCRYPTED) === 0) return Buffer.concat([head, text, body.subarray(HEADER_LENGTH + text.length)]);
  const gcm = createCipheriv('aes-128-gcm', keys.encryption, nonceOf(title, body), { authTagLength: TAG_LENGTH });
  const tagged = isAuthenticated({ body });
  if (tagged && keys.authentication) gcm.setAAD(Buffer.concat([body.subarray(0, 1), keys.authentication]));
  const inside = Buffer.concat([gcm.update(text), gcm.final()]);
  return Buffer.concat([head, inside, ...(tagged ? [gcm.getAuthTag()] : [])]);
}

const nonceOf = (title: Uint8Array, body: Uint8Array): Uint8Array => Buffer.concat([title, body.subarray(1, HEADER_LENGTH)]);

const wrongKey = (): Refusal =>
  new Refusal({
    id: 'meter-key',
    message: 'The key of the meter is not one: it has 32 hexadecimal digits, or 64 with the authentication key behind it.',
    remedy: 'Ask the operator of the grid for the key of the customer interface, and give it as it is printed.',
  });
