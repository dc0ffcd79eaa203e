import type { ControlEffect, ControlEvent, ControlFacts } from '#domain/home/control.ts';
import { initialHome, route, type AnyMachine, type HomeState, type MachineFault, type Routed } from '#domain/home/home.ts';
import type { HomeClock } from '../clock/clock.ts';

/** What the loop hands out; none of it may wait. */
export interface LoopHost {
  perform(effect: ControlEffect): void;
  faults(faults: readonly MachineFault[]): void;
  /** After every pass. */
  facts(facts: Readonly<Partial<ControlFacts>>): void;
}

/** One router over control's machines: an event is stepped through at once, its effects go out, what they bring comes back as events. */
export class ControlLoop {
  private home: HomeState<ControlFacts>;
  private readonly waiting: ControlEvent[] = [];
  private stepping = false;
  /** Machines whose kept state has not been stepped through a tick yet. */
  private readonly unproved: Set<string>;

  constructor(
    private readonly machines: readonly AnyMachine<ControlFacts>[],
    private readonly clock: HomeClock,
    private readonly host: LoopHost,
    kept: Readonly<Record<string, unknown>> = {},
    private readonly lost: (machine: string) => unknown = () => undefined,
  ) {
    this.home = initialHome(machines, kept);
    this.unproved = new Set(Object.keys(kept));
  }

  get states(): Readonly<Record<string, unknown>> {
    return this.home.states;
  }

  /** As last published. */
  get facts(): Readonly<Partial<ControlFacts>> {
    return this.home.facts;
  }

  dispatch(event: ControlEvent): void {
    this.waiting.push(event);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) this.step(next);
    } finally {
      this.stepping = false;
    }
  }

  private step(event: ControlEvent): void {
    const routed = route(this.machines, this.home, event, this.clock.now());
    this.home = this.unproved.size > 0 ? this.proved(routed, event) : routed.home;
    // Only control's machines run here, so these are their effects.
    for (const effect of routed.effects as readonly ControlEffect[]) this.host.perform(effect);
    if (routed.faults.length > 0) this.host.faults(routed.faults);
    this.host.facts(routed.home.facts);
  }

  /** A kept state that its machine cannot even be stepped from would fail for ever: it counts as lost. */
  private proved({ home, faults }: Routed<ControlFacts>, event: ControlEvent): HomeState<ControlFacts> {
    const failed = faults.map(({ machine }) => machine).filter((machine) => this.unproved.delete(machine));
    if (event.kind === 'tick') this.unproved.clear();
    const anew = failed.map((name) => [name, this.lost(name) ?? this.machines.find((machine) => machine.name === name)?.initial]);
    return failed.length > 0 ? { ...home, states: { ...home.states, ...Object.fromEntries(anew) } } : home;
  }
}
