import type { ChunkKind, ChunkRow } from '../chunk.ts';

type Cell = number | string | null;

/** A column as a person's program reads it: name with its unit, and how its text is made. */
export interface ExportColumn {
  readonly name: string;
  readonly of: (row: ChunkRow) => string | null;
}

/** units / 10^places with no rounding. */
export function decimalText(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const number = (value: Cell | undefined, places: number): string | null => (typeof value === 'number' ? decimalText(value, places) : null);
const scaled = (column: string, name: string, places: number): ExportColumn => ({ name, of: (row) => number(row[column], places) });
const plain = (column: string, name = column): ExportColumn => ({ name, of: (row) => (row[column] === null || row[column] === undefined ? null : String(row[column])) });
const time = (column: string): ExportColumn => ({ name: column, of: (row) => (typeof row[column] === 'number' ? new Date(row[column]).toISOString() : null) });
const end = (length: number): ExportColumn => ({ name: 'end', of: ({ start }) => (typeof start === 'number' ? new Date(start + length).toISOString() : null) });

const MINUTE = 60_000;
const POWER: readonly ExportColumn[] = [plain('power', 'power_w'), plain('low', 'lowest_w'), plain('high', 'highest_w')];
const REGISTERS: readonly ExportColumn[] = [scaled('imported', 'import_register_wh', 3), scaled('exported', 'export_register_wh', 3)];
const SEEN: readonly ExportColumn[] = [scaled('seen', 'seen_s', 3), plain('quality')];

/** `import_wh` and `export_wh` are what `tidewatt bill --usage` reads. */
export const EXPORT_COLUMNS: Readonly<Record<ChunkKind, readonly ExportColumn[]>> = {
  slots: [time('start'), time('end'), scaled('importEnergy', 'import_wh', 3), scaled('exportEnergy', 'export_wh', 3), scaled('cost', 'cost', 6), plain('currency'), plain('rate'), plain('quality'), plain('revision')],
  minutes: [time('start'), end(MINUTE), plain('meter'), ...POWER, ...REGISTERS, ...SEEN],
  quarters: [time('start'), end(15 * MINUTE), plain('meter'), ...POWER, plain('reactivePower', 'reactive_var'), ...REGISTERS, ...SEEN],
  phases: [time('start'), end(15 * MINUTE), plain('phase'), plain('power', 'power_w'), scaled('decivolts', 'volts', 1), scaled('milliamps', 'amps', 3)],
  registers: [time('start'), end(15 * MINUTE), plain('name'), scaled('value', 'value_wh_or_varh', 3)],
  others: [time('at'), plain('meter'), plain('medium'), plain('litres'), scaled('energy', 'energy_wh', 3)],
  voltage: [time('start'), end(10 * MINUTE), plain('phase'), scaled('decivolts', 'volts', 1), scaled('seen', 'seen_s', 3)],
};

/** What a reader must know to use the numbers; it stands in each file. */
export const conventionOf = (kind: string, zone: string, storeId: string): Readonly<Record<string, string>> => ({
  what: kind,
  interval: 'start belongs to it, end does not',
  sign: 'import and export are both positive; power is positive when the home imports',
  time: 'UTC',
  zone,
  unknown: 'empty, or null; a time without a row is a gap',
  store: storeId,
});
