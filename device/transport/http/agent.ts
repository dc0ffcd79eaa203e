import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { connect, type ConnectionOptions } from 'node:tls';
import { isIP } from 'node:net';
import { distrust, pinOf } from './trust.ts';

/** Why nothing was asked; `reason` is a short id. */
export class HttpFault extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'HttpFault';
  }
}

/** One connection that stays open, over which nothing is sent before its certificate was judged. */
export function agentFor(url: URL): PlainAgent {
  const keep = { keepAlive: true, maxSockets: 1 };
  return /^(https|wss):$/.test(url.protocol) ? new JudgingAgent(keep, pinOf(url)) : new PlainAgent(keep);
}

class JudgingAgent extends TlsAgent {
  readonly #pin: string | null;

  constructor(options: ConstructorParameters<typeof TlsAgent>[0], pin: string | null) {
    super(options);
    this.#pin = pin;
  }

  override createConnection(...[options, done]: Parameters<TlsAgent['createConnection']>): undefined {
    const { host, port } = options as ConnectionOptions;
    const name = host ?? 'localhost';
    const socket = connect({ host: name, port: Number(port), ...(isIP(name) === 0 && { servername: name }), rejectUnauthorized: false });
    const failed = (error: Error): void => done?.(error, socket);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      const reason = distrust({ authorized: socket.authorized, fingerprint: fingerprint256, address: socket.remoteAddress ?? '' }, this.#pin);
      if (reason !== null) return void socket.destroy(new HttpFault(reason));
      socket.off('error', failed);
      done?.(null, socket);
    });
    return undefined;
  }
}
