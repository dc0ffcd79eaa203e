import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Front } from '../certificate.ts';
import type { Refusal } from '#domain/units/refusal.ts';
import { codeOf, refuse } from '../failure.ts';
import { isOwnOrigin } from '../../origin.ts';
import { answerHealth, answerLink, answerPair, type AnswerSources } from './answers.ts';
import { answerArchive, type ArchiveSources } from './archiveAnswers.ts';
import { isOurHost } from './callers.ts';
import { answerPhones } from './phones.ts';
import { sharePlaces } from './places.ts';
import { SECURITY_HEADERS } from './headers.ts';
import type { StaticFiles } from './staticFiles.ts';
import { turnAway, type MqttPipes } from './upgrade.ts';

/** A slow or silent caller keeps its place for so long, ms. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 8_192 };
const HANDSHAKE = { handshakeTimeout: 10_000 };
/** What is shared out by neighbour, the broker's pipes, and those that are ending. */
const MOST_CONNECTIONS = 320;

export interface Site extends AnswerSources, ArchiveSources {
  readonly front: Front;
  readonly files: StaticFiles;
  readonly pipes: MqttPipes;
  /** A fault of ours while answering: logged, the caller gets 500. */
  readonly fault: (error: unknown) => void;
}

const plain = (response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void =>
  void response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (!isOurHost(request, site.front.tls !== null)) return plain(response, 421, 'This name is not the home’s.');
  const path = pathOf(request);
  if (path === undefined) return plain(response, 400, 'This is no address.');
  const { method = 'GET' } = request;
  if (path.pathname === '/pair') return method === 'POST' ? answerPair(site, request, response) : plain(response, 405, 'POST only', { allow: 'POST' });
  if (path.pathname === '/link') return method === 'POST' ? answerLink(site, request, response) : plain(response, 405, 'POST only', { allow: 'POST' });
  if (path.pathname === '/phones') return method === 'POST' || method === 'GET' ? answerPhones(site, request, response) : plain(response, 405, 'GET and POST only', { allow: 'GET, POST' });
  if (await answerArchive(site, request, response, path.pathname, path.query)) return;
  if (method !== 'GET' && method !== 'HEAD') return plain(response, 405, 'GET only', { allow: 'GET, HEAD' });
  if (path.pathname === '/health') return answerHealth(response);
  if (!site.files.answer(request, response, path.pathname)) plain(response, 404, 'There is nothing here.');
}

/** The path with its escapes read; undefined when it is none. It is looked up in a list, never joined to a folder. */
function pathOf({ url = '' }: IncomingMessage): { readonly pathname: string; readonly query: URLSearchParams } | undefined {
  const [path = '', ...query] = url.split('?');
  if (!path.startsWith('/')) return undefined;
  try {
    return { pathname: decodeURIComponent(path), query: new URLSearchParams(query.join('?')) };
  } catch {
    return undefined;
  }
}

function upgrade(site: Site, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const allowed = isOurHost(request, site.front.tls !== null) && isOwnOrigin(request);
  if (allowed && request.url === '/mqtt') site.pipes.take(request, socket, head);
  else turnAway(socket, allowed ? '404 Not Found' : '403 Forbidden');
}

/** The app, its answers and its way to the broker. @throws Refusal when the port is taken. @returns server and port. */
export async function serveApp(site: Site, port: number): Promise<{ readonly server: Server; readonly port: number }> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(site, request, response).catch((error: unknown) => {
      site.fault(error);
      if (response.headersSent) response.destroy();
      else plain(response, 500, 'The gateway made a mistake.');
    });
  };
  const server = site.front.tls ? createTlsServer({ ...LIMITS, ...HANDSHAKE, ...site.front.tls, minVersion: 'TLSv1.2' }, listener) : createServer(LIMITS, listener);
  server.maxConnections = MOST_CONNECTIONS;
  sharePlaces(server);
  server.on('upgrade', (request, socket, head) => upgrade(site, request, socket, head));
  server.on('clientError', (_error, socket) => socket.destroy());
  await listen(server, port, site.front.bind);
  // A server that listens on a port has an AddressInfo, never a pipe's name.
  return { server, port: (server.address() as AddressInfo).port };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portFailure(error, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      resolve();
    });
  });
}

function portFailure(error: Error, port: number): Refusal {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return refuse('port-taken', `Port ${port} is taken by another program.`, 'Give another one with --port, or 0 for a free one.', error);
  if (code === 'EACCES') return refuse('port-not-allowed', `This user may not open port ${port}.`, 'Give a port above 1023 with --port.', error);
  return refuse('cannot-listen', `Port ${port} cannot be opened (${code}).`, 'Give another one with --port, or 0 for a free one.', error);
}
