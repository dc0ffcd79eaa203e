import { after, lengthOf, type Instant, type Interval } from '../time/instant.ts';
import { instantsInOrder, parseTimeText } from '../time/text.ts';
import type { ExactEnergy } from '../units/money.ts';
import { Refusal } from '../units/refusal.ts';
import { type ExtraKind, findColumns, type UsageColumns, type UsageKind } from './columns.ts';
import { parseCsv } from './csv.ts';
import { EnergyCells, type UnknownCells } from './energyCells.ts';

export interface UsageOptions {
  /** "start|end=HEADER,import_kwh=HEADER,…"; null where the headers are ours. */
  readonly columns: string | null;
  /** What a single time column names; null: what it is called. */
  readonly label: 'start' | 'end' | null;
  /** IANA zone of times without an offset. */
  readonly zone: string;
}

/** One line of the file; null is an energy the line does not tell, one below zero among them. */
export interface UsageRow extends Interval {
  readonly energy: ReadonlyMap<UsageKind, ExactEnergy | null>;
  /** Units of 10^-18 kvarh, m3, or kWh of a sub-meter. */
  readonly extra: ReadonlyMap<ExtraKind, ExactEnergy | null>;
}

export interface Usage {
  readonly kinds: readonly UsageKind[];
  readonly extras: readonly ExtraKind[];
  /** Ascending, no two overlap; holes are left out, not filled. */
  readonly rows: readonly UsageRow[];
  /** Lines without a time that exists, and lines over time already told. */
  readonly skipped: number;
  /** Energies that the lines with a time do not tell. */
  readonly unknown: UnknownCells;
}

/**
 * Reads a usage CSV; energies are taken from the decimal text exactly.
 * @throws Refusal for unknown columns (`usage-columns`, `usage-mapping`, `usage-kinds`), no usable line (`usage-empty`,
 * `usage-step-unknown`), or an energy that no home has (`usage-too-large`).
 */
export function parseUsage(text: string, options: UsageOptions): Usage {
  const { header, rows: cells, lines, delimiter } = parseCsv(text);
  const columns = findColumns(header, options.columns, options.label);
  const energies = new EnergyCells(columns.energies, delimiter !== ',');
  const extras = new EnergyCells(columns.extras, delimiter !== ',');
  const intervals = intervalsOf(cells, columns, options.zone);
  const rows = cells.flatMap((line, index) => {
    const interval = intervals[index];
    return interval ? [{ ...interval, energy: energies.read(line, lines[index] ?? 0), extra: extras.read(line, lines[index] ?? 0) }] : [];
  });
  const kept = withoutOverlap(rows);
  if (kept.length === 0) throw empty(cells.length);
  return { kinds: columns.energies.map(({ kind }) => kind), extras: columns.extras.map(({ kind }) => kind), rows: kept, skipped: cells.length - kept.length, unknown: energies.unknown() };
}

/** The interval of every line, null where its time is not one. */
function intervalsOf(cells: readonly (readonly string[])[], columns: UsageColumns, zone: string): readonly (Interval | null)[] {
  const starts = columns.start === null ? null : instantsOfColumn(cells, columns.start, zone);
  const ends = columns.end === null ? null : instantsOfColumn(cells, columns.end, zone);
  const step = commonestStep(starts ?? ends ?? []);
  if (step === 0 && !(starts && ends) && (starts ?? ends ?? []).some((at) => at !== null)) throw stepUnknown();
  return cells.map((_, index) => {
    const end = ends ? (ends[index] ?? null) : moved(starts?.[index] ?? null, step);
    const start = starts ? (starts[index] ?? null) : moved(end, -step);
    return start !== null && end !== null && start < end ? { start, end } : null;
  });
}

const moved = (at: Instant | null, by: number): Instant | null => (at === null ? null : after(at, by));

function instantsOfColumn(cells: readonly (readonly string[])[], column: number, zone: string): readonly (Instant | null)[] {
  const times = cells.map((line) => parseTimeText(line[column] ?? ''));
  const walls = times.flatMap((time) => (time?.kind === 'wall' ? [time.wall] : []));
  const ordered = instantsInOrder(walls, zone, (walls.at(0) ?? 0) > (walls.at(-1) ?? 0));
  let next = 0;
  return times.map((time) => (time === undefined ? null : time.kind === 'instant' ? time.at : (ordered[next++] ?? null)));
}

/** The commonest distance of neighbouring times in ms: the length of an interval when a file gives only one side of it. */
export function commonestStep(times: readonly (Instant | null)[]): number {
  const counts = new Map<number, number>();
  times.forEach((at, index) => {
    const before = times[index - 1];
    if (at === null || before == null || at === before) return;
    const step = Math.abs(at - before);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  });
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

function withoutOverlap(rows: readonly UsageRow[]): readonly UsageRow[] {
  let told = -Infinity;
  return [...rows]
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      if (start < told) return false;
      told = end;
      return true;
    });
}

const empty = (lines: number): Refusal =>
  new Refusal(
    {
      id: 'usage-empty',
      message: `The usage file has ${lines} lines below its header, and none with a time that can be read.`,
      remedy: 'Check that times are ISO 8601 (2023-03-26 00:30, with or without an offset).',
    },
    'nothing-valid',
  );

const stepUnknown = (): Refusal =>
  new Refusal(
    {
      id: 'usage-step-unknown',
      message: 'The usage file has one time column and only one time in it: how long its interval is cannot be told.',
      remedy: 'Give each line a start and an end, or a file with at least two times.',
    },
    'nothing-valid',
  );

/** What went through the connection in an interval. */
export interface UsageFlow extends Interval {
  readonly imported: ExactEnergy | null;
  readonly exported: ExactEnergy | null;
  readonly extra?: UsageRow['extra'];
}

export interface UsageFlows {
  readonly flows: readonly UsageFlow[];
  /** True when import was taken as load less generation, interval by interval: what balances inside one is not seen. */
  readonly net: boolean;
}

/** Import and export of every line that tells all its columns; the others are holes. */
export function flowsOf(usage: Usage): UsageFlows {
  const net = usage.kinds.includes('load');
  return { net, flows: usage.rows.flatMap((row) => (net ? netFlow(row) : meteredFlow(row))) };
}

function netFlow({ start, end, energy, extra }: UsageRow): UsageFlow[] {
  const load = energy.get('load');
  const generation = energy.has('generation') ? energy.get('generation') : 0n;
  if (load == null || generation == null) return [];
  const taken = load - generation;
  const [imported, exported] = taken > 0n ? [taken, 0n] : [0n, -taken];
  return [{ start, end, imported: imported as ExactEnergy, exported: energy.has('generation') ? (exported as ExactEnergy) : null, extra }];
}

function meteredFlow({ start, end, energy, extra }: UsageRow): UsageFlow[] {
  const values = [...energy.values()];
  if (values.includes(null)) return [];
  return [{ start, end, imported: energy.get('import') ?? null, exported: energy.get('export') ?? null, extra }];
}

/** The holes of a window: where no interval lies. Intervals ascend and do not overlap. */
export function gapsOf(intervals: readonly Interval[], window: Interval): readonly Interval[] {
  const gaps: Interval[] = [];
  let told = window.start;
  for (const { start, end } of intervals) {
    if (end <= told) continue;
    if (start >= window.end) break;
    if (start > told) gaps.push({ start: told, end: start });
    told = end;
  }
  if (told < window.end) gaps.push({ start: told, end: window.end });
  return gaps.filter((gap) => lengthOf(gap) > 0);
}
