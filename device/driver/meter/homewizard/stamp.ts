import type { Instant } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';

/** 210606140010 (v1) or "2024-06-28T14:12:34" (v2) on the meter's clock; null for anything else. @param zone of that clock. */
export function stampOf(value: unknown, zone: string): Instant | null {
  const digits = typeof value === 'number' ? String(value).padStart(12, '0') : '';
  const written = typeof value === 'string' ? value : digits.replace(/^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '20$1-$2-$3T$4:$5:$6');
  return instantOfText(written, zone) ?? null;
}
