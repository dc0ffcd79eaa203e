import { initialHome, route, type AnyMachine, type HomeState, type MachineFault } from '#domain/home/home.ts';
import type { HouseEffect, HouseEvent, HouseFacts } from '#domain/home/house.ts';
import type { Now } from '#domain/time/now.ts';
import type { KeptStates } from './storage/stateText.ts';

/** What the loop hands out; none of it may wait. `admit` and the echo of `reply` it sees to itself. */
export interface LoopHost {
  now(): Now;
  perform(effect: Exclude<HouseEffect, { kind: 'admit' }>): void;
  faults(faults: readonly MachineFault[]): void;
}

/** One router over house's machines: an event is stepped through, its effects go out, what they bring comes back as events. */
export class HouseLoop {
  #home: HomeState<HouseFacts>;
  readonly #waiting: HouseEvent[] = [];
  #stepping = false;

  constructor(
    private readonly machines: readonly AnyMachine<HouseFacts>[],
    private readonly host: LoopHost,
  ) {
    this.#home = initialHome(machines);
  }

  /** What the machines have published last. */
  get facts(): Readonly<Partial<HouseFacts>> {
    return this.#home.facts;
  }

  get states(): KeptStates {
    return this.#home.states;
  }

  /** Goes on from kept states. @param storedIds records that are in the journal: a machine may still wait for one of them. */
  restore(kept: KeptStates, storedIds: readonly string[]): void {
    this.#home = initialHome(this.machines, kept);
    for (const id of storedIds) this.dispatch({ kind: 'stored', id });
  }

  /**
   * The states that go with a record: that of the machine whose it is, and that of requests, so that after a kill
   * the record, what it changed and whose request it answers are known together, or none of them.
   */
  statesWith(effectId: string): KeptStates {
    const machine = effectId.split('/').at(-2) ?? '';
    const names = [machine, 'requests'].filter((name) => name in this.#home.states);
    return Object.fromEntries(names.map((name) => [name, this.#home.states[name]]));
  }

  dispatch(event: HouseEvent): void {
    this.#waiting.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#step(next);
    } finally {
      this.#stepping = false;
    }
  }

  #step(event: HouseEvent): void {
    const routed = route(this.machines, this.#home, event, this.host.now());
    this.#home = routed.home;
    // Only house's machines run here, so these are their effects.
    for (const effect of routed.effects as readonly HouseEffect[]) this.#perform(effect);
    if (routed.faults.length > 0) this.host.faults(routed.faults);
  }

  #perform(effect: HouseEffect): void {
    if (effect.kind === 'admit') return void this.#waiting.push(effect.event);
    this.host.perform(effect);
    if (effect.kind !== 'reply') return;
    const { credential, requestId, outcome, reason } = effect;
    this.#waiting.push({ kind: 'replied', credential, requestId, outcome, reason });
  }
}
