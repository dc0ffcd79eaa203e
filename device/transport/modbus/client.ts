import { connect, type Socket } from 'node:net';
import { encodeFrame, exceptionOf, FrameSplitter, inputsOf, READ_DISCRETE_INPUTS, READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS, readRequest, registersOf, writeRequest, type Frame } from './frame.ts';

export type ModbusFailure = 'offline' | 'timeout' | 'refused' | 'garbled';

/** A request that brought no answer, or one that says no; `exception` is the device's own code. */
export class ModbusError extends Error {
  constructor(
    readonly id: ModbusFailure,
    message: string,
    readonly exception: number | null = null,
  ) {
    super(message);
    this.name = 'ModbusError';
  }
}

export interface ModbusOptions {
  readonly host: string;
  readonly port: number;
  /** Unit identifier of the device behind the address. */
  readonly unit: number;
  /** Longest wait for one answer, real ms. */
  readonly timeout?: number;
  /** First and longest wait before a new connection, real ms. */
  readonly backOff?: { readonly first: number; readonly longest: number };
  /** Called at every new connection, before any request: what the device remembers is unknown then. */
  readonly onConnect?: () => void;
}

interface Request {
  readonly pdu: Buffer;
  readonly urgent: boolean;
  resolve(pdu: Buffer): void;
  reject(error: ModbusError): void;
}

const TIMEOUT_MS = 2_000;
const BACK_OFF = { first: 250, longest: 10_000 };
/** More waiting than this means that the device does not keep up: the newest is refused. */
const MOST_WAITING = 32;

/** A Modbus TCP client: one request in flight, writes before reads, reconnects by itself until `stop`. */
export class ModbusClient {
  private socket: Socket | null = null;
  private online = false;
  private stopped = true;
  private waiting: Request[] = [];
  private inFlight: { readonly request: Request; readonly transaction: number; readonly timer: NodeJS.Timeout } | null = null;
  private transaction = 0;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private readonly splitter = new FrameSplitter();

  constructor(private readonly options: ModbusOptions) {}

  start(): void {
    this.stopped = false;
    this.open();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.drop('the connection was closed');
  }

  get connected(): boolean {
    return this.online;
  }

  /** @throws ModbusError */
  readHolding(address: number, count: number): Promise<number[]> {
    return this.read(READ_HOLDING_REGISTERS, address, count, registersOf);
  }

  /** Function 4: what the device only tells. @throws ModbusError */
  readInput(address: number, count: number): Promise<number[]> {
    return this.read(READ_INPUT_REGISTERS, address, count, registersOf);
  }

  /** Function 2: whether each of the inputs is on. @throws ModbusError */
  readDiscrete(address: number, count: number): Promise<boolean[]> {
    return this.read(READ_DISCRETE_INPUTS, address, count, inputsOf);
  }

  /** @param values registers as 0..65535. @throws ModbusError */
  async writeRegisters(address: number, values: readonly number[]): Promise<void> {
    await this.request(writeRequest(address, values), true);
  }

  private async read<Value>(code: number, address: number, count: number, valuesOf: (pdu: Buffer, count: number, code: number) => Value[] | undefined): Promise<Value[]> {
    const values = valuesOf(await this.request(readRequest(address, count, code), false), count, code);
    if (!values) throw new ModbusError('garbled', `the answer to a read of ${count} values at ${address} has another shape`);
    return values;
  }

  private request(pdu: Buffer, urgent: boolean): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (!this.online) return reject(new ModbusError('offline', `no connection to ${this.address}`));
      if (this.waiting.length >= MOST_WAITING) return reject(new ModbusError('timeout', `${this.address} does not keep up`));
      // A command overtakes the reads that wait, never another command.
      const place = urgent ? this.waiting.filter((request) => request.urgent).length : this.waiting.length;
      this.waiting.splice(place, 0, { pdu, urgent, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.inFlight || !this.socket) return;
    const request = this.waiting.shift();
    if (!request) return;
    this.transaction = (this.transaction + 1) & 0xffff;
    const timer = setTimeout(() => this.fail('timeout', `no answer from ${this.address}`), this.options.timeout ?? TIMEOUT_MS);
    this.inFlight = { request, transaction: this.transaction, timer };
    this.socket.write(encodeFrame({ transaction: this.transaction, unit: this.options.unit, pdu: request.pdu }));
  }

  private receive(bytes: Buffer): void {
    try {
      for (const frame of this.splitter.push(bytes)) this.answer(frame);
    } catch (error) {
      this.fail('garbled', error instanceof Error ? error.message : String(error));
    }
  }

  private answer({ transaction, pdu }: Frame): void {
    const flight = this.inFlight;
    // An answer to a request that has timed out is late: nobody waits for it.
    if (!flight || flight.transaction !== transaction) return;
    clearTimeout(flight.timer);
    this.inFlight = null;
    const exception = exceptionOf(pdu);
    if (exception === undefined) flight.request.resolve(pdu);
    else flight.request.reject(new ModbusError('refused', `${this.address} answered with exception ${exception}`, exception));
    this.next();
  }

  /** A lost or garbled answer leaves the stream in doubt: the connection is opened anew. */
  private fail(id: ModbusFailure, message: string): void {
    this.drop(message, id);
    this.reopen();
  }

  private open(): void {
    this.splitter.reset();
    const socket = connect({ host: this.options.host, port: this.options.port, noDelay: true });
    this.socket = socket;
    socket.setTimeout(this.options.timeout ?? TIMEOUT_MS, () => {
      if (!this.online) socket.destroy();
    });
    socket.on('connect', () => this.opened(socket));
    socket.on('data', (bytes) => this.receive(bytes));
    // 'close' follows every error and does what is to do.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.drop(`the connection to ${this.address} ended`);
      this.reopen();
    });
  }

  private opened(socket: Socket): void {
    if (this.socket !== socket) return;
    this.online = true;
    this.failures = 0;
    this.options.onConnect?.();
    this.next();
  }

  private drop(message: string, id: ModbusFailure = 'offline'): void {
    const lost = [...(this.inFlight ? [this.inFlight.request] : []), ...this.waiting];
    if (this.inFlight) clearTimeout(this.inFlight.timer);
    this.inFlight = null;
    this.waiting = [];
    this.online = false;
    this.socket?.destroy();
    this.socket = null;
    for (const request of lost) request.reject(new ModbusError(id, message));
  }

  private reopen(): void {
    if (this.stopped) return;
    clearTimeout(this.retry);
    const { first, longest } = this.options.backOff ?? BACK_OFF;
    const wait = Math.min(longest, first * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    this.retry = setTimeout(() => this.open(), wait);
  }

  private get address(): string {
    return `${this.options.host}:${this.options.port}`;
  }
}
