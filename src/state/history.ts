import type { TypedTariff } from '#domain/tariff/typed.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import type { ChunkKind } from '#wire/history/chunk.ts';
import type { HistoryLog } from '#wire/history/log.ts';
import type { ReplayAnswer } from '#wire/history/replay.ts';
import { HistoryStore } from '../data/historyStore.ts';
import { HistoryError, type HistoryFailure } from '../link/historySource.ts';
import { fill, type FillTools } from './historyFill.ts';
import { readPast, type PastRows } from './historyRead.ts';
import { Store } from './store.ts';

/** How far this phone's copy of the history is. `away`: it goes on by itself when the home tells again. */
export type HistoryProgress =
  | { readonly kind: 'none' | 'complete' }
  | { readonly kind: 'filling' | 'stopped'; readonly done: number; readonly total: number }
  | { readonly kind: 'away'; readonly why: HistoryFailure; readonly done: number; readonly total: number };

export interface HistoryTools extends Omit<FillTools, 'told'> {
  /** Whether a person wants the past on this phone; null = nothing is fetched ahead, what is looked at is read from the home. */
  readonly ahead: { isWanted(): boolean; want(on: boolean): void } | null;
  /** Runs when no other tab fetches; ends when told to. */
  readonly alone: (work: () => Promise<void>, signal: AbortSignal) => Promise<void>;
  /** Tells the other tabs that there is more to read. */
  readonly tell: () => void;
  /** Waits, ms of real time; ends early when told to. */
  readonly later: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The shortest local day, ms: after it, another day may be over. */
const SHORTEST_DAY = 23 * 3_600_000;

/** ms until a home that did not tell is asked again while the link stands. */
const AGAIN = 60_000;

/** The history of a home on this phone: fetched in the background, read by screens. */
export class History {
  readonly progress = new Store<HistoryProgress>({ kind: 'none' });
  /** Grows whenever there is more to read. */
  readonly changed = new Store(0);
  #run: AbortController | undefined;

  constructor(private readonly tools: HistoryTools) {}

  /** The home is there: what this phone lacks is fetched. Once it is whole, a later call looks for what is new. */
  start(): void {
    if (!this.tools.ahead || this.#run) return;
    if (!this.tools.ahead.isWanted()) return this.progress.set({ kind: 'stopped', ...this.#count() });
    const run = new AbortController();
    this.#run = run;
    void this.#fetch(run.signal).finally(() => {
      if (this.#run === run) this.#run = undefined;
    });
  }

  /** The home is away, or the page closes. */
  end(): void {
    this.#run?.abort();
    this.#run = undefined;
    if (this.progress.value.kind === 'filling') this.progress.set({ kind: 'away', why: 'away', ...this.#count() });
  }

  /** A person does not want the rest on this phone; kept over a restart, `resume` goes on. */
  stop(): void {
    this.tools.ahead?.want(false);
    this.end();
    this.progress.set({ kind: 'stopped', ...this.#count() });
  }

  resume(): void {
    this.tools.ahead?.want(true);
    this.start();
  }

  /** Another tab has fetched something. */
  heard(): void {
    this.changed.set(this.changed.value + 1);
  }

  /** Rows of a kind with their time in [start, end), ms UTC. */
  read(kind: ChunkKind, start: number, end: number, signal: AbortSignal = new AbortController().signal): Promise<PastRows> {
    return readPast(this.tools, kind, { start, end }, signal);
  }

  /** Every local day that is known, oldest first: from this phone, and from the home where another day is over; null when neither can tell. */
  async days(signal: AbortSignal = new AbortController().signal): Promise<readonly DayTotal[] | null> {
    const held = (await this.tools.using(({ database }) => new HistoryStore(database).days())) ?? [];
    const [last, now] = [held.at(-1), this.tools.now()];
    if (last && now !== null && now - last.end < SHORTEST_DAY) return held;
    const told = await this.#totals(signal);
    // What the home has lost stays: its word stands for the days that it tells.
    return told ? [...new Map([...held, ...told].map((day) => [day.start, day])).values()].sort((a, b) => a.start - b.start) : last ? held : null;
  }

  /** Null when the home does not tell. */
  async #totals(signal: AbortSignal): Promise<readonly DayTotal[] | null> {
    try {
      return (await this.tools.source.totals(signal)).days;
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      return null;
    }
  }

  /** What was done in [from, to), the newest first: the home's log is not kept on a phone. Null when the home does not tell. */
  async log(from: number, to: number, before: number | null, signal: AbortSignal = new AbortController().signal): Promise<HistoryLog | null> {
    try {
      return await this.tools.source.log(from, to, before, signal);
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      return null;
    }
  }

  /** What the last year would have cost under a tariff that was typed in: the home's own ledger says. @throws HistoryError */
  replay(typed: TypedTariff, signal: AbortSignal = new AbortController().signal): Promise<ReplayAnswer> {
    return this.tools.source.replay(typed, signal);
  }

  async #fetch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const why = await this.#once(signal);
      if (signal.aborted || why === null) return;
      this.progress.set({ kind: 'away', why, ...this.#count() });
      await this.tools.later(AGAIN, signal);
    }
  }

  /** @returns why it is not whole; null when it is. */
  async #once(signal: AbortSignal): Promise<HistoryFailure | null> {
    let whole = false;
    try {
      await this.tools.alone(async () => {
        whole = await fill({ ...this.tools, told: (done, total) => this.#told(done, total, signal) }, signal);
      }, signal);
    } catch (error) {
      if (error instanceof HistoryError) return error.id;
      if (signal.aborted) return 'away';
      throw error;
    }
    if (whole) this.progress.set({ kind: 'complete' });
    this.#news();
    return whole ? null : 'damaged';
  }

  #told(done: number, total: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.progress.set({ kind: 'filling', done, total });
    this.#news();
  }

  #news(): void {
    this.heard();
    this.tools.tell();
  }

  #count(): { readonly done: number; readonly total: number } {
    const now = this.progress.value;
    return 'total' in now ? { done: now.done, total: now.total } : { done: 0, total: 0 };
  }
}
