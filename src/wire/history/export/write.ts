import type { ChunkRow } from '../chunk.ts';
import type { ExportColumn } from './columns.ts';

type Rows = AsyncIterable<readonly ChunkRow[]>;
type Convention = Readonly<Record<string, string>>;

/** RFC 4180; a text that a spreadsheet would take for a formula is made a text by a space. */
function csvCell(text: string | null): string {
  if (text === null) return '';
  const safe = /^[=+@]|^-(?![\d.])/.test(text) ? ` ${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** The convention stands in a last column, in the first row: what reads tables by column names still reads this one. */
export async function* csvText(columns: readonly ExportColumn[], convention: Convention, rows: Rows): AsyncGenerator<string> {
  yield csvLine([...columns.map(({ name }) => name), 'convention']);
  let told: string | null = Object.entries(convention).map(([name, text]) => `${name}: ${text}`).join('; ');
  for await (const some of rows) {
    let text = '';
    for (const row of some) {
      text += csvLine([...columns.map(({ of }) => of(row)), told]);
      told = null;
    }
    if (text !== '') yield text;
  }
}

/** `{"convention":{…},"rows":[…]}`; numbers are decimal texts, so that nothing is rounded on the way. */
export async function* jsonText(columns: readonly ExportColumn[], convention: Convention, rows: Rows): AsyncGenerator<string> {
  yield `{"convention":${JSON.stringify(convention)},"rows":[`;
  let mark = '\n';
  for await (const some of rows) {
    let text = '';
    for (const row of some) {
      text += mark + JSON.stringify(Object.fromEntries(columns.map(({ name, of }) => [name, of(row)])));
      mark = ',\n';
    }
    if (text !== '') yield text;
  }
  yield '\n]}\n';
}

/** A JSON text a line, for what is no table. */
export async function* jsonLines(convention: Convention, items: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  yield `${JSON.stringify({ convention })}\n`;
  for await (const some of items) yield some.map((item) => `${JSON.stringify(item)}\n`).join('');
}
