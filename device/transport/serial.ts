import { createRequire } from 'node:module';
import type { Milliseconds } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';
import type { ByteListener, ByteSource } from './bytes.ts';
import { lastingLine, type LastingOptions } from './lasting.ts';
import type { SerialMode } from './serialMode.ts';
import { openSerialPort, type OpenPort } from './serialPort.ts';

export interface SerialAddress {
  /** "/dev/ttyUSB0", "COM3". */
  readonly path: string;
  /** What the address itself says, or null. */
  readonly baud: number | null;
  readonly frame: SerialMode['frame'] | null;
}

const FRAMES: readonly SerialMode['frame'][] = ['8N1', '8E1', '7E1', '7N1', '7O1', '8O1', '8N2'];
const SLOWEST = 300;
const FASTEST = 1_000_000;

/** "serial:/dev/ttyUSB0", "serial:/dev/ttyAMA0?baud=115200&mode=8N1", "serial:COM3"; undefined for anything else. */
export function parseSerialAddress(text: string): SerialAddress | undefined {
  const [, path, query] = /^serial:(\/(?!\/)[^?#\s]+|COM\d{1,3})(?:\?([^#\s]*))?$/.exec(text) ?? [];
  if (path === undefined) return undefined;
  const asked = new URLSearchParams(query ?? '');
  const baud = asked.has('baud') ? Number(asked.get('baud')) : null;
  const frame = FRAMES.find((known) => known === asked.get('mode')?.toUpperCase()) ?? null;
  const isKnown = [...asked.keys()].every((name) => name === 'baud' || name === 'mode');
  if (!isKnown || (asked.has('mode') && frame === null)) return undefined;
  return baud === null || (Number.isInteger(baud) && baud >= SLOWEST && baud <= FASTEST) ? { path, baud, frame } : undefined;
}

/** The modes to try: the kind's own, as far as the address does not say otherwise. */
export function modesOf({ baud, frame }: SerialAddress, own: readonly SerialMode[]): readonly SerialMode[] {
  const asked = own.map((mode) => ({ baud: baud ?? mode.baud, frame: frame ?? mode.frame }));
  return asked.filter((mode, index) => asked.findIndex((other) => other.baud === mode.baud && other.frame === mode.frame) === index);
}

/** No meter that sends by itself sends more seldom, but a mode that is wrong says nothing for ever. */
const PROBE_FOR = 25_000 as Milliseconds;

export interface SerialOptions extends Omit<LastingOptions, 'dial'> {
  readonly path: string;
  /** Tried in turn until one brings a message; that one then stays. */
  readonly modes: readonly SerialMode[];
  /** How many messages have been understood so far. */
  readonly understood: () => number;
  readonly open?: OpenPort;
}

/** A serial line that lasts: a cable that is pulled and put back is found again. */
export function serialBytes({ path, modes, understood, open = openSerialPort, ...options }: SerialOptions): ByteSource {
  let turn = 0;
  const dial = (listener: ByteListener): (() => void) => {
    const mode = modes[turn % modes.length];
    if (!mode) throw new RangeError('no serial mode was given');
    const before = understood();
    const isProbe = before === 0 && modes.length > 1;
    const giveUp = (): void => {
      if (understood() > before) return;
      turn++;
      listener.lost(`no message at ${mode.baud} ${mode.frame}`);
    };
    const stopProbe = isProbe ? options.clock.after(PROBE_FOR, giveUp) : () => undefined;
    const close = open(path, mode, listener);
    return () => {
      stopProbe();
      close();
    };
  };
  return lastingLine({ ...options, dial });
}

/** @throws Refusal `serial-missing` where the package could not be installed on this machine. */
export function requireSerial(): void {
  try {
    createRequire(import.meta.url).resolve('serialport');
  } catch (error) {
    throw new Refusal({
      id: 'serial-missing',
      message: 'This machine has no package for serial ports.',
      remedy: 'Run npm install serialport in the project, or give the port on the network with ser2net and --meter tcp://HOST:PORT.',
      detail: String(error),
    });
  }
}
