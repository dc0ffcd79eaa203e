import { readFile } from 'node:fs/promises';
import { ms } from '#domain/time/instant.ts';
import type { ContactInput, WireReading } from './input.ts';
import { isClosed, type WireWords } from './words.ts';

export interface FileInputOptions extends WireWords {
  readonly contact: string;
  /** Such as /sys/class/gpio/gpio17/value. */
  readonly file: string;
}

/** A line of the machine itself as Linux shows it: a file that holds 0 or 1. */
export class FileInput implements ContactInput {
  constructor(private readonly options: FileInputOptions) {}

  start(): void {
    // There is nothing to connect to.
  }

  async read(): Promise<WireReading | null> {
    const { contact, file } = this.options;
    try {
      const text = (await readFile(file, 'utf8')).trim();
      const closed = isClosed(text, this.options);
      return closed === undefined ? null : { closed: new Map([[contact, closed]]), age: ms(0) };
    } catch {
      // Not there, not ours to read, or gone: it is not read, and the reason does not matter to the limit.
      return null;
    }
  }

  async stop(): Promise<void> {
    // There is nothing to let go of.
  }
}
