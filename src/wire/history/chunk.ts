import * as v from 'valibot';

/** Grows when a chunk can no longer be read by what reads the one before; its description: docs/formats/history.md. */
export const CHUNK_FORMAT = 1;

/** What chunks there are: the slots of the ledger, minutes, quarter-hours, and what is kept apart of them. */
export const CHUNK_KINDS = ['slots', 'minutes', 'quarters', 'phases', 'registers', 'others', 'voltage'] as const;
export type ChunkKind = (typeof CHUNK_KINDS)[number];

/** One row: numbers and texts by column; null is not known. */
export type ChunkRow = Readonly<Record<string, number | string | null>>;

/**
 * Rows of a time [start, end), ms UTC, in columns. A number is the difference to the last one above it that is not null;
 * a text is the place of it in `words` of its column, written the same way.
 */
export const chunkSchema = v.object({
  format: v.literal(CHUNK_FORMAT),
  kind: v.picklist(CHUNK_KINDS),
  start: v.number(),
  end: v.number(),
  rows: v.number(),
  columns: v.record(v.string(), v.array(v.nullable(v.number()))),
  words: v.record(v.string(), v.array(v.string())),
});
export type Chunk = v.InferOutput<typeof chunkSchema>;

type Head = Pick<Chunk, 'kind' | 'start' | 'end'>;

/** @param names the columns, in order; a row that lacks one has null there. */
export function encodeChunk({ kind, start, end }: Head, names: readonly string[], rows: readonly ChunkRow[]): Chunk {
  const columns: Record<string, (number | null)[]> = {};
  const words: Record<string, string[]> = {};
  for (const name of names) {
    const column = rows.map((row) => row[name] ?? null);
    const texts = [...new Set(column.filter((value) => typeof value === 'string'))];
    if (texts.length > 0) words[name] = texts;
    columns[name] = differences(column.map((value) => (typeof value === 'string' ? texts.indexOf(value) : value)));
  }
  return { format: CHUNK_FORMAT, kind, start, end, rows: rows.length, columns, words };
}

export function decodeChunk({ rows, columns, words }: Chunk): ChunkRow[] {
  const whole = Object.entries(columns).map(([name, column]) => [name, sums(column), words[name]] as const);
  return Array.from({ length: rows }, (_, n) =>
    Object.fromEntries(
      whole.map(([name, column, texts]) => {
        const value = column[n] ?? null;
        return [name, texts && value !== null ? (texts[value] ?? null) : value];
      }),
    ),
  );
}

function differences(values: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return values.map((value) => {
    if (value === null) return null;
    const difference = value - last;
    last = value;
    return difference;
  });
}

function sums(values: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return values.map((value) => (value === null ? null : (last += value)));
}
