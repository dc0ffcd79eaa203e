import { DatabaseError } from '../data/opening.ts';
import { Replica, type HalfHourRow } from '../data/replica.ts';
import type { StateEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import type { Today } from '#wire/message/bodies.ts';
import type { HistoryMessage } from '#wire/message/history.ts';
import type { HomeModel } from './homeModel.ts';
import { Store } from './store.ts';
import type { PastPower } from './band.ts';

/** Why this phone keeps nothing; null when it does. */
export type MemoryFault = DatabaseError['id'] | null;

/** Weeks of half-hours that the band of low, usual and high is made from. */
const KEPT = 28 * 86_400_000;

/** This phone's copy of the home: restored at start, written as the home speaks. */
export class Memory {
  readonly fault = new Store<MemoryFault>(null);
  readonly past = new Store<readonly PastPower[]>([]);
  #replica: Replica | undefined;
  #kept = -Infinity;
  readonly #waiting = new Map<StateName, StateEnvelope>();
  #writing: Promise<void> | undefined;

  constructor(
    private readonly home: string,
    private readonly wall: () => number,
  ) {}

  /** Opens the copy. A database that cannot be had is said, not fatal. */
  async open(): Promise<void> {
    try {
      this.#replica = await Replica.open(this.home);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      this.fault.set(error.id);
    }
  }

  /** Puts what the copy holds before the person; the weeks behind the band follow when the first view stands. */
  async restore(model: HomeModel): Promise<void> {
    for (const row of (await this.#replica?.states()) ?? []) model.restore(row.name, row.envelope, this.wall() - row.receivedAt);
    void this.#readPast(model.clock.now() ?? 0);
  }

  /** Keeps the latest of each name; at most one write is under way, so a fast home does not pile them up. */
  keep(name: StateName, envelope: StateEnvelope): void {
    this.#waiting.set(name, envelope);
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Ends the writing under way and lets go of the database. */
  async close(): Promise<void> {
    await this.#writing;
    this.#replica?.close();
    this.#replica = undefined;
  }

  /** Half-hours of a day that are over go into the history, once each. */
  async keepDay(today: Today, storeId: string): Promise<void> {
    const rows = today.bars.flatMap((bar) => (bar.end <= today.until && bar.end > this.#kept ? rowOf(bar) : []));
    const last = rows.at(-1);
    if (!this.#replica || !last) return;
    this.#kept = last.end;
    await this.#replica.addHalfHours(rows, storeId);
    await this.#replica.forgetHalfHours(last.end - KEPT);
    await this.#readPast(last.end);
  }

  /** What the home remembers, beside what this phone saw; the home's word counts. */
  async keepHistory({ storeId, intervals }: HistoryMessage): Promise<void> {
    const rows = intervals.flatMap(rowOf);
    const last = rows.at(-1);
    if (!this.#replica || !last) return;
    await this.#replica.addHalfHours(rows, storeId);
    await this.#readPast(Math.max(last.end, this.#kept));
  }

  /** Slots that are over with `start` in [from, to), ms UTC, as far as this phone has them. */
  async slots(from: number, to: number): Promise<readonly HalfHourRow[]> {
    return (await this.#replica?.halfHours(from, to)) ?? [];
  }

  async #write(): Promise<void> {
    while (this.#replica && this.#waiting.size > 0) {
      const batch = [...this.#waiting];
      this.#waiting.clear();
      for (const [name, envelope] of batch) await this.#replica.put({ name, envelope, receivedAt: this.wall() });
    }
  }

  async #readPast(until: number): Promise<void> {
    const rows = (await this.#replica?.halfHours(until - KEPT, until)) ?? [];
    this.past.set(rows.map(({ start, end, importEnergy, exportEnergy }) => ({ start, power: ((importEnergy - exportEnergy) * 3_600) / (end - start) })));
  }
}

function rowOf({ start, end, importEnergy, exportEnergy, cost, quality }: Today['bars'][number]): HalfHourRow[] {
  return importEnergy === null ? [] : [{ start, end, importEnergy, exportEnergy: exportEnergy ?? 0, cost, quality }];
}
