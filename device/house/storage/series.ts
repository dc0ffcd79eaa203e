import type { ChunkKind } from '#wire/history/chunk.ts';
import { SLOT_COLUMNS } from '#wire/history/slotRow.ts';

/** One table of telemetry that is sealed by days into chunks of its kind. */
export interface Series {
  readonly kind: ChunkKind;
  readonly table: string;
  /** The first is the time, ms UTC. */
  readonly key: readonly [string, ...string[]];
  readonly values: readonly string[];
  /** Days whose rows stay in the table when they are sealed; null = all do. */
  readonly open: number | null;
  /** Days whose chunks are kept. Counted, not dated: a clock that was wrong empties nothing. */
  readonly keptDays: number;
}

/** As long as raw readings are kept a span can be made anew. */
const OPEN_DAYS = 8;
const THIRTEEN_MONTHS = 397;
const THREE_MONTHS = 92;
const TEN_YEARS = 3_653;

/** W, var, tenths of V, mA, mWh, mvarh, litres; `seen` in ms. `slots` are read from their own tables. */
export const SERIES: readonly Series[] = [
  { kind: 'slots', table: 'slot', key: [SLOT_COLUMNS[0]], values: SLOT_COLUMNS.slice(1), open: null, keptDays: TEN_YEARS },
  { kind: 'minutes', table: 'minute', key: ['start'], values: ['meter', 'power', 'low', 'high', 'imported', 'exported', 'seen', 'quality'], open: OPEN_DAYS, keptDays: THIRTEEN_MONTHS },
  { kind: 'quarters', table: 'quarter', key: ['start'], values: ['meter', 'power', 'low', 'high', 'reactivePower', 'imported', 'exported', 'seen', 'quality'], open: OPEN_DAYS, keptDays: TEN_YEARS },
  { kind: 'phases', table: 'phase', key: ['start', 'phase'], values: ['power', 'decivolts', 'milliamps'], open: OPEN_DAYS, keptDays: TEN_YEARS },
  { kind: 'registers', table: 'register', key: ['start', 'name'], values: ['value'], open: OPEN_DAYS, keptDays: TEN_YEARS },
  { kind: 'others', table: 'other', key: ['at', 'meter'], values: ['medium', 'litres', 'energy'], open: OPEN_DAYS, keptDays: TEN_YEARS },
  { kind: 'voltage', table: 'voltage', key: ['start', 'phase'], values: ['decivolts', 'seen'], open: THREE_MONTHS, keptDays: THREE_MONTHS },
];

export const columnsOf = ({ key, values }: Series): readonly string[] => [...key, ...values];

/** @throws when there is no such series: a fault of ours. */
export function seriesOf(kind: ChunkKind): Series {
  const found = SERIES.find((one) => one.kind === kind);
  if (!found) throw new Error(`no series ${kind}`);
  return found;
}
