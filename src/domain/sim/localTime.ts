import { after, HOUR, type Instant } from '../time/instant.ts';
import { offsetRuns, type OffsetRun } from '../time/zone.ts';

/** The zone's offset now, and how long it surely lasts: asked of the zone four times a day, not every second. */
export function offsetRun(at: Instant, zone: string, known?: OffsetRun): OffsetRun {
  if (known && known.start <= at && at < known.end) return known;
  const [run] = offsetRuns({ start: at, end: after(at, 6 * HOUR) }, zone);
  if (!run) throw new RangeError(`no offset of ${zone} at ${at}`);
  return run;
}
