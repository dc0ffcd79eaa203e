import type { StoredCredential } from '../data/credentials.ts';
import { recentOverHttp } from '../link/recentOverHttp.ts';
import { historyOverHttp } from '../link/historyOverHttp.ts';
import { historyOverPort } from '../link/historyOverPort.ts';
import { HistoryError, HistorySource, type AskHistory } from '../link/historySource.ts';
import type { HomeLink, LinkStatus } from '../link/link.ts';
import { PortLink } from '../link/portLink.ts';
import { History } from './history.ts';
import type { HomeModel } from './homeModel.ts';
import { keepWhenUsed } from './lasting.ts';
import type { Memory } from './memory.ts';
import { PastDays } from './pastDays.ts';
import type { PreferenceStore } from './preferences.ts';
import type { Store } from './store.ts';

export interface HistoryParts {
  /** Null = the demo home. */
  readonly credential: StoredCredential | null;
  readonly link: HomeLink;
  readonly status: Store<LinkStatus>;
  readonly memory: Memory;
  readonly model: HomeModel;
  readonly preferences: PreferenceStore;
  readonly base: URL;
}

/** ms a busy page is left alone at most before the next piece is fetched. */
const LONGEST_BUSY = 2_000;

/**
 * The history of one home on this page, fetched while the link stands: today and the days before first, which the first
 * screens are drawn from, then the rest. A demo home begins anew at each visit: of it nothing is kept.
 */
export function openHistory(parts: HistoryParts): History {
  const history = historyOf(parts);
  const { credential, status, memory, model, base } = parts;
  if (!credential) return history;
  const recent = new PastDays(model, memory, recentOverHttp(base, credential));
  const follow = (): void => {
    if (status.value !== 'connected') return history.end();
    recent.connected();
    history.start();
  };
  status.watch(follow);
  // Of another store nothing was taken until the home's first word said which it is now.
  memory.turned.watch(() => {
    history.end();
    follow();
  });
  // A page that stays open for days fetches each day when it is over.
  let day: number | undefined;
  model.facts.today.watch(() => {
    const { body } = model.facts.today;
    if (body && day !== undefined && body.start !== day) follow();
    day = body?.start;
  });
  follow();
  keepWhenUsed(model);
  return history;
}

/** A home that is known to be out of reach is not asked: screens say so at once. */
const whileLinked = (status: Store<LinkStatus>, ask: AskHistory): AskHistory => async (path, signal) => {
  if (status.value !== 'connected') throw new HistoryError('away');
  return ask(path, signal);
};

function historyOf({ credential, link, status, memory, model, preferences, base }: HistoryParts): History {
  const name = `tidewatt-history-${credential?.credential ?? 'demo'}`;
  const channel = new BroadcastChannel(name);
  const history = new History({
    source: new HistorySource(credential ? whileLinked(status, historyOverHttp(base, credential)) : historyOverPort(portOf(link))),
    using: credential ? (work) => memory.using(work) : async () => undefined,
    ahead: credential ? { isWanted: () => preferences.value.past, want: (past) => preferences.choose({ past }) } : null,
    now: () => model.clock.now(),
    alone: (work, signal) => alone(name, work, signal),
    tell: () => channel.postMessage(null),
    idle,
    later,
  });
  channel.addEventListener('message', () => history.heard());
  return history;
}

function portOf(link: HomeLink): PortLink {
  if (!(link instanceof PortLink)) throw new Error('a demo home has a port');
  return link;
}

/** One tab at a time; without locks (an address that is not secure) each for itself: twice fetched is the same. */
async function alone(name: string, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  await (locks ? locks.request(name, { signal }, work) : work());
}

/** Fetching waits until the page has drawn and answered. */
const idle = (): Promise<void> => new Promise((resolve) => ('requestIdleCallback' in globalThis ? requestIdleCallback(() => resolve(), { timeout: LONGEST_BUSY }) : setTimeout(resolve, 50)));

const later = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
