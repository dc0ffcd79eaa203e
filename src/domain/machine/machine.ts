import type { Now } from '../time/now.ts';

/** What a machine wants done outside; `id` comes back in the event that tells how it went. */
export interface Effect {
  readonly id: string;
  readonly kind: string;
}

/** What happened: a reading, a signal, an effect's result, the tick. */
export interface HomeEvent {
  readonly kind: string;
}

/** `facts` are what the machine publishes for the others; a key left out keeps its last value. */
export interface Step<State, Facts> {
  readonly state: State;
  readonly facts?: Partial<Facts>;
  readonly effects?: readonly Effect[];
}

/**
 * A small state machine: values in, values out, no clock, no chance, no I/O.
 * It reads other machines only through published facts: it publishes `Facts`, and looks at `Known`. State holds no time series and stays under 1 MB.
 */
export interface Machine<State, Event extends HomeEvent, Facts, Known = Facts> {
  readonly name: string;
  readonly initial: State;
  /** Kinds of events that mean something to it: it is not stepped for others. Left out = every kind. */
  readonly hears?: ReadonlySet<string>;
  step(state: State, event: Event, now: Now, facts: Readonly<Partial<Known>>): Step<State, Facts>;
}

/** A step that changes nothing. */
export const unchanged = <State>(state: State): { readonly state: State } => ({ state });
