import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileFault } from '../fileFault.ts';

/** Ids of withdrawn keys by issuer. */
export type Revoked = Readonly<Record<string, readonly string[]>>;

const LINE = /^([\w.:-]{1,64}) ([\w.:-]{1,64})$/;
/** More than all contracts can withdraw in years. */
const MOST_LINES = 4_096;

/**
 * Withdrawn keys on paper of their own, a line `ISSUER KEY` each: a state file that is lost does not bring a stolen key
 * back. Lines are only ever added; one that was cut by a power failure is left out.
 */
export class RevokedKeys {
  private readonly known = new Set<string>();
  private writing: Promise<void> = Promise.resolve();

  /** @param log told when the file can be neither read nor written: the state file has the keys all the same. */
  constructor(
    private readonly path: string,
    private readonly log: (line: string) => void,
  ) {
    for (const line of this.lines().slice(0, MOST_LINES)) if (LINE.test(line)) this.known.add(line);
  }

  get all(): Revoked {
    const all: Record<string, string[]> = {};
    for (const line of this.known) {
      const [, issuer = '', key = ''] = LINE.exec(line) ?? [];
      all[issuer] = [...(Object.hasOwn(all, issuer) ? (all[issuer] ?? []) : []), key];
    }
    return all;
  }

  /** Writes down those that are new. Never waits for the disk; ends when they are on it, or that was logged. */
  keep(revoked: Revoked): Promise<void> {
    const lines = Object.entries(revoked).flatMap(([issuer, keys]) => keys.map((key) => `${issuer} ${key}`));
    const news = lines.filter((line) => LINE.test(line) && !this.known.has(line));
    if (news.length === 0 || this.known.size >= MOST_LINES) return this.writing;
    for (const line of news) this.known.add(line);
    this.writing = this.writing.then(() => this.append(news)).catch((error: unknown) => this.log(`Withdrawn keys cannot be written to ${this.path}: ${fileFault(error)}.`));
    return this.writing;
  }

  private async append(lines: readonly string[]): Promise<void> {
    const file = await open(this.path, 'a', 0o600);
    try {
      // A line before that was cut stays a line of its own.
      await file.write(`\n${lines.join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private lines(): readonly string[] {
    try {
      return readFileSync(this.path, 'utf8').split('\n');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) this.log(`Withdrawn keys cannot be read from ${this.path}: ${fileFault(error)}.`);
      return [];
    }
  }
}
