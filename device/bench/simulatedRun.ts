import { hand, startDemo, stepDemo, type Demo, type DemoParts, type Stepped } from '#domain/home/demo.ts';
import { demoTariff } from '#domain/home/demoParts.ts';
import { dishesByMorning, nextFilling } from '#domain/home/householder.ts';
import type { TariffEvent } from '#domain/ledger/accounting.ts';
import type { PublishEffect } from '#domain/machine/effect.ts';
import type { Effect } from '#domain/machine/machine.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';
import { EMPTY_TRACE, traced, tracedText, traceHash, type Trace } from '#domain/sim/trace.ts';
import { after, SECOND, type Instant } from '#domain/time/instant.ts';
import type { Asker, RequestBodyOfKind, RequestReceived } from '#domain/wish/request.ts';

/** Plans a problem by counted work only; null = nobody plans. */
export type CountedPlanner = ((problem: PlanProblem) => Proposal) | null;

const isPublish = (effect: Effect): effect is PublishEffect => effect.kind === 'publish';

/** A whole simulated home on a virtual clock, with somebody who fills the dishwasher each evening. */
export class SimulatedRun {
  private demo: Demo;
  private trace: Trace = EMPTY_TRACE;
  private nextDishes: Instant;
  private asked = 0;
  private wishesRevision = 0;
  private problem: PlanProblem | null = null;
  private isPlanWanted = false;
  effects = 0;
  plans = 0;

  constructor(
    private readonly parts: DemoParts,
    start: Instant,
    private readonly planner: CountedPlanner,
  ) {
    this.demo = startDemo(parts, start).demo;
    this.nextDishes = nextFilling(start, parts.spec.zone);
    this.take(hand(parts, this.demo, 'house', { kind: 'tariff', tariff: demoTariff(parts.spec.zone) } satisfies TariffEvent));
  }

  /** Of every effect so far, and of what flowed. */
  get hash(): string {
    return traceHash(this.trace);
  }

  /** @throws the error of a machine that failed: a simulation ends there. */
  second(): void {
    this.take(stepDemo(this.parts, this.demo));
    this.trace = traced(traced(this.trace, this.demo.plant.grid), this.demo.plant.battery.stored);
    if (this.demo.plant.at >= this.nextDishes) this.fillDishwasher();
    if (this.isPlanWanted) this.plan();
  }

  private take({ demo, outside }: Stepped): void {
    this.demo = demo;
    const [fault] = outside.faults;
    if (fault) throw new Error(`${fault.machine} failed on ${fault.event}`, { cause: fault.error });
    for (const effect of outside.effects) this.fold(effect);
    if (outside.planWanted) this.isPlanWanted = true;
  }

  /** The grid's numbers flow into the trace by themselves each second; of every other effect all of it goes in. */
  private fold(effect: Effect): void {
    this.effects += 1;
    const isGrid = isPublish(effect) && effect.name === 'grid';
    this.trace = tracedText(this.trace, isGrid ? effect.id : JSON.stringify(effect));
    if (!isPublish(effect)) return;
    // These two are custody's and the wishes machine's own bodies.
    if (effect.name === 'problem') this.problem = effect.body as PlanProblem | null;
    if (effect.name === 'wishes') this.wishesRevision = (effect.body as { readonly revision: number }).revision;
  }

  private fillDishwasher(): void {
    const { at } = this.demo.plant;
    this.nextDishes = nextFilling(after(at, SECOND), this.parts.spec.zone);
    this.ask('phone', this.wishesRevision, { kind: 'wish', wish: dishesByMorning(at, this.parts.spec.zone) });
  }

  private plan(): void {
    this.isPlanWanted = false;
    if (!this.planner || !this.problem) return;
    this.plans += 1;
    const proposal = this.planner(this.problem);
    this.ask('planner', proposal.revision, { kind: 'proposal', proposal });
  }

  private ask<Body extends RequestBodyOfKind>(role: Asker, revision: number, body: Body): void {
    const request = { id: `${role}-${++this.asked}`, revision, age: 0, timeToLive: 60_000, peer: 'current' } as const;
    this.take(hand(this.parts, this.demo, 'house', { kind: 'request-received', credential: role, role, request, body, waited: 0 } satisfies RequestReceived<Body>));
  }
}
