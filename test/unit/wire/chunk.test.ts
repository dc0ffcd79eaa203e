import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { chunkSchema, decodeChunk, encodeChunk, type ChunkRow } from '#wire/history/chunk.ts';

const DAY = { kind: 'slots', start: 0, end: 86_400_000 } as const;

describe('a chunk', () => {
  it('writes differences and words, and null as null', () => {
    const rows = [{ start: 100, rate: 'day', cost: null }, { start: 130, rate: 'night', cost: 7 }, { start: 160, rate: null, cost: null }, { start: 190, rate: 'day', cost: 9 }];
    expect(encodeChunk(DAY, ['start', 'rate', 'cost'], rows)).toEqual({
      format: 1, ...DAY, rows: 4,
      columns: { start: [100, 30, 30, 30], rate: [0, 1, null, -1], cost: [null, 7, null, 2] },
      words: { rate: ['day', 'night'] },
    });
  });

  it('gives back what was put in, whatever it was', () => {
    const cell = fc.oneof(fc.integer(), fc.constant(null));
    const row = fc.record({ start: fc.integer(), value: cell, word: fc.oneof(fc.string(), fc.constant(null)) });
    fc.assert(
      fc.property(fc.array(row), (rows: readonly ChunkRow[]) => {
        const chunk = v.parse(chunkSchema, JSON.parse(JSON.stringify(encodeChunk(DAY, ['start', 'value', 'word'], rows))));
        expect(decodeChunk(chunk)).toEqual(rows);
      }),
    );
  });

  it('is as its description shows it', () => {
    const page = readFileSync(new URL('../../../docs/formats/history.md', import.meta.url), 'utf8');
    const chunk = v.parse(chunkSchema, JSON.parse(/^`(\{"format":1,"kind".*\})`$/m.exec(page)?.[1] ?? ''));
    expect(decodeChunk(chunk)).toEqual([
      { start: 1_768_435_200_000, end: 1_768_437_000_000, revision: 1, importEnergy: 250_000, exportEnergy: null, cost: 62_500, currency: 'GBP', rate: 'day', quality: 'measured' },
      { start: 1_768_437_000_000, end: 1_768_438_800_000, revision: 1, importEnergy: 249_000, exportEnergy: null, cost: 62_250, currency: 'GBP', rate: 'night', quality: 'measured' },
    ]);
  });

  it.each([{ ...DAY, format: 2, rows: 0, columns: {}, words: {} }, { ...DAY, format: 1, kind: 'gossip', rows: 0, columns: {}, words: {} }, { ...DAY, format: 1, rows: 1, columns: { start: ['1'] }, words: {} }])(
    'of another shape is refused',
    (other) => expect(v.safeParse(chunkSchema, other).success).toBe(false),
  );
});
