import { ms } from '#domain/time/instant.ts';
import { ModbusClient, ModbusError } from '../../transport/modbus/client.ts';
import type { ContactInput, WireReading } from './input.ts';

export interface ModbusInputOptions {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  /** Number of the discrete input, by contact; as on the wire, from 0. */
  readonly inputs: Readonly<Record<string, number>>;
}

/** An input module on Modbus TCP, function 2: all its wires in one question. */
export class ModbusInput implements ContactInput {
  private readonly client: ModbusClient;
  private readonly first: number;
  private readonly count: number;

  constructor(private readonly options: ModbusInputOptions) {
    const { host, port, unit, inputs } = options;
    const numbers = Object.values(inputs);
    this.first = Math.min(...numbers);
    this.count = Math.max(...numbers) - this.first + 1;
    this.client = new ModbusClient({ host, port, unit });
  }

  start(): void {
    this.client.start();
  }

  async read(): Promise<WireReading | null> {
    try {
      const on = await this.client.readDiscrete(this.first, this.count);
      return { closed: new Map(Object.entries(this.options.inputs).map(([contact, number]) => [contact, on[number - this.first] === true])), age: ms(0) };
    } catch (error) {
      if (error instanceof ModbusError) return null;
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.client.stop();
  }
}
