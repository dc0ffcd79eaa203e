import { encodeChunk, type ChunkKind } from '#wire/history/chunk.ts';
import { HISTORY_LOG, HISTORY_PIECE, HISTORY_TOTALS } from '#wire/history/paths.ts';
import { HistoryError, HistorySource } from '../../src/link/historySource.ts';
import { History } from '../../src/state/history.ts';
import { TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { pastDays, pastLog, pastRows } from '../fakes/pastYear.ts';
import type { HomeInTest } from './home.ts';

/** How a home answers when it is asked for its past. */
export type PastAnswer = 'all' | 'nothing' | 'away' | 'never' | 'broken';

const told = (body: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(body));

async function answer(how: PastAnswer, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (how === 'never') return new Promise(() => undefined);
  if (how === 'away') throw new HistoryError('away');
  if (how === 'broken') throw new TypeError('not what a home answers');
  if (path === HISTORY_TOTALS) return told({ storeId: 's', zone: 'Europe/London', days: how === 'all' ? pastDays() : [] });
  if (path.startsWith(HISTORY_LOG)) return told({ storeId: 's', records: how === 'all' ? pastLog() : [], next: null });
  const query = new URLSearchParams(path.slice(HISTORY_PIECE.length + 1));
  const [kind, start, end] = [query.get('kind') as ChunkKind, Number(query.get('from')), Number(query.get('to'))];
  const rows = how === 'all' ? pastRows(kind, start, end) : [];
  return told({ storeId: 's', chunk: encodeChunk({ kind, start, end }, Object.keys(rows[0] ?? {}), rows) });
}

/** The home with a past of a year; nothing is kept on the phone. */
export function withPast(home: HomeInTest, how: PastAnswer = 'all'): HomeInTest {
  const history = new History({
    source: new HistorySource((path) => answer(how, path)),
    using: async () => undefined,
    ahead: null,
    now: () => TOLD_AT,
    alone: (work) => work(),
    tell: () => undefined,
    idle: async () => undefined,
    later: async () => undefined,
  });
  return { ...home, history: async () => history };
}
