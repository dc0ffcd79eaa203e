import { deleteDB } from 'idb';
import type { OwnSlot } from '#domain/meter/file/book.ts';
import type { UsageFileOptions } from '#domain/meter/file/usageFile.ts';
import { instant } from '#domain/time/instant.ts';
import type { HomeMessage } from '#wire/message/home.ts';
import { HistoryStore } from '../data/historyStore.ts';
import { PageOutbox } from '../data/openOutbox.ts';
import type { LinkStatus } from '../link/link.ts';
import { HistoryError, HistorySource } from '../link/historySource.ts';
import { readUsageFile, type ReadAnswer, type UsageReading } from '../planning/usageReader.ts';
import { freshnessOf, type Freshness } from './freshness.ts';
import { History } from './history.ts';
import { HomeModel } from './homeModel.ts';
import { Memory } from './memory.ts';
import { Requests } from './requests.ts';
import { Store } from './store.ts';
import { Undo } from './undo.ts';
import { addToCopy, OWN } from './ownCopy.ts';

/** A phone's clock may be behind, ms. */
const CLOCK_ERROR = 86_400_000;

/** What was kept of a person's files. */
export interface OwnKept {
  /** The file that was added last, and when, ms UTC. */
  readonly file: string;
  readonly readAt: number;
  /** IANA zone of its days. */
  readonly zone: string;
  /** ms UTC, of all that is kept. */
  readonly start: number;
  readonly end: number;
  /** mWh. */
  readonly imported: number | null;
  readonly exported: number | null;
}

export type { ReadAnswer } from '../planning/usageReader.ts';

/**
 * A home without a gateway: its past is what a person's own files told, kept on this device. What screens ask of a link is
 * answered as by a home that is not there.
 */
export class OwnHome {
  readonly model = new HomeModel(() => performance.now());
  readonly memory = new Memory(OWN, () => Date.now());
  readonly requests = new Requests({ outbox: new PageOutbox(), home: OWN, alone: (work) => work(), wall: () => Date.now(), newId: () => OWN, tell: () => undefined });
  readonly undo = new Undo(() => performance.now());
  readonly status = new Store<LinkStatus>('idle');
  readonly pulse = new Store(0);
  readonly demo = null;
  readonly choice = { kind: 'demo', only: true } as const;
  readonly kept = new Store<OwnKept | null>(null);
  #history: History | undefined;

  static async open(): Promise<OwnHome> {
    const home = new OwnHome();
    await home.memory.open();
    await home.memory.restore(home.model);
    await home.#tell();
    return home;
  }

  badge(): 'not-paired' {
    return 'not-paired';
  }

  gridFreshness(): Freshness {
    return freshnessOf(null, this.model.clock.now(), 0, 1);
  }

  /** Nothing is planned here. */
  planner(): Promise<never> {
    return Promise.reject(new Error('a home of files has nothing to plan'));
  }

  async phones(): Promise<null> {
    return null;
  }

  async records(): Promise<null> {
    return null;
  }

  async history(): Promise<History> {
    this.#history ??= new History({
      source: new HistorySource(allTold),
      using: (work) => this.memory.using(work),
      ahead: null,
      now: () => this.model.clock.now(),
      alone: (work) => work(),
      tell: () => undefined,
      idle: async () => undefined,
      later: async () => undefined,
    });
    return this.#history;
  }

  /** Reads a file in a worker. @throws as `readUsageFile`. */
  read(file: Blob, asked: Omit<UsageFileOptions, 'latest'>, reading: UsageReading): Promise<ReadAnswer> {
    return readUsageFile(file, { ...asked, latest: instant(Date.now() + CLOCK_ERROR) }, reading);
  }

  /** Adds what a file told. @returns false when this browser keeps nothing. */
  async keep(slots: readonly OwnSlot[], file: string, zone: string): Promise<boolean> {
    const now = Date.now();
    const body: HomeMessage = { name: file, zone, currency: 'EUR', clock: { wall: now, speed: 1, trust: 'floor' }, source: 'meter', gateway: OWN };
    const envelope = { v: 1, storeId: OWN, boot: OWN, seq: now, time: now, body };
    const done = await this.memory.using(async (replica) => {
      await replica.put({ name: 'home', envelope, receivedAt: now });
      await addToCopy(replica, slots, zone);
      return true;
    });
    if (done !== true) return false;
    this.model.restore('home', envelope, 0);
    (await this.history()).heard();
    await this.#tell();
    return true;
  }

  /** Removes all of it from this device. */
  async erase(): Promise<void> {
    await this.memory.close();
    await deleteDB(`tidewatt-replica-${OWN}`);
    this.model.forget();
    this.kept.set(null);
    await this.memory.open();
  }

  async close(): Promise<void> {
    await this.memory.close();
  }

  async #tell(): Promise<void> {
    const days = (await this.memory.using(({ database }) => new HistoryStore(database).days())) ?? [];
    const { home } = this.model.facts;
    const [first, last] = [days[0], days.at(-1)];
    if (!home.body || !first || !last) return this.kept.set(null);
    const sum = (values: readonly (number | null)[]): number | null => values.reduce<number | null>((all, one) => (one === null ? all : (all ?? 0) + one), null);
    this.kept.set({
      file: home.body.name, readAt: home.body.clock.wall, zone: home.body.zone, start: first.start, end: last.end,
      imported: sum(days.map(({ importEnergy }) => importEnergy)), exported: sum(days.map(({ exportEnergy }) => exportEnergy)),
    });
  }
}

/** Nobody has more of this past than this device. */
const allTold = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const { searchParams } = new URL(path, 'http://own.invalid/');
  const kind = searchParams.get('kind');
  if (kind === null) throw new HistoryError('away');
  const chunk = { format: 1, kind, start: Number(searchParams.get('from')), end: Number(searchParams.get('to')), rows: 0, columns: {}, words: {} };
  return new TextEncoder().encode(JSON.stringify({ storeId: OWN, chunk }));
};
