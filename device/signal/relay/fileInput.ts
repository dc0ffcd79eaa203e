import { readFile } from 'node:fs/promises';
import type { ContactInput } from './input.ts';

export interface FileInputOptions {
  readonly contact: string;
  /** Such as /sys/class/gpio/gpio17/value. */
  readonly file: string;
  /** What stands in it while the wire is closed; anything else means open. */
  readonly closed: string;
}

/** A line of the machine itself as Linux shows it: a file that holds 0 or 1. */
export class FileInput implements ContactInput {
  constructor(private readonly options: FileInputOptions) {}

  start(): void {
    // There is nothing to connect to.
  }

  async read(): Promise<ReadonlyMap<string, boolean> | null> {
    const { contact, file, closed } = this.options;
    try {
      const text = (await readFile(file, 'utf8')).trim();
      return text === '' ? null : new Map([[contact, text === closed]]);
    } catch {
      // Not there, not ours to read, or gone: it is not read, and the reason does not matter to the limit.
      return null;
    }
  }

  async stop(): Promise<void> {
    // There is nothing to let go of.
  }
}
