import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { isOwnOrigin } from '../origin.ts';
import { CAPS } from './caps.ts';
import { addressOf } from './sourceAddress.ts';

const LOOPBACK = '127.0.0.1';

function listen(server: Server | HttpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      // A server that listens on a port has an AddressInfo, never a pipe's name.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** True for the error of a port that somebody else has. */
export const isPortTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/**
 * MQTT over TCP on loopback. @returns the port it got.
 * @throws when the port is taken and `asked` says that no other will do.
 */
export async function listenTcp(take: (socket: Duplex) => void, port: number, asked: boolean): Promise<number> {
  const server = createServer({ noDelay: true }, take);
  try {
    return await listen(server, port);
  } catch (error) {
    if (asked || !isPortTaken(error)) throw error;
    return listen(server, 0);
  }
}

/** MQTT over WebSocket on a loopback port of its own: house pipes the app's upgrades to it, and says whose. @returns the port. */
export function listenWebSocket(take: (socket: Duplex, address: string) => void): Promise<number> {
  const server = createHttpServer({ headersTimeout: CAPS.connect, requestTimeout: CAPS.connect }, (_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket' }).end('MQTT over WebSocket only\n');
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: CAPS.packet,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (protocols) => (protocols.has('mqtt') ? 'mqtt' : false),
  });
  // Who comes new takes the place of a stranger, whose connection is still ending then.
  server.maxConnections = CAPS.connections.webSocket + 2 * CAPS.strangers;
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/mqtt' || !isOwnOrigin(request)) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else sockets.handleUpgrade(request, socket, head, (webSocket) => take(createWebSocketStream(webSocket), addressOf(request)));
  });
  return listen(server, 0);
}
