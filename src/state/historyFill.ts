import type { ChunkEntry, HistoryIndex } from '#wire/history/catalogue.ts';
import { HistoryStore } from '../data/historyStore.ts';
import type { Replica } from '../data/replica.ts';
import type { ChunkKey } from '../data/replicaSchema.ts';
import { HistoryError, type HistorySource } from '../link/historySource.ts';
import { difference, openTail } from './historyWanted.ts';

/** What filling needs; `using` as of the memory: undefined = this phone keeps nothing. */
export interface FillTools {
  readonly source: HistorySource;
  readonly using: <T>(work: (replica: Replica) => Promise<T>) => Promise<T | undefined>;
  /** Resolves when the page has nothing better to do. */
  readonly idle: () => Promise<void>;
  /** The home's time, ms UTC; null = not known. */
  readonly now: () => number | null;
  /** Something new can be read: `total` chunks are wanted, `done` are there. */
  readonly told: (done: number, total: number) => void;
}

/** Another home's history came between: everything begins anew with the next connection. */
class OtherStore extends Error {}

/**
 * Brings this phone's history up to its home's: totals first, then the chunks it lacks, the newest first, then what is not
 * sealed yet. Each chunk is kept when it is there, so that the next run goes on where this one was cut.
 * @returns whether all of it is here. @throws HistoryError
 */
export async function fill(tools: FillTools, signal: AbortSignal): Promise<boolean> {
  try {
    const { storeId, days } = await tools.source.totals(signal);
    if (!(await keep(tools, (store) => store.putDays(days.filter(isOver(tools.now())), storeId)))) return false;
    const index = await tools.source.index(signal);
    const whole = await fetchLacking(tools, index, signal);
    await fetchTail(tools, index, signal);
    return whole;
  } catch (error) {
    if (error instanceof OtherStore) return false;
    throw error;
  }
}

/** Of a day that still runs the home tells a part only: kept, it would stand for the whole. @param now null = not known. */
const isOver = (now: number | null) => ({ end }: { readonly end: number }): boolean => now === null || end <= now;

/** @returns false when this phone keeps nothing. */
async function keep(tools: FillTools, work: (store: HistoryStore) => Promise<boolean>): Promise<boolean> {
  const kept = await tools.using((replica) => work(new HistoryStore(replica.database)));
  if (kept === false) throw new OtherStore();
  return kept === true;
}

const knownOf = async ({ using }: FillTools): Promise<readonly ChunkKey[]> => (await using((replica) => new HistoryStore(replica.database).known())) ?? [];

async function fetchLacking(tools: FillTools, { chunks, storeId }: HistoryIndex, signal: AbortSignal): Promise<boolean> {
  const { lacking, held, spare } = difference(chunks, await knownOf(tools));
  const total = held + lacking.length;
  let done = held;
  tools.told(done, total);
  for (const entry of lacking) {
    await tools.idle();
    if (signal.aborted) throw new HistoryError('away');
    if (await fetchOne(tools, entry, storeId, signal)) tools.told(++done, total);
  }
  await tools.using((replica) => new HistoryStore(replica.database).remove(spare));
  return done === total;
}

/** One that was replaced meanwhile, or came damaged, is left for the next run: it keeps nobody from the others. */
async function fetchOne({ source, ...tools }: FillTools, entry: ChunkEntry, storeId: string, signal: AbortSignal): Promise<boolean> {
  try {
    const chunk = await source.chunk(entry, signal);
    return await keep({ source, ...tools }, (store) => store.put(chunk, entry.hash, storeId));
  } catch (error) {
    if (error instanceof HistoryError && (error.id === 'gone' || error.id === 'damaged')) return false;
    throw error;
  }
}

/** Minutes since the last sealed day, for who looks at the last hour without the home. */
async function fetchTail(tools: FillTools, { chunks }: HistoryIndex, signal: AbortSignal): Promise<void> {
  const now = tools.now();
  if (now === null) return;
  const { start, end } = openTail(chunks, await knownOf(tools), 'minutes', now);
  const { chunk, storeId } = await tools.source.piece('minutes', start, end, signal);
  await keep(tools, (store) => store.put(chunk, null, storeId));
}
