import * as v from 'valibot';
import type { ChunkRow } from '#wire/history/chunk.ts';

/** mWh; null = not known. */
export const energy = v.nullable(v.number());

/** Rows of a shape; others are left out. */
export const shaped = <T>(schema: v.GenericSchema<unknown, T>, rows: readonly ChunkRow[]): T[] =>
  rows.flatMap((row) => {
    const parsed = v.safeParse(schema, row);
    return parsed.success ? [parsed.output] : [];
  });

/** Those of the meter that told most of them. */
export function ofOneMeter<Row extends { readonly meter: string }>(rows: readonly Row[]): Row[] {
  const counts = new Map<string, number>();
  for (const { meter } of rows) counts.set(meter, (counts.get(meter) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return rows.filter(({ meter }) => meter === most?.[0]);
}
