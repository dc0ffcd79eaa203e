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

export interface Routed<Facts> {
  readonly home: HomeState<Facts>;
  readonly effects: readonly Effect[];
  readonly faults: readonly MachineFault[];
}

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
export function route<Facts>(machines: readonly AnyMachine<Facts>[], home: HomeState<Facts>, event: HomeEvent, now: Now): Routed<Facts> {
  // Both are copied once a pass, at the first change: most events are nothing to most machines.
  let states: Record<string, unknown> | null = null;
  let facts: Partial<Facts> = home.facts;
  let isCopied = false;
  let effects: readonly Effect[] = NOTHING;
  let faults: readonly MachineFault[] = NOTHING;
  for (const machine of whoHears(machines, event.kind)) {
    try {
      // Names are unique: no machine of this pass has changed this one's state before it.
      const before = home.states[machine.name];
      const step = machine.step(before, event, now, facts);
      if (step.state !== before) (states ??= { ...home.states })[machine.name] = step.state;
      if (step.facts) {
        if (!isCopied) facts = { ...facts };
        isCopied = true;
        Object.assign(facts, step.facts);
      }
      if (step.effects && step.effects.length > 0) effects = effects.length > 0 ? [...effects, ...step.effects] : step.effects;
    } catch (error) {
      faults = [...faults, { machine: machine.name, event: event.kind, error }];
    }
  }
  return { home: states || isCopied ? { states: states ?? home.states, facts } : home, effects, faults };
}
