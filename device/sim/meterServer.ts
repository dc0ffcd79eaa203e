import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { telegram } from '#domain/sim/p1.ts';
import type { Plant } from './plant.ts';

/** A reader this far behind is cut off: old telegrams are worth nothing. */
const MOST_WAITING = 64 * 1024;

export interface MeterServer {
  readonly server: Server;
  readonly port: number;
  /** Sends the telegram of now to every reader. */
  send(): void;
}

/** The meter's P1 port over TCP on loopback, as a ser2net box would offer it. */
export function serveMeter(plant: Plant, port: number): Promise<MeterServer> {
  const readers = new Set<Socket>();
  const server = createServer((socket) => {
    readers.add(socket);
    socket.on('close', () => readers.delete(socket));
    socket.on('error', () => socket.destroy());
    // Whatever a reader writes is nothing to a meter.
    socket.resume();
  });
  const send = (): void => {
    const text = telegram(plant.spec, plant.now());
    for (const reader of readers) {
      if (reader.writableLength > MOST_WAITING) reader.destroy();
      else reader.write(text, 'latin1');
    }
  };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, port: (server.address() as AddressInfo).port, send }));
  });
}
