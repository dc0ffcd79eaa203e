import type { Milliseconds } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { fileBytes } from '../../transport/file.ts';
import { parseTcpAddress, tcpBytes } from '../../transport/tcp.ts';
import { captureMeter } from './capture.ts';
import { LiveMeter } from './live.ts';
import type { MeterStream } from './message.ts';
import type { MeterFormat, MeterOptions, OpenedMeter } from './meter.ts';

/** A kind of meter that sends bytes on a line by itself. */
export interface LineMeter {
  readonly name: string;
  /** As a person calls the port: "a P1 meter". */
  readonly called: string;
  /** How often it speaks before anything has been learned. */
  readonly period: Milliseconds;
  /** @throws Refusal when the options (its key, its zone) cannot be this meter. */
  stream(options: MeterOptions): MeterStream;
}

/** Such a meter behind a serial-to-network adapter, or as a capture of its port. */
export const lineMeter = (kind: LineMeter): MeterFormat => ({
  name: kind.name,
  open(options): OpenedMeter {
    const { meter } = options;
    const stream = kind.stream(options);
    if (!meter.includes('://')) return captureMeter(options, stream, fileBytes(meter));
    const address = parseTcpAddress(meter);
    if (!address) throw wrongAddress(kind, meter);
    return { span: null, driver: (clock) => new LiveMeter((silence) => tcpBytes({ address, silence, clock }), clock, kind.stream(options), kind.period) };
  },
});

const wrongAddress = ({ called }: LineMeter, meter: string): Refusal =>
  new Refusal({
    id: 'meter-address',
    message: `${meter} is no address of ${called}.`,
    remedy: 'Give --meter tcp://HOST:PORT of the adapter at its port, or the path of a capture.',
  });
