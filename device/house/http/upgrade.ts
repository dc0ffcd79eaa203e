import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { ADDRESS_HEADER } from '../../origin.ts';
import { LOOPBACK } from '../certificate.ts';

const MOST_PIPES = 64;
const BROKER_ANSWERS_WITHIN = 5_000;

const refuse = (socket: Duplex, status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);

/** The request as it came, and from whom: the broker itself answers the upgrade, and counts wrong secrets by address. */
function headOf({ method, url, httpVersion, rawHeaders, socket }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`, `${ADDRESS_HEADER}: ${socket.remoteAddress ?? ''}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() !== ADDRESS_HEADER) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Pipes `/mqtt` upgrades to the broker's loopback port; house reads none of the bytes. */
export class MqttPipes {
  #open = 0;

  /** @param port the broker's WebSocket port, null while there is none. */
  constructor(private readonly port: () => number | null) {}

  take(request: IncomingMessage, client: Duplex, head: Buffer): void {
    const port = this.port();
    client.on('error', () => client.destroy());
    if (port === null || this.#open >= MOST_PIPES) return refuse(client, '503 Service Unavailable');
    this.#open++;
    const broker = connect({ port, host: LOOPBACK, noDelay: true });
    broker.setTimeout(BROKER_ANSWERS_WITHIN, () => broker.destroy());
    broker.once('connect', () => {
      broker.write(headOf(request));
      broker.write(head);
      client.pipe(broker).pipe(client);
    });
    broker.once('data', () => broker.setTimeout(0));
    broker.once('error', () => refuse(client, '502 Bad Gateway'));
    broker.once('close', () => {
      this.#open--;
      client.end(() => client.destroy());
    });
    client.once('close', () => broker.destroy());
  }
}
