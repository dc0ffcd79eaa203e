import type { Instant } from '#domain/time/instant.ts';
import { offsetAt } from '#domain/time/zone.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { fileBytes } from '../../../transport/file.ts';
import { parseTcpAddress, tcpBytes } from '../../../transport/tcp.ts';
import type { MeterFormat, OpenedMeter } from '../meter.ts';
import { captureMeter } from './capture.ts';
import { LiveP1 } from './live.ts';

/** Where most P1 meters stand; Belgium, Luxembourg, Sweden, Austria and Hungary have the same clock. */
export const P1_ZONE = 'Europe/Amsterdam';

/** The P1 port of DSMR 2 to 5 and its relatives (NL, BE, LU, SE, HU), behind a serial-to-network adapter or from a capture. */
export const p1: MeterFormat = {
  name: 'p1',
  open(options): OpenedMeter {
    const { meter } = options;
    const zone = zoneOfMeter(options.zone);
    if (!meter.includes('://')) return captureMeter({ ...options, zone }, fileBytes(meter));
    const address = parseTcpAddress(meter);
    if (!address) throw wrongAddress(meter);
    return { span: null, driver: (clock) => new LiveP1((silence) => tcpBytes({ address, silence, clock }), clock, zone) };
  },
};

/** P1 stamps tell summer from winter time, so a zone that has no summer time (a machine set to UTC) is not the meter's. */
export function zoneOfMeter(zone: string): string {
  const [winter, summer] = [0, 6].map((month) => offsetAt(Date.UTC(2026, month, 1) as Instant, zone));
  return winter === summer ? P1_ZONE : zone;
}

const wrongAddress = (meter: string): Refusal =>
  new Refusal({
    id: 'meter-address',
    message: `${meter} is no address of a P1 meter.`,
    remedy: 'Give --meter tcp://HOST:PORT of the adapter at the P1 port, or the path of a capture.',
  });
