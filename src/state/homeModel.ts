import * as v from 'valibot';
import { limitSchema } from '#wire/message/limit.ts';
import { parseState, VERSION, type StateEnvelope } from '#wire/envelope.ts';
import { LIVE_GRID, stateNameOf, type StateName } from '#wire/topics.ts';
import { HeldBinds } from './boundLimit.ts';
import { allFacts, emptyFacts, type Facts } from './facts.ts';
import { HomeClock } from './homeClock.ts';
import { Store } from './store.ts';

/** What a page was told and may keep. */
export type Taken = (name: StateName, envelope: StateEnvelope) => void;

/** Everything the pages know of one home: facts by name, and its clock. */
export class HomeModel {
  readonly facts: Facts = emptyFacts();
  readonly clock: HomeClock;
  /** True when the gateway speaks another wire version than this app: it shows what it can read, asks nothing and offers the update. */
  readonly outdated = new Store(false);
  /** Then: the gateway is the older of the two. */
  readonly gatewayOlder = new Store(false);
  readonly #binds = new HeldBinds();
  #boot: string | null = null;
  /** The number of the message that set the clock: what was said before it does not tell how late it is. */
  #set = 0;

  constructor(
    mono: () => number,
    private readonly taken: Taken = () => undefined,
  ) {
    this.clock = new HomeClock(mono);
  }

  /** A message of the link; what is malformed or not for us is dropped. */
  receive(topic: string, payload: string): void {
    const name = topic === LIVE_GRID ? 'grid' : stateNameOf(topic);
    const parsed = name === undefined ? undefined : parseState(payload);
    if (name === undefined || !parsed?.ok) return;
    this.#tell(name, parsed.value, topic === LIVE_GRID);
  }

  /** What this phone kept. @param elapsed real ms since it was heard. */
  restore(name: StateName, envelope: StateEnvelope, elapsed: number): void {
    if (!this.facts[name].take(envelope, 'restored')) return;
    this.clock.atLeast(envelope.time + Math.max(0, elapsed));
  }

  forget(): void {
    for (const fact of allFacts(this.facts)) fact.forget();
  }

  #tell(name: StateName, envelope: StateEnvelope, live: boolean): void {
    this.gatewayOlder.set(envelope.v < VERSION);
    this.outdated.set(envelope.v !== VERSION);
    if (!this.facts[name].take(name === 'limit' ? this.#held(envelope) : envelope, 'home')) return;
    this.#time(envelope, live);
    this.taken(name, envelope);
  }

  #held(envelope: StateEnvelope): StateEnvelope {
    const { success, output } = v.safeParse(limitSchema, envelope.body);
    return success ? { ...envelope, body: this.#binds.hold(output) } : envelope;
  }

  #time(envelope: StateEnvelope, live: boolean): void {
    const home = this.facts.home.body;
    if (home) this.clock.runAt(home.clock.speed);
    const rebooted = envelope.boot !== this.#boot;
    this.#boot = envelope.boot;
    if (live || rebooted) {
      this.clock.set(envelope.time);
      this.#set = envelope.seq;
    } else if (envelope.seq > this.#set) this.clock.atLeast(envelope.time);
  }
}
