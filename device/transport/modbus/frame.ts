/** Modbus over TCP, framing only (Modbus Messaging on TCP/IP Implementation Guide V1.0b, 3.1.3): a 7 byte header, then the PDU. */

export const READ_DISCRETE_INPUTS = 0x02;
export const READ_HOLDING_REGISTERS = 0x03;
export const READ_INPUT_REGISTERS = 0x04;
export const WRITE_MULTIPLE_REGISTERS = 0x10;
/** Registers in one request (Modbus Application Protocol V1.1b3, 6.3 and 6.12). */
export const MOST_READ = 125;
export const MOST_WRITTEN = 123;

const HEADER = 7;
/** Unit identifier and PDU of at most 253 bytes. */
const LONGEST = 254;

export interface Frame {
  readonly transaction: number;
  readonly unit: number;
  readonly pdu: Buffer;
}

export function encodeFrame({ transaction, unit, pdu }: Frame): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(transaction, 0);
  header.writeUInt16BE(pdu.length + 1, 4);
  header.writeUInt8(unit, 6);
  return Buffer.concat([header, pdu]);
}

/** @param code one of the functions that read. */
export function readRequest(address: number, count: number, code = READ_HOLDING_REGISTERS): Buffer {
  const pdu = Buffer.alloc(5);
  pdu.writeUInt8(code, 0);
  pdu.writeUInt16BE(address, 1);
  pdu.writeUInt16BE(count, 3);
  return pdu;
}

/** @param values registers as 0..65535. */
export function writeRequest(address: number, values: readonly number[]): Buffer {
  const pdu = Buffer.alloc(6 + 2 * values.length);
  pdu.writeUInt8(WRITE_MULTIPLE_REGISTERS, 0);
  pdu.writeUInt16BE(address, 1);
  pdu.writeUInt16BE(values.length, 3);
  pdu.writeUInt8(2 * values.length, 5);
  values.forEach((value, index) => pdu.writeUInt16BE(value, 6 + 2 * index));
  return pdu;
}

/** The registers of a read answer; undefined when it does not answer a read of `count`. */
export function registersOf(pdu: Buffer, count: number, code = READ_HOLDING_REGISTERS): number[] | undefined {
  if (pdu.length !== 2 + 2 * count || pdu[0] !== code || pdu[1] !== 2 * count) return undefined;
  return Array.from({ length: count }, (_, index) => pdu.readUInt16BE(2 + 2 * index));
}

/** The inputs of an answer to function 2, the first in the lowest bit (6.2); undefined when it does not answer a read of `count`. */
export function inputsOf(pdu: Buffer, count: number): boolean[] | undefined {
  const bytes = Math.ceil(count / 8);
  if (pdu.length !== 2 + bytes || pdu[0] !== READ_DISCRETE_INPUTS || pdu[1] !== bytes) return undefined;
  return Array.from({ length: count }, (_, index) => (((pdu[2 + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1);
}

/** The device's exception code, or undefined for an answer that is none. */
export const exceptionOf = (pdu: Buffer): number | undefined => (((pdu[0] ?? 0) & 0x80) !== 0 ? (pdu[1] ?? 0) : undefined);

/** Cuts a byte stream into frames. */
export class FrameSplitter {
  private rest: Buffer = Buffer.alloc(0);

  /** @throws RangeError when the bytes cannot be Modbus: the stream has lost its step and must be opened anew. */
  push(bytes: Buffer): Frame[] {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const frames: Frame[] = [];
    while (this.rest.length >= HEADER) {
      const length = this.rest.readUInt16BE(4);
      if (this.rest.readUInt16BE(2) !== 0 || length < 2 || length > LONGEST) throw new RangeError('the bytes are no Modbus frame');
      if (this.rest.length < HEADER - 1 + length) break;
      const pdu = this.rest.subarray(HEADER, HEADER - 1 + length);
      frames.push({ transaction: this.rest.readUInt16BE(0), unit: this.rest.readUInt8(6), pdu });
      this.rest = this.rest.subarray(HEADER - 1 + length);
    }
    return frames;
  }

  reset(): void {
    this.rest = Buffer.alloc(0);
  }
}
