import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { FairPlaces } from '../../fairPlaces.ts';
import { ADDRESS_HEADER } from '../../origin.ts';
import { LOOPBACK } from '../certificate.ts';

/** In all, and of one neighbour: more than the broker takes, since all phones may come through one proxy. */
const PIPES = { all: 96, each: 48 };
const BROKER_ANSWERS_WITHIN = 5_000;

/** Who is turned away may leave its end open: ours is closed as soon as the answer is out. */
export function turnAway(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
}

/** The request as it came, and from whom: the broker itself answers the upgrade, and counts wrong secrets by address. */
function headOf({ method, url, httpVersion, rawHeaders, socket }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`, `${ADDRESS_HEADER}: ${socket.remoteAddress ?? ''}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() !== ADDRESS_HEADER) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Pipes `/mqtt` upgrades to the broker's loopback port; house reads none of the bytes. */
export class MqttPipes {
  readonly #open = new FairPlaces<Duplex>(PIPES.each);

  /** @param port the broker's WebSocket port, null while there is none. */
  constructor(private readonly port: () => number | null) {}

  take(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const port = this.port();
    client.on('error', () => client.destroy());
    const isTaken = port !== null && this.#open.take(client, request.socket.remoteAddress ?? '', PIPES.all, () => false) === null;
    if (!isTaken) return turnAway(client, '503 Service Unavailable');
    const broker = connect({ port, host: LOOPBACK, noDelay: true });
    broker.setTimeout(BROKER_ANSWERS_WITHIN, () => broker.destroy());
    broker.once('connect', () => {
      broker.write(headOf(request));
      broker.write(head);
      client.pipe(broker).pipe(client);
    });
    broker.once('data', () => broker.setTimeout(0));
    broker.once('error', () => turnAway(client, '502 Bad Gateway'));
    broker.once('close', () => {
      this.#open.leave(client);
      client.end(() => client.destroy());
    });
    client.once('close', () => broker.destroy());
  }
}
