import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The store's name beside the store: when the database does not open, phones still see their own home and do not empty
 * their copy of it for a stranger's.
 */
export class StoreName {
  readonly #file: string;
  #name: string | undefined;

  constructor(folder: string) {
    this.#file = join(folder, 'store-id');
    try {
      this.#name = readFileSync(this.#file, 'utf8').trim() || undefined;
    } catch {
      // The first start: the journal will name it.
      this.#name = undefined;
    }
  }

  get name(): string | undefined {
    return this.#name;
  }

  /** The journal is open and says its name. */
  confirm(name: string): void {
    if (name === this.#name) return;
    this.#name = name;
    try {
      writeFileSync(this.#file, `${name}\n`, { mode: 0o600 });
    } catch {
      // Only a help for the next start; the journal has it.
    }
  }
}
