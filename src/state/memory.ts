import { DatabaseError } from '../data/opening.ts';
import { HALF_HOURS, Replica } from '../data/replica.ts';
import type { HalfHourRow } from '../data/replicaSchema.ts';
import type { StateEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import type { Today } from '#wire/message/bodies.ts';
import type { HistoryMessage } from '#wire/message/history.ts';
import type { HomeModel } from './homeModel.ts';
import { Store } from './store.ts';
import type { PastPower } from './band.ts';

/** Why this phone keeps nothing, or nothing more when it is `full`; null when it does. */
export type MemoryFault = DatabaseError['id'] | 'full' | null;

/** Weeks of half-hours that the band of low, usual and high is made from. */
const BAND = 28 * 86_400_000;

/** This phone's copy of the home: restored at start, written as the home speaks, made again when the browser removes it. */
export class Memory {
  readonly fault = new Store<MemoryFault>(null);
  readonly past = new Store<readonly PastPower[]>([]);
  /** Grows whenever the copy became that of another store: what it held before is gone. */
  readonly turned = new Store(0);
  #replica: Replica | undefined;
  #closed = false;
  /** Last half-hour kept, and of which day: a clock put right begins anew. */
  #kept = { day: -Infinity, end: -Infinity };
  /** What the home said last, for a copy that must be made again. */
  readonly #said = new Map<StateName, StateEnvelope>();
  readonly #waiting = new Set<StateName>();
  #writing: Promise<void> | undefined;

  constructor(
    private readonly home: string,
    private readonly wall: () => number,
  ) {}

  /** Opens the copy. A database that cannot be had is said, not fatal. */
  async open(): Promise<void> {
    try {
      this.#replica = await Replica.open(this.home);
      this.fault.set(null);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      this.#replica = undefined;
      this.fault.set(error.id);
    }
  }

  /** Puts what the copy holds before the person; the weeks behind the band follow when the first view stands. */
  async restore(model: HomeModel): Promise<void> {
    for (const row of (await this.using((replica) => replica.states())) ?? []) model.restore(row.name, row.envelope, this.wall() - row.receivedAt);
    void this.#readPast(model.clock.now() ?? 0);
  }

  /** Keeps the latest of each name; at most one write is under way, so a fast home does not pile them up. */
  keep(name: StateName, envelope: StateEnvelope): void {
    this.#said.set(name, envelope);
    this.#waiting.add(name);
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
  }

  /** Ends the writing under way and lets go of the database. */
  async close(): Promise<void> {
    await this.#writing;
    this.#closed = true;
    this.#replica?.close();
    this.#replica = undefined;
  }

  /**
   * Works on the copy. One that the browser removed under an open page, or a newer app took over, is opened once more.
   * @returns undefined when there is no copy to work on: `fault` says why.
   */
  async using<T>(work: (replica: Replica) => Promise<T>): Promise<T | undefined> {
    const replica = this.#replica;
    if (!replica) return undefined;
    try {
      return await work(replica);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (error.name === 'QuotaExceededError') return void this.fault.set('full');
      await this.#again(replica);
      return this.#once(work);
    }
  }

  /** Half-hours of a day that are over go into the history, once each. */
  async keepDay(today: Today, storeId: string): Promise<void> {
    const kept = this.#kept.day === today.start ? this.#kept.end : -Infinity;
    const rows = today.bars.flatMap((bar) => (bar.end <= today.until && bar.end > kept ? rowOf(bar) : []));
    const last = rows.at(-1);
    if (!this.#replica || !last) return;
    this.#kept = { day: today.start, end: last.end };
    await this.#put((replica) => replica.addHalfHours(rows, storeId));
    await this.using((replica) => replica.forgetHalfHours(HALF_HOURS));
    await this.#readPast(last.end);
  }

  /** What the home remembers, beside what this phone saw; the home's word counts. */
  async keepHistory({ storeId, intervals }: HistoryMessage): Promise<void> {
    const rows = intervals.flatMap(rowOf);
    const last = rows.at(-1);
    if (!this.#replica || !last) return;
    await this.#put((replica) => replica.addHalfHours(rows, storeId));
    await this.#readPast(Math.max(last.end, this.#kept.end));
  }

  /** Slots that are over with `start` in [from, to), ms UTC, as far as this phone has them. */
  async slots(from: number, to: number): Promise<readonly HalfHourRow[]> {
    return (await this.using((replica) => replica.halfHours(from, to))) ?? [];
  }

  /** A copy in the place of one that was lost; of two that notice it the first opens it. */
  async #again(lost: Replica): Promise<void> {
    if (this.#closed || this.#replica !== lost) return;
    lost.close();
    await this.open();
    for (const name of this.#said.keys()) this.#waiting.add(name);
  }

  /** What fails again is no loss that could be cured. */
  async #once<T>(work: (replica: Replica) => Promise<T>): Promise<T | undefined> {
    try {
      return this.#replica && (await work(this.#replica));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.fault.set('unavailable');
      return undefined;
    }
  }

  async #put(write: (replica: Replica) => Promise<boolean>): Promise<void> {
    if (await this.using(write)) this.turned.set(this.turned.value + 1);
  }

  async #write(): Promise<void> {
    while (this.#replica && this.#waiting.size > 0) {
      const names = [...this.#waiting];
      this.#waiting.clear();
      for (const name of names) {
        const envelope = this.#said.get(name);
        if (envelope) await this.#put((replica) => replica.put({ name, envelope, receivedAt: this.wall() }));
      }
    }
  }

  async #readPast(until: number): Promise<void> {
    const rows = await this.slots(until - BAND, until);
    // A meter that tells no export tells a power of import alone, and is compared with that.
    this.past.set(rows.map(({ start, end, importEnergy, exportEnergy }) => ({ start, power: ((importEnergy - (exportEnergy ?? 0)) * 3_600) / (end - start) })));
  }
}

function rowOf({ start, end, importEnergy, exportEnergy, cost, quality }: Today['bars'][number]): HalfHourRow[] {
  return importEnergy === null ? [] : [{ start, end, importEnergy, exportEnergy, cost, quality }];
}
