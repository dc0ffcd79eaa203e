import type { RequestBody } from '#wire/message/request.ts';
import type { Asked } from './requests.ts';
import { Store } from './store.ts';

/** The last thing that was asked, and what takes it back. */
export interface Undoable {
  /** The sentence that says it, in the language of the screen. */
  readonly said: string;
  readonly asked: RequestBody;
  readonly inverse: RequestBody;
  /** ms of the page's own running clock at which the offer ends. */
  readonly until: number;
}

/** U18: safe choices are not confirmed, they can be taken back for this long. */
export const UNDO_FOR = 10_000;

/** One offer to take the last act back; a new act replaces it. */
export class Undo {
  readonly offer = new Store<Undoable | null>(null);

  /** @param mono the page's running clock, ms. */
  constructor(private readonly mono: () => number) {}

  put(said: string, asked: RequestBody, inverse: RequestBody): void {
    this.offer.set({ said, asked, inverse, until: this.mono() + UNDO_FOR });
  }

  /** Taken or over. */
  clear(): void {
    this.offer.set(null);
  }

  /** To be called now and then. */
  expire(): void {
    if (this.offer.value && this.mono() >= this.offer.value.until) this.clear();
  }
}

/** What was refused or came too late has nothing to be taken back. A request that waited in the database is a copy of what was asked. */
export function standingUndo(offer: Undoable | null, asked: readonly Asked[]): Undoable | null {
  if (!offer) return null;
  const wanted = JSON.stringify(offer.asked);
  const progress = asked.findLast(({ body }) => JSON.stringify(body) === wanted)?.progress;
  return progress === undefined || progress === 'queued' || progress === 'done' ? offer : null;
}
