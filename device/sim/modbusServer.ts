import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Exception codes of Modbus Application Protocol V1.1b3, 7. */
export const ILLEGAL_FUNCTION = 1;
export const ILLEGAL_ADDRESS = 2;
export const ILLEGAL_VALUE = 3;

/** What stands behind the server: holding registers, each 0..65535; input registers and discrete inputs where it has any. */
export interface RegisterSpace {
  /** `undefined` where any of them does not exist. */
  read(address: number, count: number): readonly number[] | undefined;
  /** Exception code, or null when all were taken; nothing is taken in part. */
  write(address: number, values: readonly number[]): number | null;
  readInput?(address: number, count: number): readonly number[] | undefined;
  readDiscrete?(address: number, count: number): readonly boolean[] | undefined;
}

const MBAP = 7;
const LONGEST_PDU = 253;
const MOST_READ = 125;
const MOST_INPUTS = 2_000;
const MOST_WRITTEN = 123;

const exception = (code: number, reason: number): Buffer => Buffer.from([code | 0x80, reason]);

/** One of the functions that read, over what it reads. */
function readAnswer<Value>(pdu: Buffer, most: number, read: (address: number, count: number) => readonly Value[] | undefined, encode: (values: readonly Value[]) => Buffer): Buffer {
  const code = pdu[0] ?? 0;
  if (pdu.length !== 5) return exception(code, ILLEGAL_VALUE);
  const count = pdu.readUInt16BE(3);
  if (count < 1 || count > most) return exception(code, ILLEGAL_VALUE);
  const values = read(pdu.readUInt16BE(1), count);
  if (!values) return exception(code, ILLEGAL_ADDRESS);
  const bytes = encode(values);
  return Buffer.concat([Buffer.from([code, bytes.length]), bytes]);
}

function ofRegisters(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, n) => bytes.writeUInt16BE(value & 0xffff, 2 * n));
  return bytes;
}

/** The first input is the lowest bit of the first byte. */
function ofInputs(values: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((on, n) => (bytes[n >> 3] = (bytes[n >> 3] ?? 0) | (on ? 1 << (n & 7) : 0)));
  return bytes;
}

function writeOneAnswer(space: RegisterSpace, pdu: Buffer): Buffer {
  if (pdu.length !== 5) return exception(6, ILLEGAL_VALUE);
  const refused = space.write(pdu.readUInt16BE(1), [pdu.readUInt16BE(3)]);
  return refused === null ? pdu : exception(6, refused);
}

function writeManyAnswer(space: RegisterSpace, pdu: Buffer): Buffer {
  if (pdu.length < 6) return exception(16, ILLEGAL_VALUE);
  const count = pdu.readUInt16BE(3);
  if (count < 1 || count > MOST_WRITTEN || pdu[5] !== 2 * count || pdu.length !== 6 + 2 * count) return exception(16, ILLEGAL_VALUE);
  const values = Array.from({ length: count }, (_, n) => pdu.readUInt16BE(6 + 2 * n));
  const refused = space.write(pdu.readUInt16BE(1), values);
  return refused === null ? pdu.subarray(0, 5) : exception(16, refused);
}

/** The answer to one PDU: functions 3, 6 and 16, and 2 and 4 where there is something to read; anything else is an illegal function. */
export function answerTo(space: RegisterSpace, pdu: Buffer): Buffer {
  const code = pdu[0] ?? 0;
  if (code === 2 && space.readDiscrete) return readAnswer(pdu, MOST_INPUTS, (address, count) => space.readDiscrete?.(address, count), ofInputs);
  if (code === 3) return readAnswer(pdu, MOST_READ, (address, count) => space.read(address, count), ofRegisters);
  if (code === 4 && space.readInput) return readAnswer(pdu, MOST_READ, (address, count) => space.readInput?.(address, count), ofRegisters);
  if (code === 6) return writeOneAnswer(space, pdu);
  if (code === 16) return writeManyAnswer(space, pdu);
  return exception(code, ILLEGAL_FUNCTION);
}

/** Answers every whole request in the bytes, in order; gives back what is left, or undefined where it cannot be Modbus. */
function serve(space: RegisterSpace, socket: Socket, bytes: Buffer): Buffer | undefined {
  let rest = bytes;
  while (rest.length >= MBAP) {
    const length = rest.readUInt16BE(4);
    if (rest.readUInt16BE(2) !== 0 || length < 2 || length > LONGEST_PDU + 1) return undefined;
    if (rest.length < 6 + length) return rest;
    const answer = answerTo(space, rest.subarray(MBAP, 6 + length));
    const head = Buffer.from(rest.subarray(0, MBAP));
    head.writeUInt16BE(answer.length + 1, 4);
    socket.write(Buffer.concat([head, answer]));
    rest = rest.subarray(6 + length);
  }
  return rest;
}

/** Modbus TCP (Messaging on TCP/IP V1.0b) on loopback over any number of connections. Resolves with the port taken. */
export function serveModbus(space: RegisterSpace, port: number): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    let rest: Buffer = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      const left = serve(space, socket, Buffer.concat([rest, bytes]));
      if (left) rest = left;
      else socket.destroy();
    });
    // A client that vanishes is its own affair; the device goes on.
    socket.on('error', () => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}
