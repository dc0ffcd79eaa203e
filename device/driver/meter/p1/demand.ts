import type { MeterDemand } from '#domain/meter/reading.ts';
import type { Watts } from '#domain/units/power.ts';
import { inOwnUnit, parseQuantity } from './quantity.ts';
import type { Objects } from './telegram.ts';
import { parseTimestamp } from './timestamp.ts';

type Peak = NonNullable<MeterDemand['monthPeak']>;

const PEAK = '1-0:1.6.0';

/**
 * The quarter-hour that runs 1-0:1.4.0, the month's highest 1-0:1.6.0 and those of up to thirteen months 0-0:98.1.0
 * (e-MUCS P1 1.7.1, 5.3); null for a meter that has none of them.
 * @param zone IANA zone of the meter's clock.
 */
export function demandOf(objects: Objects, zone: string): MeterDemand | null {
  const average = wattsOf(objects.get('1-0:1.4.0')?.values[0]);
  const [peaked, power] = objects.get(PEAK)?.values ?? [];
  const monthPeak = peakOf(peaked, power, zone);
  const pastPeaks = pastPeaksOf(objects.get('0-0:98.1.0')?.values ?? [], zone);
  return average === null && monthPeak === null && pastPeaks.length === 0 ? null : { average, monthPeak, pastPeaks };
}

/** `(entries)(1-0:1.6.0)(1-0:1.6.0)` and for each month `(closed)(peaked)(power)`; an entry that cannot be read is left out. */
function pastPeaksOf([, first, second, ...entries]: readonly string[], zone: string): readonly Peak[] {
  if (first !== PEAK || second !== PEAK) return [];
  const closed: { readonly month: number; readonly peak: Peak }[] = [];
  for (let at = 0; at + 2 < entries.length; at += 3) {
    const month = parseTimestamp(entries[at] ?? '', zone);
    const peak = peakOf(entries[at + 1], entries[at + 2], zone);
    if (month !== null && peak) closed.push({ month, peak });
  }
  return closed.sort((a, b) => a.month - b.month).map(({ peak }) => peak);
}

function peakOf(stamp: string | undefined, text: string | undefined, zone: string): Peak | null {
  const power = wattsOf(text);
  return power === null ? null : { power, at: parseTimestamp(stamp ?? '', zone) };
}

function wattsOf(text: string | undefined): Watts | null {
  const quantity = parseQuantity(text ?? '');
  const own = quantity && inOwnUnit(quantity);
  return own?.unit === 'W' && Number.isFinite(own.value) ? (own.value as Watts) : null;
}
