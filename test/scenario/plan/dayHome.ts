import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import { forecastMachine } from '#domain/forecast/machine.ts';
import { initialHome, route, type AnyMachine, type HomeState } from '#domain/home/home.ts';
import type { Limit } from '#domain/limit/limit.ts';
import type { Effect, HomeEvent } from '#domain/machine/machine.ts';
import type { Act, Policy } from '#domain/plan/act.ts';
import { custody } from '#domain/plan/custody.ts';
import type { Committed } from '#domain/plan/committed.ts';
import { neutralPolicy } from '#domain/plan/neutral.ts';
import type { PlanProblem, Proposal } from '#domain/plan/problem.ts';
import { meanProfilePower } from '#domain/plan/profile.ts';
import { requested, storedAfter, storePower } from '#domain/plan/respond.ts';
import { contains, instant, MINUTE, ms, type Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import { wishes } from '#domain/wish/wishes.ts';
import type { Wish } from '#domain/wish/wish.ts';
import { readTariff } from '#wire/tariff.ts';
import type { Solver } from '#workers/plan/solver/solver.ts';
import { DEFAULT_BUDGET, plan } from '#workers/plan/solve.ts';

export const KWH = 1_000_000;

export interface Settings {
  readonly start: Instant;
  readonly zone: string;
  readonly tariff: unknown;
  readonly devices: readonly DeviceDescriptor[];
  /** mWh in every store at the start. */
  readonly stored: number;
  /** W of what nobody moves, by instant. */
  readonly load: (at: Instant) => number;
  readonly solver: Solver;
}

/** The planner is slower than it could be, so that a day is lived in seconds. */
const ANSWERS_EVERY = 15 * MINUTE;

/** What happened in one minute. W and mWh. */
export interface Minute {
  readonly at: Instant;
  readonly grid: number;
  readonly power: Readonly<Record<string, number>>;
  readonly stored: number;
}

type Facts = Record<string, unknown>;

/** A home lived minute by minute: house's planning machines, a planner that answers at once, and devices that obey. */
export class DayHome {
  readonly minutes: Minute[] = [];
  readonly plans: Committed[] = [];
  readonly replies: { readonly outcome: string; readonly reason: string | null }[] = [];
  problem: PlanProblem | null = null;
  acts: readonly Act[] = [];
  /** Answers a problem; null = no planner is there. */
  planner: ((problem: PlanProblem) => Proposal) | null;
  private readonly settings: Settings;
  private readonly machines: readonly AnyMachine<Facts>[];
  private home: HomeState<Facts>;
  private at: Instant;
  private stored: number;
  private answeredAt = 0;
  private requests = 0;
  private wishRevision = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.machines = [wishes, forecastMachine(settings.zone), custody];
    this.home = initialHome<Facts>(this.machines);
    this.at = settings.start;
    this.stored = settings.stored;
    this.planner = (problem) => plan(problem, { solver: settings.solver, author: 'planner', clock: () => 0, budget: DEFAULT_BUDGET }).proposal;
    const tariff = readTariff(settings.tariff);
    if (!tariff.ok) throw new Error(tariff.reason);
    this.tell({ kind: 'tariff', tariff: tariff.tariff } as HomeEvent);
  }

  get now(): Now {
    return { wall: this.at, mono: ms(this.at - this.settings.start), boot: 'scenario', trust: 'synced' };
  }

  wish(wish: Wish): void {
    this.answeredAt = 0;
    this.request('phone', { kind: 'wish', wish }, this.wishRevision++);
  }

  propose(proposal: Proposal): void {
    this.request('phone', { kind: 'proposal', proposal }, proposal.revision);
  }

  pause(on: boolean): void {
    this.request('phone', on ? { kind: 'pause', until: null } : { kind: 'resume' }, null);
  }

  limit(limits: readonly Limit[]): void {
    this.answeredAt = 0;
    this.tell({ kind: 'limits', limits } as HomeEvent);
  }

  live(minutes: number): void {
    for (let count = 0; count < minutes; count++) this.minute();
  }

  tell(event: HomeEvent): void {
    const routed = route(this.machines, this.home, event, this.now);
    this.home = routed.home;
    for (const fault of routed.faults) throw fault.error;
    for (const effect of routed.effects) this.perform(effect);
  }

  private request(credential: string, body: object, revision: number | null): void {
    const request = { id: String(++this.requests), revision, age: 0, timeToLive: 60_000, peer: 'current' };
    this.tell({ kind: 'request', credential, role: credential, request, body, waited: 0 } as HomeEvent);
  }

  private perform(effect: Effect): void {
    const wanted = effect as Effect & Record<string, unknown>;
    if (effect.kind === 'store') this.tell({ kind: 'stored', id: effect.id } as HomeEvent);
    if (effect.kind === 'acts') this.acts = wanted['acts'] as readonly Act[];
    if (effect.kind === 'reply') this.replies.push({ outcome: String(wanted['outcome']), reason: wanted['reason'] as string | null });
    if (effect.kind === 'publish' && wanted['name'] === 'problem') this.problem = wanted['body'] as PlanProblem | null;
    if (effect.kind === 'publish' && wanted['name'] === 'plan' && wanted['body']) this.plans.push(wanted['body'] as Committed);
    if (effect.kind === 'plan-wanted' && this.planner && this.problem && this.at - this.answeredAt >= ANSWERS_EVERY) this.answer(this.planner(this.problem));
  }

  private answer(proposal: Proposal): void {
    this.answeredAt = this.at;
    this.request('planner', { kind: 'proposal', proposal }, proposal.revision);
  }

  private minute(): void {
    const load = this.settings.load(this.at);
    const power: Record<string, number> = {};
    let grid = load;
    // Stores come last: they follow what the others leave.
    for (const device of [...this.settings.devices].sort((a, b) => Number(a.primitive.kind === 'store') - Number(b.primitive.kind === 'store'))) {
      grid += power[device.id] = this.obey(device, grid);
    }
    this.minutes.push({ at: this.at, grid, power, stored: this.stored });
    this.at = instant(this.at + MINUTE);
    this.report(power);
    this.tell({ kind: 'reading', reading: { meter: 'm', at: this.at, power: watts(grid), phases: {}, registers: [], period: ms(10_000), quality: 'measured' } } as HomeEvent);
    this.tell({ kind: 'tick' });
  }

  private policy(device: DeviceDescriptor): Policy {
    const act = this.acts.find((one) => one.device === device.id && contains(one.interval, this.at));
    return act?.policy ?? neutralPolicy(device.primitive) ?? { kind: 'hold', power: watts(0) };
  }

  private obey(device: DeviceDescriptor, others: number): number {
    const { primitive } = device;
    if (primitive.kind === 'profile') {
      const run = this.acts.find((act) => act.device === device.id && act.policy.kind === 'run' && contains(act.interval, this.at));
      return run ? meanProfilePower(primitive, run.interval.start, this.at, this.at + MINUTE) : 0;
    }
    if (primitive.kind !== 'store') return 0;
    const power = storePower(primitive, this.stored, requested(this.policy(device), others), MINUTE);
    this.stored = storedAfter(primitive, this.stored, power, MINUTE);
    return power;
  }

  private report(power: Readonly<Record<string, number>>): void {
    const devices = this.settings.devices.map((descriptor) => {
      const report: DeviceReport = { id: descriptor.id, heardAt: this.now.mono, online: true, power: watts(power[descriptor.id] ?? 0), setpoint: null, stored: descriptor.primitive.kind === 'store' ? Math.round(this.stored) : null };
      return { descriptor, report };
    });
    this.tell({ kind: 'devices', devices } as HomeEvent);
  }
}
