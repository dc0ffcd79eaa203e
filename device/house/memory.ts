import type { Now } from '#domain/time/now.ts';
import type { FromHouse } from '../channel.ts';
import type { HomeTime } from './homeTime.ts';
import type { LinkState } from './linkState.ts';
import { log } from './log.ts';
import type { HouseLoop } from './loop.ts';
import type { HouseOptions } from './options.ts';
import { restoredOf } from './restored.ts';
import { Storage, type Opened } from './storage/storage.ts';
import { StoreName } from './storeName.ts';
import { keptAt, statesOfNow } from './timeline.ts';
import { stampOf } from './timeStamp.ts';

/** Real ms. */
const CLOSE_WITHIN = 1_500;

interface MemoryParts {
  readonly options: HouseOptions;
  readonly module: URL;
  readonly time: HomeTime;
  readonly link: LinkState;
  readonly loop: () => HouseLoop;
  readonly tell: (message: FromHouse) => void;
  /** The databases are open, for the first time or again. */
  readonly opened: (isFirst: boolean) => void;
}

/** What the house keeps over restarts: the machines' states, the journal of house and control, and telemetry. */
export class Memory {
  readonly storage: Storage;
  readonly #name: StoreName;
  /** Records of control on their way into the journal. */
  readonly #ofControl = new Set<string>();
  #opened: Opened | null = null;
  /** Whether the machines' states are those of this home: before they are restored they would overwrite what is kept. */
  #isLive = false;

  constructor(private readonly parts: MemoryParts) {
    this.#name = new StoreName(parts.options.stateDir);
    this.storage = new Storage({
      folder: parts.options.stateDir,
      module: parts.module,
      opened: (opened) => this.#open(opened),
      stored: (id) => this.#stored(id),
      failed: (id, reason) => this.#failed(id, reason),
      changed: (storage, reason) => {
        log(storage === 'ok' ? 'storage answers again' : `storage failed: ${reason}`);
        parts.link.set({ storage });
      },
      space: (disk) => {
        log(`the disk is ${disk === 'ok' ? 'roomy enough again' : disk}`);
        parts.link.set({ disk });
      },
      note: log,
      at: () => parts.time.now()?.wall ?? 0,
      clock: () => stampOf(parts.time.now()),
      states: () => this.#states(),
    });
  }

  /** Undefined before any store was ever open here. */
  get storeId(): string | undefined {
    return this.#name.name;
  }

  /** Gives the machines their kept states, where there are any. Call it once the time is known. */
  restore(now: Now): void {
    this.#isLive = true;
    if (this.#opened) this.parts.loop().restore(statesOfNow(this.#opened.states, this.parts.options, now.wall), this.#opened.lastIds);
  }

  storeOfControl(id: string, record: unknown): void {
    this.#ofControl.add(id);
    this.storage.store(id, record, {});
  }

  /** A record of a machine, with the states that hold once it is stored. */
  store(id: string, record: unknown): void {
    this.storage.store(id, record, this.#withTimeline(this.parts.loop().statesWith(id)));
  }

  /** States kept and telemetry flushed, as each minute. */
  keep(): void {
    if (this.#isLive && this.#opened) this.storage.keep(this.#states());
    this.storage.flush();
  }

  close(): Promise<void> {
    return this.storage.close(this.#isLive ? this.#states() : {}, CLOSE_WITHIN);
  }

  /** @throws when storage is down. */
  async erase(): Promise<void> {
    this.#isLive = false;
    await this.storage.erase();
  }

  #states = (): Opened['states'] => this.#withTimeline(this.parts.loop().states);

  #withTimeline(states: Opened['states']): Opened['states'] {
    const now = this.parts.time.now();
    return now ? keptAt(states, this.parts.options, now.wall) : states;
  }

  #open(opened: Opened): void {
    for (const note of opened.notes) log(note);
    this.parts.link.set({ restored: restoredOf(opened) });
    this.#name.confirm(opened.storeId);
    const isFirst = this.#opened === null;
    this.#opened = opened;
    this.parts.opened(isFirst);
  }

  #stored(id: string): void {
    if (this.#ofControl.delete(id)) this.parts.tell({ type: 'stored', id });
    else this.parts.loop().dispatch({ kind: 'stored', id });
  }

  #failed(id: string, reason: string): void {
    if (this.#ofControl.delete(id)) this.parts.tell({ type: 'store-failed', id, reason });
    else this.parts.loop().dispatch({ kind: 'store-failed', id, reason });
  }
}
