import type { Instant } from '#domain/time/instant.ts';
import type { ExactEnergy } from '#domain/units/money.ts';

/** ISO 8601 UTC with Z; milliseconds only where there are any. */
export const isoText = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** Wh as the JSON number nearest to the exact energy. */
export function wattHours(energy: ExactEnergy): number {
  const digits = String(energy < 0n ? -energy : energy).padStart(16, '0');
  return Number(`${energy < 0n ? '-' : ''}${digits.slice(0, -15)}.${digits.slice(-15)}`);
}
