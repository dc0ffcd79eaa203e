import { lengthOf, type Instant, type Interval } from '../../time/instant.ts';
import { MWH_PER_KWH } from '../../units/energy.ts';
import { HALF_HOUR, HalfHours, LONGEST, type Counted, type HalfHour } from './halfHours.ts';
import type { FileDirection } from './layout.ts';
import { NoteBook, type FileNotes } from './notes.ts';

/** No home's connection carries more, W. */
export const MOST_WATTS = 250_000;
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
  private readonly sides: Readonly<Record<FileDirection, Map<string, HalfHours>>> = { import: new Map(), export: new Map() };
  private readonly counted = new Map<string, Counted>();
  private unplaced = 0;

  /** @param latest nothing can have been used after this. */
  constructor(private readonly latest: Instant) {}

  private side(direction: FileDirection, name: string): HalfHours {
    const known = this.sides[direction].get(name);
    if (known) return known;
    const made = new HalfHours();
    this.sides[direction].set(name, made);
    return made;
  }

  /** @param energy whole mWh over an interval. */
  interval(direction: FileDirection, interval: Interval, energy: number, line: number): void {
    const length = lengthOf(interval);
    if (interval.end > this.latest) return this.notes.add('late', line, '');
    if (length <= 0) return this.notes.add('time', line, '');
    if (length > LONGEST) return this.notes.add('coarse', line, '');
    if (energy < 0 || (energy * 3_600) / length > MOST_WATTS) return this.notes.add('energy', line, `${energy / MWH_PER_KWH} kWh`);
    if (!this.side(direction, '').take(interval, energy)) this.notes.add('again', line, '');
  }

  /** @param name tells one counter from another of the same direction; its times come in one order. @param count mWh. */
  register(direction: FileDirection, name: string, next: Counted, line: number, descending: boolean): void {
    const key = `${direction}/${name}`;
    const last = this.counted.get(key);
    if (last && last.at === next.at) return this.notes.add('again', line, '');
    if (last && last.at > next.at !== descending) return this.notes.add('time', line, '');
    this.counted.set(key, next);
    if (!last) return;
    const [from, to] = descending ? [next, last] : [last, next];
    this.between(this.side(direction, name), from, to, line);
  }

  private between(side: HalfHours, from: Counted, to: Counted, line: number): void {
    const energy = to.count - from.count;
    const length = to.at - from.at;
    if (to.at > this.latest) return this.notes.add('late', line, '');
    if (energy < 0) return this.notes.add('back', line, `${from.count / MWH_PER_KWH} > ${to.count / MWH_PER_KWH}`);
    if (energy > Math.max(COARSEST_COUNT, (MOST_WATTS * length) / 3_600)) return this.notes.add('leap', line, `${energy / MWH_PER_KWH} kWh`);
    if (length > LONGEST) {
      this.unplaced += energy;
      return this.notes.add('coarse', line, '');
    }
    if (!side.take({ start: from.at, end: to.at }, energy)) this.notes.add('again', line, '');
  }

  close(): Told {
    const [bought, sent] = [this.counters('import'), this.counters('export')];
    const runs = (bought[0] ?? sent[0])?.coverage.runs ?? [];
    const [first, last] = [runs[0], runs.at(-1)];
    const total = (counters: readonly HalfHours[]): number | null => (counters.length === 0 ? null : counters.reduce((sum, one) => sum + one.total, 0));
    return {
      period: first && last ? { start: first.start, end: last.end } : null,
      imported: total(bought),
      exported: total(sent),
      unplaced: this.unplaced,
      gaps: gapsBetween(runs),
      notes: this.notes.all(),
      slots: slotsOf(bought, sent),
    };
  }

  /** Those that told something, the fullest first. */
  private counters(direction: FileDirection): readonly HalfHours[] {
    return [...this.sides[direction].values()].filter(({ slots }) => slots.size > 0).sort((a, b) => b.slots.size - a.slots.size);
  }
}

function slotsOf(bought: readonly HalfHours[], sent: readonly HalfHours[]): OwnSlot[] {
  const counters = [...bought, ...sent];
  const starts = [...new Set(counters.flatMap(({ slots }) => [...slots.keys()]))].sort((a, b) => a - b);
  return starts.map((start) => {
    const whole = counters.every(({ slots }) => isWhole(slots.get(start)));
    return { start: start as Instant, end: (start + HALF_HOUR) as Instant, importEnergy: sumAt(bought, start), exportEnergy: sumAt(sent, start), quality: whole ? 'measured' : 'estimated' };
  });
}

const isWhole = (slot: HalfHour | undefined): boolean => slot !== undefined && slot.covered === HALF_HOUR && !slot.estimated;

/** Null where no counter tells of it. */
function sumAt(counters: readonly HalfHours[], start: number): number | null {
  const told = counters.flatMap(({ slots }) => slots.get(start) ?? []);
  return told.length === 0 ? null : told.reduce((sum, { energy }) => sum + energy, 0);
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
