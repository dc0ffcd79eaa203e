import { ms, type Instant } from '#domain/time/instant.ts';
import { offsetAt } from '#domain/time/zone.ts';
import { lineMeter } from '../lineMeter.ts';
import { P1Stream } from './stream.ts';
import { p1Keys } from './telegrams.ts';

/** Where most P1 meters stand; Belgium, Luxembourg, Sweden, Austria and Hungary have the same clock. */
export const P1_ZONE = 'Europe/Amsterdam';

/** The P1 port of DSMR 2 to 5 and its relatives (NL, BE, LU, SE, HU); DSMR 2 to 4 send every ten seconds. */
export const p1 = lineMeter({
  name: 'p1',
  called: 'a P1 meter',
  period: ms(10_000),
  modes: [{ baud: 115_200, frame: '8N1' }, { baud: 9_600, frame: '7E1' }],
  stream: ({ zone, key }) => new P1Stream(zoneOfMeter(zone), p1Keys(key)),
});

/** P1 stamps tell summer from winter time, so a zone that has no summer time (a machine set to UTC) is not the meter's. */
export function zoneOfMeter(zone: string): string {
  const [winter, summer] = [0, 6].map((month) => offsetAt(Date.UTC(2026, month, 1) as Instant, zone));
  return winter === summer ? P1_ZONE : zone;
}
