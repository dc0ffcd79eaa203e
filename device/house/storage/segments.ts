import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { ChunkEntry } from '#wire/history/catalogue.ts';
import { CHUNK_KINDS, chunkSchema, type Chunk, type ChunkKind } from '#wire/history/chunk.ts';
import { renameDurably, replaceDurably } from '../../durableFile.ts';
import { timeOf } from './unsealed.ts';

const NAME = /^([a-z]+)-(\d{4}-\d{2}(?:-\d{2})?)\.([0-9a-f]{64})\.json\.gz$/;
const nameOf = ({ kind, period, hash }: Pick<ChunkEntry, 'kind' | 'period' | 'hash'>): string => `${kind}-${period}.${hash}.json.gz`;
const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** Sealed chunks as files that never change, each copied once; the name has the hash of what is in it. */
export class Segments {
  readonly #entries = new Map<string, ChunkEntry>();
  readonly #folder: string;
  readonly #copies: string;
  /** Chunks that neither file nor copy held whole, for the log. */
  readonly notes: string[] = [];

  /** @param folder absolute state folder. */
  constructor(folder: string) {
    this.#folder = join(folder, 'history');
    this.#copies = join(folder, 'backup', 'history');
    for (const path of [this.#folder, this.#copies]) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      for (const name of readdirSync(path).sort()) this.#list(path, name);
    }
  }

  /** In no order. */
  get entries(): readonly ChunkEntry[] {
    return [...this.#entries.values()];
  }

  entry(kind: ChunkKind, period: string): ChunkEntry | undefined {
    return this.#entries.get(`${kind}-${period}`);
  }

  /** Puts a chunk in the place of the one of its kind and period. @returns whether it differs from that. @throws the file system's error; the former stands. */
  put(period: string, chunk: Chunk): boolean {
    const text = JSON.stringify(chunk);
    const hash = hashOf(text);
    const former = this.entry(chunk.kind, period);
    if (former?.hash === hash) return false;
    const bytes = gzipSync(text, { level: 9 });
    const entry: ChunkEntry = { kind: chunk.kind, period, start: chunk.start, end: chunk.end, hash, bytes: bytes.length };
    for (const folder of [this.#folder, this.#copies]) replaceDurably(join(folder, nameOf(entry)), bytes);
    if (former) this.remove(former);
    this.#entries.set(`${chunk.kind}-${period}`, entry);
    return true;
  }

  /** The compressed bytes of a chunk; undefined when neither its file nor the copy is whole: then it is dropped. */
  bytes(entry: ChunkEntry): Buffer | undefined {
    for (const folder of [this.#folder, this.#copies]) {
      const bytes = wholeFile(join(folder, nameOf(entry)), entry.hash);
      if (bytes && folder === this.#copies) this.#mend(entry);
      if (bytes) return bytes;
    }
    this.notes.push(`${nameOf(entry)} is damaged, and so is its copy`);
    this.remove(entry);
    return undefined;
  }

  /** @returns undefined when it is damaged, with its copy. */
  chunk(entry: ChunkEntry): Chunk | undefined {
    const bytes = this.bytes(entry);
    return bytes && v.parse(chunkSchema, JSON.parse(gunzipSync(bytes).toString()));
  }

  remove(entry: ChunkEntry): void {
    for (const folder of [this.#folder, this.#copies]) rmSync(join(folder, nameOf(entry)), { force: true });
    if (this.entry(entry.kind, entry.period)?.hash === entry.hash) this.#entries.delete(`${entry.kind}-${entry.period}`);
  }

  #list(folder: string, name: string): void {
    const [, kindName, period, hash] = NAME.exec(name) ?? [];
    const kind = CHUNK_KINDS.find((one) => one === kindName);
    if (!kind || period === undefined || hash === undefined) return rmSync(join(folder, name), { force: true });
    const known = this.entry(kind, period);
    const { size } = statSync(join(folder, name));
    // Cut off between the new chunk and the removal of the former: either is whole, the day is sealed again if it changed.
    if (known && known.hash !== hash) return rmSync(join(folder, name), { force: true });
    this.#entries.set(`${kind}-${period}`, { kind, period, ...timeOf(period), hash, bytes: known?.bytes ?? size });
  }

  #mend(entry: ChunkEntry): void {
    const file = join(this.#folder, nameOf(entry));
    copyFileSync(join(this.#copies, nameOf(entry)), `${file}.unfinished`);
    renameDurably(`${file}.unfinished`, file);
  }
}

function wholeFile(file: string, hash: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    return hashOf(gunzipSync(bytes)) === hash ? bytes : undefined;
  } catch {
    // Not there, unreadable or no gzip: the copy is looked at next.
    return undefined;
  }
}
