import type { Instant } from '#domain/time/instant.ts';
import type { ApduFault, Notification } from './apdu.ts';
import { readApdu } from './apdu.ts';
import type { MeterKeys } from './cipher.ts';
import { readDateTime } from './dateTime.ts';
import { objectsOf } from './lists.ts';
import { isDateTime, type CosemObject } from './object.ts';

/** One push of a meter. */
export interface Push {
  readonly objects: readonly CosemObject[];
  /** By the notification's own time, else by the clock among its objects. */
  readonly at: Instant | null;
}

/** @param zone IANA zone of the meter. */
export function readPush(apdu: Uint8Array, keys: MeterKeys | null, zone: string): Push | ApduFault {
  const read = readApdu(apdu, keys);
  if (typeof read === 'string') return read;
  const objects = objectsOf(read.body);
  return objects ? { objects, at: timeOf(read, objects, zone) } : 'unsupported';
}

function timeOf({ dateTime }: Notification, objects: readonly CosemObject[], zone: string): Instant | null {
  const sent = dateTime && readDateTime(dateTime, zone);
  if (sent !== null) return sent;
  const clock = objects.find(({ code, value }) => isDateTime(value) && (code === null || isClock(code)));
  return clock && isDateTime(clock.value) ? readDateTime(clock.value.bytes, zone) : null;
}

/** 0-0:1.0.0; Kamstrup writes channel 1. */
const isClock = ([a, , c, d, e]: readonly number[]): boolean => a === 0 && c === 1 && d === 0 && e === 0;
