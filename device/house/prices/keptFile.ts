import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { replaceDurably } from '../../durableFile.ts';
import { log } from '../log.ts';
import type { FetchedTerms } from './fetched.ts';

/** What a source has said, from its file; one that cannot be read any more, or is of another source, is as none. */
export function keptIn<Kept extends { readonly of: string }>({ file, of }: FetchedTerms, schema: v.GenericSchema<unknown, Kept>): Kept | null {
  if (!existsSync(file)) return null;
  try {
    const kept = v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));
    return kept.of === of ? kept : null;
  } catch (error) {
    log(`${file} holds no prices any more: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** @returns null when it is on the disk, else why it is not. */
export function keep(file: string, kept: object): string | null {
  try {
    mkdirSync(dirname(file), { recursive: true });
    replaceDurably(file, `${JSON.stringify(kept)}\n`);
    return null;
  } catch (error) {
    return `storage-down: ${error instanceof Error ? error.message : String(error)}`;
  }
}
