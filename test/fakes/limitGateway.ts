import type { GridReading } from '#domain/device/sense.ts';
import { tightest } from '#domain/limit/combine.ts';
import type { SignalAnswerEffect } from '#domain/limit/event.ts';
import type { LimitKey } from '#domain/limit/limit.ts';
import { limitMachine, type LimitEvent } from '#domain/limit/machine.ts';
import type { LimitConfig, LimitFacts } from '#domain/limit/standing.ts';
import type { LimitState } from '#domain/limit/state.ts';
import type { StoreEffect } from '#domain/machine/effect.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';

export const NOON = Date.UTC(2027, 2, 1, 12) as Instant;
export const FLOOR = Date.UTC(2026, 9, 1) as Instant;
export const SITE = { direction: 'import', scope: 'site' } as const;
export type Answered = { readonly outcome: string; readonly reason: string | null } | undefined;
export const done = { outcome: 'done', reason: null };
export const refused = (reason: string): { outcome: string; reason: string } => ({ outcome: 'refused', reason });

/** One gateway: its clock, its disk, and the limit machine. */
export class LimitGateway {
  readonly machine;
  state: LimitState;
  facts: Partial<LimitFacts> & { grid?: GridReading } = {};
  mono = 0;
  wall: number = NOON;
  boot = 'b1';
  trust: Now['trust'] = 'synced';
  disk: LimitState | null = null;
  storage: 'ok' | 'down' | 'slow' = 'ok';
  pending: StoreEffect[] = [];
  answers: SignalAnswerEffect[] = [];
  private sent = 0;

  constructor(config: LimitConfig, private readonly source = 'dso') {
    this.machine = limitMachine(config);
    this.state = this.machine.initial;
  }

  get now(): Now {
    return { wall: this.wall as Instant, mono: this.mono as Milliseconds, boot: this.boot, trust: this.trust };
  }
  step(event: LimitEvent): void {
    const { state, facts, effects = [] } = this.machine.step(this.state, event, this.now, this.facts);
    this.state = state;
    this.facts = { ...this.facts, ...facts };
    for (const effect of effects) {
      if (effect.kind === 'signal-answer') this.answers.push(effect as SignalAnswerEffect);
      if (effect.kind === 'store') this.store(effect as StoreEffect);
    }
  }
  store(effect: StoreEffect): void {
    if (this.storage === 'slow') this.pending.push(effect);
    else if (this.storage === 'down') this.step({ kind: 'store-failed', id: effect.id, reason: 'disk-full' });
    else {
      this.disk = JSON.parse(JSON.stringify((effect.record as { state: LimitState }).state)) as LimitState;
      this.step({ kind: 'stored', id: effect.id });
    }
  }
  flush(): void {
    this.storage = 'ok';
    for (let next = this.pending.shift(); next; next = this.pending.shift()) this.store(next);
  }
  signal(of: Record<string, unknown>, may: 'all' | 'tighten' = 'all'): Answered {
    const id = `s${this.sent++}`;
    this.step({ kind: 'signal', id, may, signal: { source: this.source, ...SITE, start: this.wall, end: null, ...of } });
    const answer = this.answers.find((one) => one.signal === id);
    return answer && { outcome: answer.outcome, reason: answer.reason };
  }
  /** Signed by a key that may only ask for less. */
  tighten = (of: Record<string, unknown>): Answered => this.signal(of, 'tighten');
  limit = (sequence: number, w: number, of: Record<string, unknown> = {}): Answered => this.signal({ sequence, value: { kind: 'limit', w }, ...of });
  none = (sequence: number, of: Record<string, unknown> = {}): Answered => this.signal({ sequence, value: { kind: 'none' }, ...of });
  pass(ms: number, wall = ms): void {
    this.mono += ms;
    this.wall += wall;
    this.step({ kind: 'tick' });
  }
  restart(boot: string, wall: number, trust: Now['trust'] = 'synced'): void {
    Object.assign(this, { boot, wall, trust, mono: 0, facts: {}, pending: [], state: this.disk ?? this.machine.initial });
    this.step({ kind: 'tick' });
  }
  /** W of site import by signals; null = none. */
  get power(): number | null {
    const found = tightest((this.facts.limits ?? []).filter((limit) => limit.origin === 'signal'), SITE);
    return found?.value.kind === 'limit' ? found.value.w : null;
  }

  /** W in force of one key, whoever says so; null = none. */
  of(key: LimitKey): number | null {
    const found = tightest(this.facts.limits ?? [], key);
    return found?.value.kind === 'limit' ? found.value.w : null;
  }
  because(key: LimitKey): string | undefined {
    return tightest(this.facts.limits ?? [], key)?.because;
  }
  beat(source: string, peer = source): void {
    this.step({ kind: 'heartbeat', source, peer });
  }
  /** The source writes what holds when it is lost. */
  failsafe(of: { readonly peer?: string; readonly direction?: 'import' | 'export'; readonly w?: unknown; readonly duration?: unknown }): Answered {
    const id = `f${this.sent++}`;
    this.step({ kind: 'failsafe', id, source: this.source, peer: this.source, ...of });
    const answer = this.answers.find((one) => one.signal === id);
    return answer && { outcome: answer.outcome, reason: answer.reason };
  }
  contact(source: string, ...closed: string[]): void {
    this.step({ kind: 'contact', id: `c${this.sent++}`, source, closed });
  }
  /** A reading, believed by the guard, and the tick after it. */
  read(power: number | null, period = 1_000, phases: MeterReading['phases'] = {}): void {
    const reading: MeterReading = { meter: 'grid', at: this.now.wall, power: power as Watts | null, phases, registers: [], period: period as Milliseconds, quality: 'measured' };
    this.step({ kind: 'reading', reading });
    if (reading.power !== null) this.facts.grid = { reading, power: reading.power, heardAt: this.now.mono, devices: {}, steadySince: {}, unmoved: 0 };
    this.step({ kind: 'tick' });
  }
}
