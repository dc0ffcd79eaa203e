import type { MeterLimiter } from '#domain/meter/reading.ts';
import type { Watts } from '#domain/units/power.ts';
import { inOwnUnit, parseQuantity } from './quantity.ts';
import type { ObisObject, Objects } from './telegram.ts';

/** States of a disconnect control (DLMS class 70), which 0-0:96.3.10 prints as a digit, and the words of Hungarian meters. */
const BREAKER: Readonly<Record<string, MeterLimiter['breaker']>> = { '0': 'open', '1': 'closed', '2': 'ready', OFF: 'open', ON: 'closed' };
/** DSMR: at most 1024 characters, two hex digits each. */
const HEX = /^(?:[0-9A-Fa-f]{2}){1,1024}$/;

/**
 * The meter's own threshold 0-0:17.0.0, breaker 0-0:96.3.10 and text message 0-0:96.13.0; null for a meter that has
 * none of them. Old meters print the threshold in A, which is no power: it stays unknown.
 */
export function limiterOf(objects: Objects): MeterLimiter | null {
  const threshold = thresholdOf(objects.get('0-0:17.0.0'));
  const breaker = BREAKER[(objects.get('0-0:96.3.10') ?? objects.get('0-0:96.50.68'))?.values[0] ?? ''] ?? null;
  const message = messageOf(objects.get('0-0:96.13.0')?.values[0] ?? '');
  return threshold === null && breaker === null && message === null ? null : { threshold, breaker, message };
}

function thresholdOf(object: ObisObject | undefined): Watts | null {
  const quantity = parseQuantity(object?.values[0] ?? '');
  if (!quantity) return null;
  const { value, unit } = inOwnUnit(quantity);
  return unit === 'W' && Number.isFinite(value) && value >= 0 ? (value as Watts) : null;
}

/** Printable text, on one line. */
function messageOf(hex: string): string | null {
  if (!HEX.test(hex)) return null;
  const text = Buffer.from(hex, 'hex').toString('latin1').replace(/[^\x20-\x7e\xa0-\xff]+/g, ' ').trim();
  return text === '' ? null : text;
}
