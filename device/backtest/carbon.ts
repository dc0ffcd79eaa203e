import { parseCsv } from '#domain/meter/csv.ts';
import { commonestStep } from '#domain/meter/usage.ts';
import { instantsInOrder, parseTimeText } from '#domain/time/text.ts';
import { after, type Instant } from '#domain/time/instant.ts';
import { Refusal } from '#domain/units/refusal.ts';

/** g of CO2 in a kWh of the grid at an instant; null where the file says nothing. */
export type Carbon = (at: Instant) => number | null;

export const NO_CARBON: Carbon = () => null;

const unreadable = (): Refusal =>
  new Refusal({ id: 'carbon-unreadable', message: 'The carbon file has no line with a time and a number.', remedy: 'Write a header, then lines of the start of a stretch and g of CO2 per kWh.' });

/** Times in the file's first column; wall times are in the zone. */
function timesOf(rows: readonly (readonly string[])[], zone: string): readonly (Instant | null)[] {
  const texts = rows.map((row) => parseTimeText(row[0] ?? ''));
  const walls = instantsInOrder(texts.flatMap((text) => (text?.kind === 'wall' ? [text.wall] : [])), zone);
  let next = 0;
  return texts.map((text) => (text === undefined ? null : text.kind === 'instant' ? text.at : (walls[next++] ?? null)));
}

/** A CSV of the start of each stretch in its first column and g of CO2 per kWh in its last. @throws Refusal `carbon-unreadable`. */
export function carbonFromText(text: string, zone: string): Carbon {
  const { rows, delimiter } = parseCsv(text);
  const times = timesOf(rows, zone);
  const step = commonestStep(times);
  const grams = new Map<Instant, number>();
  rows.forEach((row, index) => {
    const [start, cell = ''] = [times[index], row.at(-1)?.trim()];
    const value = cell === '' ? Number.NaN : Number(delimiter === ',' ? cell : cell.replace(',', '.'));
    if (start != null && Number.isFinite(value)) grams.set(start, value);
  });
  const first = [...grams.keys()][0];
  if (first === undefined || step === 0) throw unreadable();
  return (at) => grams.get(after(first, Math.floor((at - first) / step) * step)) ?? null;
}
