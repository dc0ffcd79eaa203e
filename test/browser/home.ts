import type { StateBodies } from '#wire/message/index.ts';
import type { StateName } from '#wire/topics.ts';
import { PageOutbox } from '../../src/data/openOutbox.ts';
import type { LinkStatus } from '../../src/link/link.ts';
import { HistoryError, HistorySource } from '../../src/link/historySource.ts';
import { badgeOf, type Badge } from '../../src/state/badge.ts';
import { freshnessOf } from '../../src/state/freshness.ts';
import { History } from '../../src/state/history.ts';
import { HomeModel } from '../../src/state/homeModel.ts';
import { Memory } from '../../src/state/memory.ts';
import { PreferenceStore } from '../../src/state/preferences.ts';
import { Requests } from '../../src/state/requests.ts';
import { Store } from '../../src/state/store.ts';
import { Undo } from '../../src/state/undo.ts';
import type { HomeOnScreen } from '../../src/ui/parts/screen.ts';
import { homeMessages, TOLD_AT } from '../fakes/homeMessages.ts';

export interface HomeInTest extends HomeOnScreen {
  tell<Name extends StateName>(name: Name, body: StateBodies[Name]): void;
  pass(ms: number): void;
  become(status: LinkStatus): void;
}

/** A home on the screen without a link: the test tells what is known and lets the time pass. */
export function homeOnScreen(told: Partial<StateBodies> = homeMessages()): HomeInTest {
  let mono = 0;
  let ids = 0;
  let seq = 0;
  const model = new HomeModel(() => mono);
  const status = new Store<LinkStatus>('connected');
  const pulse = new Store(0);
  model.clock.connected(true);
  const requests = new Requests({ outbox: new PageOutbox(), home: 'test', alone: (work) => work(), wall: () => mono, newId: () => `r${++ids}`, tell: () => undefined });
  const gridFreshness = () => freshnessOf(model.facts.grid.body?.at ?? null, model.clock.now(), model.facts.grid.body?.period ?? 0, model.clock.pace);
  const memory = new Memory('test', () => mono);
  const home: HomeInTest = {
    model,
    memory,
    requests,
    undo: new Undo(() => mono),
    status,
    pulse,
    demo: null,
    choice: { kind: 'gateway', credential: { credential: 'test', secret: '' } },
    gridFreshness,
    planOpen: () => undefined,
    history: () => Promise.resolve(historyOf(memory)),
    badge: (): Badge => badgeOf({ home: 'gateway', status: status.value, link: model.facts.link.body, grid: model.facts.grid.body, gridFreshness: gridFreshness() }),
    tell: (name, body) => model.receive(`tw/state/${name}`, JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time: TOLD_AT, body })),
    pass: (ms) => {
      mono += ms;
      pulse.set(pulse.value + 1);
    },
    become: (next) => {
      model.clock.connected(next === 'connected');
      status.set(next);
    },
  };
  for (const [name, body] of Object.entries(told)) home.tell(name as StateName, body as StateBodies[StateName]);
  return home;
}

/** Nothing but what the memory holds: the home tells nothing of its past. */
const historyOf = (memory: Memory): History =>
  new History({
    source: new HistorySource(() => Promise.reject(new HistoryError('away'))),
    using: (work) => memory.using(work),
    ahead: null,
    now: () => TOLD_AT,
    alone: (work) => work(),
    tell: () => undefined,
    idle: () => Promise.resolve(),
    later: () => Promise.resolve(),
  });

export const chosen = (): PreferenceStore => new PreferenceStore(undefined);
