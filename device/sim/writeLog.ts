import { appendFileSync, closeSync, openSync } from 'node:fs';

const startedWall = Date.now();
const startedMono = process.hrtime.bigint();

/** Epoch ms with fractions that never run backwards: the wall time at the start plus monotonic time since. */
export const stamp = (): number => startedWall + Number(process.hrtime.bigint() - startedMono) / 1e6;

/** One JSON line for every write that reached a device, with the moment it was taken. */
export class WriteLog {
  private readonly file: number | null;

  /** @param path null writes nothing. @throws the file system's error when the file cannot be opened. */
  constructor(path: string | null) {
    this.file = path === null ? null : openSync(path, 'a');
  }

  write(entry: Readonly<Record<string, unknown>>): void {
    // Synchronous, so that a line is there for whoever looks, also when this process is killed next.
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify({ at: stamp(), ...entry })}\n`);
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
  }
}
