import { HISTORY_LOG, HISTORY_TOTALS } from '#wire/history/paths.ts';
import { HistoryError } from '../../src/link/historySource.ts';
import { toldHome } from '../../src/state/toldHome.ts';
import { homeMessages, TOLD_AT } from '../../src/ui/gallery/exampleHome.ts';
import { answerPast } from '../../src/ui/gallery/examplePast.ts';
import type { HomeInTest } from './home.ts';

/** How a home answers when it is asked for its past; `partly`: the sums of its days, and then no more. */
export type PastAnswer = 'all' | 'partly' | 'nothing' | 'away' | 'never' | 'broken';

const told = (body: object): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify({ storeId: 's', ...body }));

async function answer(how: PastAnswer, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (how === 'all') return answerPast(path);
  if (how === 'never') return new Promise(() => undefined);
  if (how === 'partly' && path === HISTORY_TOTALS) return answerPast(path);
  if (how === 'away' || how === 'partly') throw new HistoryError('away');
  if (how === 'broken') throw new TypeError('not what a home answers');
  if (path === HISTORY_TOTALS) return told({ zone: 'Europe/London', days: [] });
  if (path.startsWith(HISTORY_LOG)) return told({ records: [], next: null });
  return told({ chunk: { format: 1, kind: 'slots', start: 0, end: 1, rows: 0, columns: {}, words: {} } });
}

/** A home with a past of a year, or one that tells of it otherwise; nothing is kept on the phone. */
export const pastHome = (how: PastAnswer = 'all', messages = homeMessages()): HomeInTest => toldHome({ told: messages, at: TOLD_AT, past: (path) => answer(how, path) });
