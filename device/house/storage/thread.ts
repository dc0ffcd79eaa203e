import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { answersOf } from './answers.ts';
import type { FromStorage, ThreadOptions, ToStorage } from './protocol.ts';
import type { Answers, Question, QuestionKind } from './questions.ts';
import type { SpaceState } from './space.ts';
import { closeStores, openStores, type Stores } from './stores.ts';

const HOUR = 3_600_000;
const SECOND = 1_000;
/** Telemetry waits for room on the disk. */
const NO_ROOM = 'disk-full';

type Say = (message: FromStorage) => void;

const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

/** Does one thing after the other; what fails is answered and does not end the thread. */
class Desk {
  readonly #answers: Answers;
  #space: SpaceState = 'ok';
  /** The home's hour in which the day's copies were looked to last. */
  #tidied: number | null = null;

  constructor(
    private readonly stores: Stores,
    private readonly say: Say,
  ) {
    this.#answers = answersOf(stores);
  }

  take(message: ToStorage): void {
    const { journal } = this.stores;
    switch (message.type) {
      case 'store':
        return this.#insist(() => journal.store(message.id, message.at, message.record, message.states), { type: 'stored', id: message.id }, (reason) => ({ type: 'store-failed', id: message.id, reason }));
      case 'keep':
        this.#insist(() => journal.keep(message.at, message.states), null, (reason) => ({ type: 'keep-failed', reason }));
        return this.#tidy(message.at);
      case 'withdraw':
        return this.#insist(() => journal.withdraw(message.at, message.ids, message.states), null, (reason) => ({ type: 'keep-failed', reason }));
      case 'flush':
        this.#flush(message);
        return this.#tidy(message.at);
      case 'ask':
        return this.#answer(message);
      case 'close':
        closeStores(this.stores);
        return this.say({ type: 'closed' });
    }
  }

  /** What is done by the second: the disk is looked at, and the ballast laid down. */
  look(): void {
    this.#attempt(() => {
      this.stores.space.hold();
      const { state } = this.stores.space;
      if (state !== this.#space) this.say({ type: 'space', state });
      this.#space = state;
    });
  }

  /** The day's copies, looked to once in each hour of the home's time: a replayed month makes those of a month. */
  #tidy(at: number): void {
    const hour = Math.floor(at / HOUR);
    if (hour === this.#tidied) return;
    this.#tidied = hour;
    for (const store of [this.stores.journal, this.stores.telemetry]) this.#attempt(() => store.tidy(at));
  }

  #flush({ at, batches, clock }: Extract<ToStorage, { type: 'flush' }>): void {
    const { telemetry, sealer, space, segments } = this.stores;
    try {
      if (space.state === 'full') return this.say({ type: 'flush-failed', reason: NO_ROOM });
      telemetry.flush(batches, clock);
      this.say({ type: 'flushed' });
    } catch (error) {
      return this.say({ type: 'flush-failed', reason: reasonOf(error) });
    }
    if (clock.trust !== 'none') this.#attempt(() => sealer.seal(at));
    for (const note of segments.notes.splice(0)) this.say({ type: 'note', note });
  }

  /** The journal's work: on a full disk it is done in the ballast's room. */
  #insist(work: () => void, done: FromStorage | null, failed: (reason: string) => FromStorage): void {
    try {
      this.stores.space.insist(work);
      if (done) this.say(done);
    } catch (error) {
      this.say(failed(reasonOf(error)));
    }
  }

  /** Work that nobody waits for: that it failed is said, and it comes again. */
  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.say({ type: 'note', note: `not done for now: ${reasonOf(error)}` });
    }
  }

  #answer<K extends QuestionKind>({ ask, kind, asked }: Question & { readonly kind: K }): void {
    try {
      const answer = (this.#answers[kind] as (asked: unknown) => unknown)(asked);
      this.say({ type: 'answer', ask, answer });
    } catch (error) {
      this.say({ type: 'answer-failed', ask, reason: reasonOf(error) });
    }
  }
}

const isLast = (message: ToStorage): boolean => message.type === 'close' || (message.type === 'ask' && message.kind === 'erase');

/** The storage thread of house: SQLite is synchronous, so a slow disk blocks this thread and nothing else. */
function serve(port: MessagePort, options: ThreadOptions): void {
  const stores = openStores(options);
  const say: Say = (message) => port.postMessage(message);
  const desk = new Desk(stores, say);
  const looking = setInterval(() => desk.look(), SECOND);
  looking.unref();
  port.on('message', (message: ToStorage) => {
    desk.take(message);
    if (!isLast(message)) return;
    clearInterval(looking);
    port.close();
  });
  const { journal, telemetry } = stores;
  say({ type: 'open', storeId: journal.storeId, states: journal.states(), lastIds: journal.lastIds(), notes: [...journal.notes, ...telemetry.notes], replaced: { journal: journal.replaced, telemetry: telemetry.replaced } });
  desk.look();
}

const isThreadOptions = (options: unknown): options is ThreadOptions => typeof options === 'object' && options !== null && 'folder' in options && typeof options.folder === 'string';

if (parentPort && isThreadOptions(workerData)) serve(parentPort, workerData);
