import type { GuardConfig } from '#domain/guard/event.ts';
import type { LimitSource } from '#domain/limit/standing.ts';
import type { SignalsConfig } from '#domain/signal/config.ts';
import type { Contract } from '#domain/signal/contract.ts';
import type { Link } from './link.ts';
import type { Creed } from './owed.ts';
import type { Plant } from './plant.ts';
import type { Sender, Utterance } from './sender.ts';
import type { ContactHost } from './sources/contactBox.ts';
import type { VirtualTime } from './virtualTime.ts';

/** What a sender finds around it. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly fromOperator: Link;
  readonly toOperator: Link;
  readonly contacts: ContactHost;
  /** The true time: ms UTC and virtual ms. */
  clock(): { readonly utc: number; readonly at: number };
  deliver(utterance: Utterance): void;
}

/** What a source says in a run, in its own unit: W, or A a phase. */
export interface Words {
  readonly limited: number;
  /** While the fault runs: in an idle home, in one that is limited. */
  readonly first: number;
  readonly second: number;
  /** When all is cleared: a loosening, which is refused while the clock is not believed, so then a tightening. */
  readonly loosening: number;
  readonly tightening: number;
  /** The largest that is drawn at random. */
  readonly most: number;
}

export type AfterFailsafe = 'protective' | 'standard';

/** One kind of source of limits: the home it binds, what it is configured as, who speaks, and what that obliges to. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** Which way more is worse. */
  readonly direction: 'import' | 'export';
  readonly plant: Plant;
  readonly words: Words;
  /** W by contract, each way. */
  readonly contract: number;
  /** s that it needs before anything goes wrong, beside the others' preparation. */
  readonly lead?: number;
  /** The main fuse by phase, A. */
  readonly fuse?: number;
  readonly guard?: Partial<GuardConfig>;
  readonly signed?: { readonly contract: Contract; readonly machine: Pick<SignalsConfig, 'aims' | 'zone' | 'revoked'> };
  limitSources(afterFailsafe: AfterFailsafe): readonly LimitSource[];
  creed(): Creed;
  sender(around: Surroundings): Sender;
}
