import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../device/cli/signal/send.ts';
import { LONGEST_JWS } from '../../device/signal/jws.ts';

let server: Server;
let stop = (): void => undefined;
afterEach(() => stop());

/** A broker that ends the connection of whoever publishes, as it does for a packet that is too long. */
async function rude(): Promise<number> {
  const aedes = await Aedes.createBroker({ authorizePublish: (client, _packet, done) => (client ? client.conn.destroy() : done(null)) });
  server = createServer(aedes.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => {
    aedes.close();
    server.close();
  };
  return (server.address() as AddressInfo).port;
}

const address = (port: number) => ({ url: `mqtt://127.0.0.1:${port}`, user: 'dso', secret: 'x' });

describe('a message of an operator', () => {
  it('whose connection is ended by the broker is not answered, and says so: nothing else is thrown', async () => {
    const port = await rude();
    await expect(send(address(port), 'j1', 'a.b.c')).rejects.toMatchObject({ id: 'no-answer', message: expect.stringContaining('ended the connection') });
  });

  it('is not sent when it is longer than a home looks at', async () => {
    await expect(send(address(1), 'j1', 'a'.repeat(LONGEST_JWS + 1))).rejects.toMatchObject({ id: 'too-long', remedy: expect.stringContaining('fewer intervals') });
  });

  it('finds no broker where none is', async () => {
    const port = await rude();
    stop();
    stop = () => undefined;
    await expect(send(address(port), 'j1', 'a.b.c')).rejects.toMatchObject({ id: 'no-broker', message: expect.stringMatching(/^No broker answers/) });
  });
});
