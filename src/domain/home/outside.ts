import type { SignalAnswerEffect } from '../limit/event.ts';
import type { PublishEffect, ReplyEffect } from '../machine/effect.ts';
import type { Effect } from '../machine/machine.ts';
import type { MachineFault } from './home.ts';

/** What one step of a whole home sends out to whoever watches it. */
export interface Outside {
  readonly published: PublishEffect[];
  readonly replies: ReplyEffect[];
  readonly answers: SignalAnswerEffect[];
  /** A machine that threw: in a simulation that is a failure of the run. */
  readonly faults: MachineFault[];
  /** Every effect of every machine, in the order in which they were wanted. */
  readonly effects: Effect[];
  planWanted: boolean;
}

export const nothingOutside = (): Outside => ({ published: [], replies: [], answers: [], faults: [], effects: [], planWanted: false });
