import type { ReadHistory } from '../link/recentOverHttp.ts';
import type { HomeModel } from './homeModel.ts';
import type { Memory } from './memory.ts';

const DAY = 86_400_000;
/** Days before today that low, usual and high are learned from (U5). */
const BEHIND = 14;

/** Fills this phone's half-hours from what its home remembers: a phone that was away, or is new, need not learn anew. */
export class PastDays {
  #wanted = false;

  constructor(
    private readonly model: HomeModel,
    private readonly memory: Pick<Memory, 'keepHistory'>,
    private readonly read: ReadHistory,
  ) {
    // What day it is at home is known from its first word after the connection.
    model.facts.today.watch(() => void this.#fill());
  }

  /** The home is there: its past is asked for once. */
  connected(): void {
    this.#wanted = true;
    void this.#fill();
  }

  /** Today first, which a person may be looking at, then the days before. */
  async #fill(): Promise<void> {
    const today = this.model.facts.today.body;
    if (!this.#wanted || !today) return;
    this.#wanted = false;
    await this.#take(today.start, today.end);
    await this.#take(today.start - BEHIND * DAY, today.start);
  }

  async #take(from: number, to: number): Promise<void> {
    const history = await this.read(from, to);
    if (history) await this.memory.keepHistory(history);
  }
}
