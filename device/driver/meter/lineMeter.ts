import type { Milliseconds } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import type { ByteSource } from '../../transport/bytes.ts';
import { fileBytes } from '../../transport/file.ts';
import { isLiveAddress } from '../../transport/live.ts';
import { modesOf, parseSerialAddress, requireSerial, serialBytes, type SerialOptions } from '../../transport/serial.ts';
import type { SerialMode } from '../../transport/serialMode.ts';
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
  /** How its port is set, the likeliest first: the others are tried where that one brings nothing. */
  readonly modes: readonly SerialMode[];
  /** @throws Refusal when the options (its key, its zone) cannot be this meter. */
  stream(options: MeterOptions): MeterStream;
}

/** Such a meter at a serial port, behind a serial-to-network adapter, or as a capture of its port. */
export const lineMeter = (kind: LineMeter): MeterFormat => ({
  name: kind.name,
  open(options): OpenedMeter {
    const { meter } = options;
    const stream = kind.stream(options);
    if (!isLiveAddress(meter)) return captureMeter(options, stream, fileBytes(meter));
    const line = lineTo(meter, kind);
    return { span: null, driver: (clock) => new LiveMeter((silence, understood) => line({ silence, understood, clock }), clock, kind.stream(options), kind.period) };
  },
});

type Line = (of: Pick<SerialOptions, 'silence' | 'understood' | 'clock'>) => ByteSource;

/** @throws Refusal `meter-address`, `serial-missing`. */
function lineTo(meter: string, kind: LineMeter): Line {
  const address = parseTcpAddress(meter);
  if (address) return ({ silence, clock }) => tcpBytes({ address, silence, clock });
  const port = parseSerialAddress(meter);
  if (!port) throw wrongAddress(kind, meter);
  requireSerial();
  return (of) => serialBytes({ path: port.path, modes: modesOf(port, kind.modes), ...of });
}

const wrongAddress = ({ called }: LineMeter, meter: string): Refusal =>
  new Refusal({
    id: 'meter-address',
    message: `${meter} is no address of ${called}.`,
    remedy: 'Give --meter serial:/dev/ttyUSB0 (with ?baud=9600&mode=8N1 where it is set otherwise), tcp://HOST:PORT of the adapter at its port, or the path of a capture.',
  });
