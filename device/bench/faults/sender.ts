import type { Instant } from '#domain/time/instant.ts';
import type { OutsideEvent } from './controlProcess.ts';
import type { Portion } from './owed.ts';

/** How a message comes: as an event that its carrier has made of it at control's time, or signed, to be verified there. */
export type Carried = { readonly event: (id: string, wall: Instant) => OutsideEvent } | { readonly jws: string };

/** One message of a source: what it says, and what that obliges to when it is acknowledged; null = to nothing that is known here. */
export interface Utterance {
  readonly id: string;
  readonly carried: Carried;
  readonly portions: readonly Portion[] | null;
}

/** When a word begins and ends, where its sender says that; ms UTC. */
export interface Times {
  readonly start?: number;
  readonly end?: number;
}

/** How a source says things. Values are in its own unit, W or A; null lifts. */
export interface Voice {
  /** A sign of life; null where none is agreed. @param isOwn not of somebody else who uses the same name. */
  beat(isOwn: boolean): Carried | null;
  /** ms after which the word is said anew though it was answered; null = never. */
  readonly renews: number | null;
  word(value: number | null, sequence: number, times?: Times): Omit<Utterance, 'id'>;
  /** Everything off until released, after the supply was away; null where that is not agreed. */
  hold(isOn: boolean, sequence: number): Omit<Utterance, 'id'> | null;
  /** What cannot be read, under numbers from `sequence` on. */
  malformed(sequence: number): readonly Carried[];
}

/** The other side of a source of limits, whatever it speaks through. */
export interface Sender {
  silent: boolean;
  /** What was said last has been answered. */
  readonly acknowledged: boolean;
  say(value: number | null): void;
  answered(id: string, done: boolean): void;
  /** The connection was ended by the other side. */
  hungUp(): void;
  /** It comes anew, as it does after any break. */
  reconnected(): void;
  /** The supply of the home is back (E6), and later all is well. */
  restored(): void;
  settled(): void;
  /** Somebody else speaks in its name (F15). */
  impersonated(): void;
  /** F38, F39 and F40: what cannot be read, what was said before, and what is asked in bad faith. @param n how often it came so far. */
  malformed(n: number): void;
  replayed(n: number): void;
  hostile(): void;
}
