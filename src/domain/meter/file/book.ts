import { lengthOf, type Instant, type Interval } from '../../time/instant.ts';
import { MWH_PER_KWH } from '../../units/energy.ts';
import { HALF_HOUR, HalfHours, LONGEST, type Counted } from './halfHours.ts';
import type { FileDirection } from './layout.ts';
import { NoteBook, type FileNotes } from './notes.ts';

/** No home's connection carries more, W. */
const MOST_WATTS = 250_000;
/** A register counts no coarser than this, mWh. */
const COARSEST_COUNT = 5 * MWH_PER_KWH;

/** One half-hour as the phone keeps it, mWh; a direction of which nothing is told is null. */
export interface OwnSlot extends Interval {
  readonly importEnergy: number | null;
  readonly exportEnergy: number | null;
  readonly quality: 'measured' | 'estimated';
}

/** What a file tells, before a person takes it. */
export interface Told {
  readonly period: Interval | null;
  /** mWh, the sum of all lines; null where it tells nothing of the direction. */
  readonly imported: number | null;
  readonly exported: number | null;
  /** mWh of registers across more than a day: when it was used is not known, so it is in no half-hour. */
  readonly unplaced: number;
  readonly gaps: { readonly count: number; readonly total: number; readonly longest: Interval | null };
  readonly notes: FileNotes;
  readonly slots: readonly OwnSlot[];
}

/** Takes energies in any order and keeps them by half-hours. */
export class UsageBook {
  readonly notes = new NoteBook();
  private readonly sides = { import: new HalfHours(), export: new HalfHours() };
  private readonly counted = new Map<string, Counted>();
  private unplaced = 0;

  /** @param latest nothing can have been used after this. */
  constructor(private readonly latest: Instant) {}

  /** @param energy whole mWh over an interval. */
  interval(direction: FileDirection, interval: Interval, energy: number, line: number): void {
    const length = lengthOf(interval);
    if (interval.end > this.latest) return this.notes.add('late', line, '');
    if (length <= 0) return this.notes.add('time', line, '');
    if (length > LONGEST) return this.notes.add('coarse', line, '');
    if (energy < 0 || (energy * 3_600) / length > MOST_WATTS) return this.notes.add('energy', line, `${energy / MWH_PER_KWH} kWh`);
    if (!this.sides[direction].take(interval, energy)) this.notes.add('again', line, '');
  }

  /** @param name tells one counter from another of the same direction; its times come in one order. @param count mWh. */
  register(direction: FileDirection, name: string, next: Counted, line: number, descending: boolean): void {
    const last = this.counted.get(name);
    if (last && last.at === next.at) return this.notes.add('again', line, '');
    if (last && last.at > next.at !== descending) return this.notes.add('time', line, '');
    this.counted.set(name, next);
    if (!last) return;
    const [from, to] = descending ? [next, last] : [last, next];
    this.between(direction, from, to, line);
  }

  private between(direction: FileDirection, from: Counted, to: Counted, line: number): void {
    const energy = to.count - from.count;
    const length = to.at - from.at;
    if (to.at > this.latest) return this.notes.add('late', line, '');
    if (energy < 0) return this.notes.add('back', line, `${from.count / MWH_PER_KWH} > ${to.count / MWH_PER_KWH}`);
    if (energy > Math.max(COARSEST_COUNT, (MOST_WATTS * length) / 3_600)) return this.notes.add('leap', line, `${energy / MWH_PER_KWH} kWh`);
    if (length > LONGEST) {
      this.unplaced += energy;
      return this.notes.add('coarse', line, '');
    }
    if (!this.sides[direction].take({ start: from.at, end: to.at }, energy)) this.notes.add('again', line, '');
  }

  close(): Told {
    const { import: bought, export: sent } = this.sides;
    const runs = bought.slots.size > 0 ? bought.coverage.runs : sent.coverage.runs;
    const [first, last] = [runs[0], runs.at(-1)];
    const total = ({ slots, total: sum }: HalfHours): number | null => (slots.size === 0 ? null : sum);
    return {
      period: first && last ? { start: first.start, end: last.end } : null,
      imported: total(bought),
      exported: total(sent),
      unplaced: this.unplaced,
      gaps: gapsBetween(runs),
      notes: this.notes.all(),
      slots: this.slots(),
    };
  }

  private slots(): OwnSlot[] {
    const { import: bought, export: sent } = this.sides;
    const starts = [...new Set([...bought.slots.keys(), ...sent.slots.keys()])].sort((a, b) => a - b);
    return starts.map((start) => {
      const sides = [bought.slots.get(start), sent.slots.get(start)];
      const whole = sides.every((side) => side === undefined || (side.covered === HALF_HOUR && !side.estimated));
      return { start: start as Instant, end: (start + HALF_HOUR) as Instant, importEnergy: sides[0]?.energy ?? null, exportEnergy: sides[1]?.energy ?? null, quality: whole ? 'measured' : 'estimated' };
    });
  }
}

function gapsBetween(runs: readonly Interval[]): Told['gaps'] {
  let [total, longest]: [number, Interval | null] = [0, null];
  for (let n = 1; n < runs.length; n++) {
    const [before, next] = [runs[n - 1], runs[n]];
    if (!before || !next) continue;
    const gap = { start: before.end, end: next.start };
    total += lengthOf(gap);
    if (!longest || lengthOf(gap) > lengthOf(longest)) longest = gap;
  }
  return { count: Math.max(0, runs.length - 1), total, longest };
}
