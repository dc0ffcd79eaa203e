import type { StateBodies } from '#wire/message/index.ts';
import type { StateName } from '#wire/topics.ts';
import { PageOutbox } from '../data/openOutbox.ts';
import { HistoryError, HistorySource, type AskHistory } from '../link/historySource.ts';
import type { LinkStatus } from '../link/link.ts';
import { Phones } from '../link/phones.ts';
import { Records } from '../link/records.ts';
import { badgeOf } from './badge.ts';
import { freshnessOf } from './freshness.ts';
import { History } from './history.ts';
import { HomeModel } from './homeModel.ts';
import { Memory } from './memory.ts';
import type { Planner } from './proposals.ts';
import { Requests } from './requests.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';
import { Undo } from './undo.ts';

type Shown = Pick<Session, 'model' | 'memory' | 'requests' | 'undo' | 'status' | 'pulse' | 'choice' | 'demo' | 'badge' | 'gridFreshness' | 'planner' | 'history' | 'phones' | 'records'>;

/** A home that somebody tells of by hand: for the gallery, and for tests of screens. */
export interface ToldHome extends Shown {
  tell<Name extends StateName>(name: Name, body: StateBodies[Name]): void;
  /** @param ms that go by. */
  pass(ms: number): void;
  become(status: LinkStatus): void;
}

export interface Telling {
  readonly told: Partial<StateBodies>;
  /** When it is told, ms UTC. */
  readonly at: number;
  /** What its gateway answers over HTTP; nothing answers without it. */
  readonly answer?: typeof fetch;
  /** What it answers of its past, by path; it is away without it. */
  readonly past?: AskHistory;
  /** What plans; nothing is ever planned without it. */
  readonly planner?: Promise<Planner>;
}

const silent: typeof fetch = () => Promise.reject(new TypeError('nothing answers'));

/** A home without a link: it knows what it was told, its time stands still, and what it is asked waits for ever. */
export function toldHome({ told, at, answer = silent, past = away, planner = forEver }: Telling): ToldHome {
  let mono = 0;
  let ids = 0;
  let seq = 0;
  const model = new HomeModel(() => mono);
  const status = new Store<LinkStatus>('connected');
  const pulse = new Store(0);
  model.clock.connected(true);
  const requests = new Requests({ outbox: new PageOutbox(), home: 'told', alone: (work) => work(), wall: () => mono, newId: () => `r${++ids}`, tell: () => undefined });
  const gridFreshness = () => freshnessOf(model.facts.grid.body?.at ?? null, model.clock.now(), model.facts.grid.body?.period ?? 0, model.clock.pace);
  const memory = new Memory('told', () => mono);
  const credential = { credential: 'told', secret: '' };
  const asking = { base: new URL('http://home.invalid/'), credential, send: answer };
  const home: ToldHome = {
    model,
    memory,
    requests,
    undo: new Undo(() => mono),
    status,
    pulse,
    demo: null,
    choice: { kind: 'gateway', credential },
    gridFreshness,
    planner: () => planner,
    history: () => Promise.resolve(historyOf(memory, at, past)),
    phones: () => Promise.resolve(new Phones(asking)),
    records: () => Promise.resolve(new Records(asking)),
    badge: () => badgeOf({ home: 'gateway', status: status.value, link: model.facts.link.body, grid: model.facts.grid.body, gridFreshness: gridFreshness() }),
    tell: (name, body) => model.receive(`tw/state/${name}`, JSON.stringify({ v: 1, storeId: 's', boot: 'b', seq: ++seq, time: at, body })),
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

const forEver: Promise<Planner> = new Promise(() => undefined);
const away: AskHistory = () => Promise.reject(new HistoryError('away'));

/** What the memory holds, and what is answered; nothing is fetched ahead. */
const historyOf = (memory: Memory, at: number, past: AskHistory): History =>
  new History({
    source: new HistorySource(past),
    using: (work) => memory.using(work),
    ahead: null,
    now: () => at,
    alone: (work) => work(),
    tell: () => undefined,
    idle: () => Promise.resolve(),
    later: () => Promise.resolve(),
  });
