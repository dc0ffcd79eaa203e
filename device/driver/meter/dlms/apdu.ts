import { cipheredApdu, decipher, type MeterKeys } from './cipher.ts';
import { DATE_TIME_LENGTH } from './dateTime.ts';
import { ValueReader, type CosemValue, type ReadFault } from './value.ts';

/** Tags of what a meter pushes (IEC 62056-5-3, 9.5). */
const DATA_NOTIFICATION = 0x0f;
const GENERAL_GLO_CIPHERING = 0xdb;
const GENERAL_CIPHERING = 0xdd;
const NULL_TAG = 0x00;
const OCTET_STRING_TAG = 0x09;

/** What a meter pushed, unwrapped. */
export interface Notification {
  /** As sent, 12 bytes; null where the meter writes none here. */
  readonly dateTime: Uint8Array | null;
  readonly body: CosemValue;
}

/** `key-missing`, `key`: encrypted, and no key or a wrong one; `unsupported`: no push we know; `malformed`: it breaks off or does not hold together. */
export type ApduFault = 'key-missing' | 'key' | 'unsupported' | 'malformed';

export const isApduTag = (byte: number | undefined): boolean => byte === DATA_NOTIFICATION || byte === GENERAL_GLO_CIPHERING || byte === GENERAL_CIPHERING;

/** The notification in an APDU, from its tag to its last byte. */
export function readApdu(apdu: Uint8Array, keys: MeterKeys | null): Notification | ApduFault {
  if (apdu[0] === DATA_NOTIFICATION) return whole(apdu) ?? 'malformed';
  if (!isApduTag(apdu[0])) return 'unsupported';
  const ciphered = cipheredApdu(apdu);
  if (!ciphered) return 'malformed';
  const inside = decipher(ciphered, keys);
  if (typeof inside === 'string') return inside;
  // A wrong key makes noise: what is no notification to its very last byte was not meant for this key.
  return whole(inside) ?? 'key';
}

function whole(apdu: Uint8Array): Notification | undefined {
  const reader = new ValueReader(apdu);
  const found = readNotification(reader);
  return typeof found === 'string' || reader.left > 0 ? undefined : found;
}

/** data-notification: tag, invoke-id and priority 4, date-time as a length and bytes (some meters put its tag before), value. */
function readNotification(reader: ValueReader): Notification | ReadFault {
  if (reader.byte() !== DATA_NOTIFICATION) return 'malformed';
  if (reader.take(4) === 'waiting') return 'waiting';
  const first = reader.byte();
  const length = first === OCTET_STRING_TAG ? reader.byte() : first;
  if (length === 'waiting') return length;
  if (length !== NULL_TAG && length !== DATE_TIME_LENGTH) return 'malformed';
  const dateTime = length === NULL_TAG ? null : reader.take(length);
  if (dateTime === 'waiting') return dateTime;
  const body = reader.value();
  return typeof body === 'string' ? body : { dateTime, body };
}

/** How long an APDU without a frame around it is: it says so itself. */
export function apduLength(bytes: Uint8Array, at: number): number | ReadFault {
  const reader = new ValueReader(bytes, at);
  const tag = bytes[at];
  if (tag === undefined) return 'waiting';
  if (tag === DATA_NOTIFICATION) {
    const found = readNotification(reader);
    return typeof found === 'string' ? found : reader.at - at;
  }
  const ciphered = isApduTag(tag) ? cipheredApdu(bytes.subarray(at)) : undefined;
  if (ciphered) return ciphered.bodyAt + ciphered.body.length;
  return isApduTag(tag) ? 'waiting' : 'malformed';
}
