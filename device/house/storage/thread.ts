import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Journal } from './journal.ts';
import type { FromStorage, ToStorage } from './protocol.ts';
import { Telemetry } from './telemetry.ts';

const HOUR = 3_600_000;

interface Stores {
  readonly journal: Journal;
  readonly telemetry: Telemetry;
}

const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

/** Does one thing after the other; what fails is answered and does not end the thread. */
function answer({ journal, telemetry }: Stores, message: ToStorage): FromStorage | undefined {
  switch (message.type) {
    case 'store':
      return attempt(() => journal.store(message.id, message.at, message.record, message.states), { type: 'stored', id: message.id }, (reason) => ({ type: 'store-failed', id: message.id, reason }));
    case 'keep':
      return attempt(() => journal.keep(message.at, message.states), undefined, (reason) => ({ type: 'flush-failed', reason }));
    case 'withdraw':
      return attempt(() => journal.withdraw(message.at, message.ids, message.states), undefined, (reason) => ({ type: 'flush-failed', reason }));
    case 'flush':
      return attempt(() => telemetry.flush(message.readings, message.slots, message.excursions), { type: 'flushed' }, (reason) => ({ type: 'flush-failed', reason }));
    case 'history':
      return history(telemetry, message);
    case 'close':
      journal.close();
      telemetry.close();
      return { type: 'closed' };
  }
}

function attempt(work: () => void, done: FromStorage | undefined, failed: (reason: string) => FromStorage): FromStorage | undefined {
  try {
    work();
    return done;
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function history(telemetry: Telemetry, { ask, from, to, most }: Extract<ToStorage, { type: 'history' }>): FromStorage {
  try {
    return { type: 'history', ask, intervals: telemetry.history(from, to, most) };
  } catch (error) {
    return { type: 'history-failed', ask, reason: reasonOf(error) };
  }
}

/** The storage thread of house: SQLite is synchronous, so a slow disk blocks this thread and nothing else. */
function serve(port: MessagePort, folder: string): void {
  const journal = Journal.open(folder);
  const telemetry = Telemetry.open(folder);
  const say = (message: FromStorage | undefined): void => message && port.postMessage(message);
  const tidy = (): void => {
    try {
      journal.tidy(Date.now());
    } catch (error) {
      say({ type: 'flush-failed', reason: reasonOf(error) });
    }
  };
  port.on('message', (message: ToStorage) => {
    say(answer({ journal, telemetry }, message));
    if (message.type === 'close') port.close();
  });
  setInterval(tidy, HOUR).unref();
  say({ type: 'open', storeId: journal.storeId, states: journal.states(), lastIds: journal.lastIds(), notes: [...journal.notes, ...telemetry.notes] });
  tidy();
}

if (parentPort && typeof workerData === 'string') serve(parentPort, workerData);
