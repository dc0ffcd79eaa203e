import { read as readWithCallback } from 'node:fs';
import { promisify } from 'node:util';
import type { SerialPort } from 'serialport';
import type { ByteListener } from './bytes.ts';
import type { SerialMode } from './serialMode.ts';

/** Opens a port, tells what becomes of it, and gives what closes it; after that it tells nothing. */
export type OpenPort = (path: string, mode: SerialMode, listener: ByteListener) => () => void;

type Port = Awaited<ReturnType<(typeof SerialPort)['binding']['open']>>;

/** A port of this machine. The package is loaded with the first one: most homes have none. */
export const openSerialPort: OpenPort = (path, mode, listener) => {
  const closing = new AbortController();
  run(path, mode, listener, closing.signal).catch((error: unknown) => {
    if (!closing.signal.aborted) listener.lost(error instanceof Error ? error.message : String(error));
  });
  return () => closing.abort();
};

async function run(path: string, mode: SerialMode, listener: ByteListener, closed: AbortSignal): Promise<void> {
  const { SerialPort } = await import('serialport');
  const port = await SerialPort.binding.open({ path, baudRate: mode.baud, ...frameOf(mode.frame) });
  // What is closed twice, or was pulled before, has nothing left to close.
  const close = (): void => void port.close().catch(() => undefined);
  if (closed.aborted) return close();
  closed.addEventListener('abort', close, { once: true });
  try {
    listener.opened();
    await readOn(port, listener, closed);
  } finally {
    closed.removeEventListener('abort', close);
    if (!closed.aborted) close();
  }
}

const CHUNK = 4_096;

async function readOn(port: Port, listener: ByteListener, closed: AbortSignal): Promise<void> {
  const room = Buffer.alloc(CHUNK);
  while (!closed.aborted) {
    const length = await readSome(port, room);
    if (!closed.aborted) listener.bytes(Uint8Array.from(room.subarray(0, length)));
  }
}

const read = promisify(readWithCallback);
const NOTHING_YET: readonly unknown[] = ['EAGAIN', 'EWOULDBLOCK', 'EINTR'];

/** The package's own reading, stream or not, asks again without end where the cable was pulled: a port then reads as empty. */
async function readSome(port: Port, room: Buffer): Promise<number> {
  if (!('poller' in port)) return (await port.read(room, 0, room.length)).bytesRead;
  while (port.fd !== null) {
    try {
      const { bytesRead } = await read(port.fd, room, 0, room.length, null);
      if (bytesRead > 0) return bytesRead;
      break;
    } catch (error) {
      if (!NOTHING_YET.includes((error as NodeJS.ErrnoException).code)) throw error;
    }
    await readable(port);
  }
  throw new Error('the cable was pulled');
}

const readable = ({ poller }: Extract<Port, { poller: unknown }>): Promise<void> =>
  new Promise((resolve, reject) => poller.once('readable', (error?: Error | null) => (error ? reject(error) : resolve())));

const PARITY = { N: 'none', E: 'even', O: 'odd' } as const;

const frameOf = (frame: SerialMode['frame']): { readonly dataBits: 7 | 8; readonly parity: 'none' | 'even' | 'odd'; readonly stopBits: 1 | 2 } => ({
  dataBits: frame.startsWith('7') ? 7 : 8,
  parity: PARITY[frame[1] as keyof typeof PARITY],
  stopBits: frame.endsWith('2') ? 2 : 1,
});
