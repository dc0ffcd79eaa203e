import type { ReplyEnvelope } from '#wire/envelope.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { OutboxRow } from '../data/outbox.ts';
import { LinkError, type HomeLink } from '../link/link.ts';
import { Store } from './store.ts';
import { timeToLive } from './timeToLive.ts';

/** How far a request has come. `expired`: nobody could be asked in time, so nothing was done. */
export type Progress = 'queued' | 'done' | 'refused' | 'conflict' | 'late' | 'expired';

export interface Asked {
  readonly id: string;
  readonly body: RequestBody;
  readonly progress: Progress;
  readonly reason: string | null;
}

/** Where requests wait; the database in the app. */
export interface WaitingRoom {
  add(row: OutboxRow): Promise<void>;
  all(home: string): Promise<OutboxRow[]>;
  remove(id: string): Promise<void>;
}

export interface RequestTools {
  readonly outbox: WaitingRoom;
  readonly home: string;
  /** Runs the work when no other tab is at it. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly wall: () => number;
  readonly newId: () => string;
  /** Tells the other tabs how a request ended. */
  readonly tell: (ended: Asked) => void;
}

/** What the person asked of the home, from the tap to the stored answer. */
export class Requests {
  readonly asked = new Store<readonly Asked[]>([]);
  #link: HomeLink | undefined;

  constructor(private readonly tools: RequestTools) {}

  /** Sends through this link whenever it is there. */
  use(link: HomeLink): void {
    this.#link = link;
    link.onStatus((status) => {
      if (status === 'connected') void this.send();
    });
  }

  async ask(body: RequestBody, revision: number | null): Promise<void> {
    const madeAt = this.tools.wall();
    const row = { id: this.tools.newId(), home: this.tools.home, body, revision, madeAt, timeToLive: timeToLive(body, madeAt) };
    this.#forget(body);
    this.#show({ id: row.id, body, progress: 'queued', reason: null });
    await this.tools.outbox.add(row);
    await this.send();
  }

  /** Shows what an earlier page left, drops what is late, and sends the rest if the home is there. */
  async send(): Promise<void> {
    await this.expire();
    if (this.#link?.status !== 'connected') return;
    await this.tools.alone(async () => {
      for (const row of await this.tools.outbox.all(this.tools.home)) await this.#sendOne(row);
    });
  }

  /** What is too old is never sent late: it is taken out and said. */
  async expire(): Promise<void> {
    for (const row of await this.tools.outbox.all(this.tools.home)) {
      if (this.#isLate(row)) await this.#end(row, 'expired', null);
      else this.#show({ id: row.id, body: row.body, progress: 'queued', reason: null });
    }
  }

  /** An answer that another tab got. */
  heard(ended: Asked): void {
    this.#show(ended);
  }

  /** The person has read how it ended. */
  dismiss(id: string): void {
    this.asked.set(this.asked.value.filter((one) => one.id !== id));
  }

  async #sendOne(row: OutboxRow): Promise<void> {
    if (this.#isLate(row) || !this.#link) return;
    const age = this.#age(row);
    try {
      const reply = await this.#link.request(row.body, { id: row.id, revision: row.revision, age, timeToLive: row.timeToLive });
      await this.#answered(row, reply);
    } catch (error) {
      // A broken link is cured by the next one: the row stays until it is answered or late.
      if (!(error instanceof LinkError)) throw error;
      if (error.id === 'no-answer') await this.#end(row, 'expired', null);
    }
  }

  async #answered(row: OutboxRow, reply: ReplyEnvelope): Promise<void> {
    await this.#end(row, reply.outcome, reply.reason);
  }

  async #end(row: OutboxRow, progress: Progress, reason: string | null): Promise<void> {
    await this.tools.outbox.remove(row.id);
    const ended = { id: row.id, body: row.body, progress, reason };
    this.#show(ended);
    this.tools.tell(ended);
  }

  /** ms since the act; a clock set back counts as too old, because nobody knows. */
  #age(row: OutboxRow): number {
    const age = this.tools.wall() - row.madeAt;
    return age < 0 ? row.timeToLive + 1 : age;
  }

  #isLate(row: OutboxRow): boolean {
    return this.#age(row) > row.timeToLive;
  }

  /** The same asked again: how it failed before is told no more. */
  #forget(body: RequestBody): void {
    const same = JSON.stringify(body);
    this.asked.set(this.asked.value.filter((one) => one.progress === 'queued' || one.progress === 'done' || JSON.stringify(one.body) !== same));
  }

  #show(next: Asked): void {
    const others = this.asked.value.filter((one) => one.id !== next.id);
    this.asked.set([...others, next]);
  }
}

/** Those still under way. */
export const queued = (asked: readonly Asked[]): readonly Asked[] => asked.filter((one) => one.progress === 'queued');
