import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ModbusClient, type ModbusError } from '../../../../device/transport/modbus/client.ts';
import { FrameSplitter, encodeFrame, readRequest, writeRequest } from '../../../../device/transport/modbus/frame.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A device that is told what to do with each request. */
async function device(answer: (request: Buffer, socket: Socket, n: number) => void): Promise<{ readonly port: number; readonly requests: Buffer[] }> {
  const requests: Buffer[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      requests.push(bytes);
      answer(bytes, socket, requests.length);
    });
    stops.push(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, requests };
}

async function connected(port: number, timeout = 300): Promise<ModbusClient> {
  let up: () => void = () => undefined;
  const online = new Promise<void>((resolve) => (up = resolve));
  const client = new ModbusClient({ host: '127.0.0.1', port, unit: 1, timeout, backOff: { first: 20, longest: 40 }, onConnect: up });
  stops.push(() => client.stop());
  client.start();
  await online;
  return client;
}

/** The request's own transaction number in front of an answer. */
const reply = (request: Buffer, pdu: Buffer): Buffer => encodeFrame({ transaction: request.readUInt16BE(0), unit: 1, pdu });

describe('frames', () => {
  it('are as the guide draws them', () => {
    expect(encodeFrame({ transaction: 0x1501, unit: 0xff, pdu: readRequest(4, 1) })).toEqual(hex('1501 0000 0006 ff 03 0004 0001'));
    expect(writeRequest(1, [10, 0x0102])).toEqual(hex('10 0001 0002 04 000a 0102'));
  });

  it('come out the same however the stream is cut', () => {
    const stream = Buffer.concat([hex('0001 0000 0005 01 03 02 002a'), hex('0002 0000 0003 01 83 02'), hex('0003 0000 0006 01 10 0001 0002')]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 6 }), (cuts) => {
        const splitter = new FrameSplitter();
        const bounds = [0, ...[...cuts].sort((a, b) => a - b), stream.length];
        const frames = bounds.slice(1).flatMap((end, n) => splitter.push(stream.subarray(bounds[n], end)));
        expect(frames.map(({ transaction, pdu }) => [transaction, pdu.toString('hex')])).toEqual([
          [1, '0302002a'],
          [2, '8302'],
          [3, '1000010002'],
        ]);
      }),
    );
  });

  it('that cannot be Modbus are refused at once, and nothing hangs or grows', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 600 }), (noise) => {
        const splitter = new FrameSplitter();
        try {
          for (const { pdu } of splitter.push(Buffer.from(noise))) expect(pdu.length).toBeLessThanOrEqual(253);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the client', () => {
  it('reads registers and tells a refusal by the device\'s own code', async () => {
    const { port } = await device((request, socket, n) => socket.write(reply(request, n === 1 ? hex('03 04 5375 6e53') : hex('83 02'))));
    const client = await connected(port);
    expect(await client.readHolding(40_000, 2)).toEqual([0x5375, 0x6e53]);
    await expect(client.readHolding(0, 2)).rejects.toMatchObject({ id: 'refused', exception: 2 } satisfies Partial<ModbusError>);
  });

  it('has one request in flight, and a command overtakes the reads that wait', async () => {
    const held: (() => void)[] = [];
    const { port, requests } = await device((request, socket) => {
      const isWrite = request[7] === 0x10;
      held.push(() => socket.write(reply(request, isWrite ? request.subarray(7, 12) : hex('03 02 0001'))));
    });
    const client = await connected(port, 2_000);
    const all = [client.readHolding(1, 1), client.readHolding(2, 1), client.writeRegisters(3, [7])];
    for (let n = 0; n < 3; n++) {
      while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(requests).toHaveLength(n + 1);
      held.shift()?.();
    }
    await Promise.all(all);
    expect(requests.map((request) => request.readUInt16BE(8))).toEqual([1, 3, 2]);
  });

  it('gives up on a device that says nothing, comes back by itself, and does not take a late answer for a new one', async () => {
    let first: (() => void) | undefined;
    const { port } = await device((request, socket, n) => {
      if (n === 1) first = () => socket.write(reply(request, hex('03 02 dead')));
      else {
        first?.();
        socket.write(reply(request, hex('03 02 0002')));
      }
    });
    const client = await connected(port, 100);
    await expect(client.readHolding(1, 1)).rejects.toMatchObject({ id: 'timeout' });
    await expect(client.readHolding(1, 1)).rejects.toMatchObject({ id: 'offline' });
    while (!client.connected) await new Promise((resolve) => setImmediate(resolve));
    expect(await client.readHolding(1, 1)).toEqual([2]);
  });

  it('leaves a stream of nonsense, and fails what waited', async () => {
    const { port } = await device((_request, socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const client = await connected(port);
    const both = await Promise.allSettled([client.readHolding(1, 1), client.readHolding(2, 1)]);
    expect(both.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  });

  it('refuses what a device that does not keep up would make it remember', async () => {
    const { port } = await device(() => undefined);
    const client = await connected(port, 200);
    const many = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => client.readHolding(n, 1)));
    expect(many.every(({ status }) => status === 'rejected')).toBe(true);
    expect(many.filter((each) => each.status === 'rejected' && String(each.reason).includes('keep up'))).toHaveLength(7);
  });
});
