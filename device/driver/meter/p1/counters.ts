import type { LoggedFailure, MeterCounters, Phase } from '#domain/meter/reading.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { parseQuantity } from './quantity.ts';
import type { ObisObject, Objects } from './telegram.ts';
import { parseTimestamp } from './timestamp.ts';

const PHASES: readonly (readonly [Phase, number])[] = [['L1', 32], ['L2', 52], ['L3', 72]];

/**
 * What the meter counts of its supply (DSMR 5.0.2 P1, 6.12): failures 0-0:96.7.21, long ones 0-0:96.7.9, sags and swells by
 * phase 1-0:32.32.0 and 1-0:32.36.0, the log of long failures 1-0:99.97.0. Null for a meter that has none of them; no
 * P1 telegram carries a tamper flag.
 * @param zone IANA zone of the meter's clock.
 */
export function countersOf(objects: Objects, zone: string): MeterCounters | null {
  const [failures, longFailures] = [count(objects.get('0-0:96.7.21')), count(objects.get('0-0:96.7.9'))];
  const [sags, swells] = [byPhase(objects, '32.0'), byPhase(objects, '36.0')];
  const isSilent = failures === null && longFailures === null && Object.keys(sags).length + Object.keys(swells).length === 0;
  return isSilent ? null : { failures, longFailures, sags, swells, failureLog: logOf(objects.get('1-0:99.97.0'), zone), tampered: null };
}

function count(object: ObisObject | undefined): number | null {
  const text = object?.values[0] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function byPhase(objects: Objects, suffix: string): Partial<Record<Phase, number>> {
  const counts: Partial<Record<Phase, number>> = {};
  for (const [phase, group] of PHASES) {
    const value = count(objects.get(`1-0:${group}.${suffix}`));
    if (value !== null) counts[phase] = value;
  }
  return counts;
}

/** `(entries)(0-0:96.7.19)(end)(length*s)(end)(length*s)…`; an entry that cannot be read is left out. */
function logOf(object: ObisObject | undefined, zone: string): readonly LoggedFailure[] {
  const entries: LoggedFailure[] = [];
  const values = object?.values ?? [];
  for (let at = 2; at + 1 < values.length; at += 2) {
    const end = parseTimestamp(values[at] ?? '', zone);
    const length = parseQuantity(values[at + 1] ?? '');
    if (end === null || length?.unit !== 's' || length.decimal.scale !== 0) continue;
    entries.push({ end, length: (Number(length.decimal.units) * 1_000) as Milliseconds });
  }
  return entries;
}
