import type { Effect, HomeEvent, Machine } from '../machine/machine.ts';
import type { Now } from '../time/now.ts';

/** The states of all machines by name, and the facts they have published. */
export interface HomeState<Facts> {
  readonly states: Readonly<Record<string, unknown>>;
  readonly facts: Readonly<Partial<Facts>>;
}

/** A machine that threw: it keeps its last state, the others go on. */
export interface MachineFault {
  readonly machine: string;
  readonly event: string;
  readonly error: unknown;
}

/** What came of one event. */
export interface Outcome {
  readonly effects: readonly Effect[];
  readonly faults: readonly MachineFault[];
}

export interface Routed<Facts> extends Outcome {
  readonly home: HomeState<Facts>;
}

/** `moved` = a machine's state is another, or a fact was published. */
export interface Passed extends Outcome {
  readonly moved: boolean;
}

/** A home in the midst of several events: a copy of its own, changed in place and handed on as a value when all are through. */
export interface OpenHome<Facts> extends HomeState<Facts> {
  readonly states: Record<string, unknown>;
  readonly facts: Partial<Facts>;
}

export const opened = <Facts>({ states, facts }: HomeState<Facts>): OpenHome<Facts> => ({ states: { ...states }, facts: { ...facts } });

/** Any machine: its own state and event types are its affair, the router only hands them over. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the list is heterogeneous by design
export type AnyMachine<Facts> = Machine<any, any, Facts>;

export function initialHome<Facts>(machines: readonly AnyMachine<Facts>[], kept: Readonly<Record<string, unknown>> = {}): HomeState<Facts> {
  const states = Object.fromEntries(machines.map((machine) => [machine.name, kept[machine.name] ?? machine.initial]));
  // No fact is published yet: the empty object is a Partial of any Facts.
  return { states, facts: {} as Partial<Facts> };
}

const NOTHING: readonly never[] = [];

/** Which machines of a list hear a kind of event, found once a list and kind: most events are nothing to most machines. */
const hearers = new WeakMap<object, Map<string, readonly unknown[]>>();

function whoHears<Facts>(machines: readonly AnyMachine<Facts>[], kind: string): readonly AnyMachine<Facts>[] {
  let known = hearers.get(machines);
  if (!known) hearers.set(machines, (known = new Map()));
  let list = known.get(kind);
  if (!list) known.set(kind, (list = machines.filter(({ hears }) => !hears || hears.has(kind))));
  // The map is kept for this very list.
  return list as readonly AnyMachine<Facts>[];
}

/** One event, one pass, in list order: a machine sees the facts of those before it, and the last facts of those after. */
export function pass<Facts>(machines: readonly AnyMachine<Facts>[], home: OpenHome<Facts>, event: HomeEvent, now: Now): Passed {
  let moved = false;
  let effects: readonly Effect[] = NOTHING;
  let faults: readonly MachineFault[] = NOTHING;
  for (const machine of whoHears(machines, event.kind)) {
    try {
      const before = home.states[machine.name];
      const step = machine.step(before, event, now, home.facts);
      moved ||= step.state !== before || step.facts !== undefined;
      if (step.state !== before) home.states[machine.name] = step.state;
      if (step.facts) Object.assign(home.facts, step.facts);
      if (step.effects && step.effects.length > 0) effects = effects.length > 0 ? [...effects, ...step.effects] : step.effects;
    } catch (error) {
      faults = [...faults, { machine: machine.name, event: event.kind, error }];
    }
  }
  return { effects, faults, moved };
}

/** The same for a home that is a value: it stays as it is; the very same one comes back where nothing moved. */
export function route<Facts>(machines: readonly AnyMachine<Facts>[], home: HomeState<Facts>, event: HomeEvent, now: Now): Routed<Facts> {
  const open = opened(home);
  const { effects, faults, moved } = pass(machines, open, event, now);
  return { home: moved ? open : home, effects, faults };
}
