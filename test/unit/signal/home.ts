import type { ControlEffect } from '#domain/home/control.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { StandingCall } from '#domain/signal/call.ts';
import type { SignalsConfig } from '#domain/signal/config.ts';
import type { Contract } from '#domain/signal/contract.ts';
import type { InForce } from '#domain/signal/admit.ts';
import { signalsMachine, type SignalsEvent } from '#domain/signal/machine.ts';
import { initialSignals, type SignalsState } from '#domain/signal/state.ts';
import { instant, ms } from '#domain/time/instant.ts';
import type { ClockTrust, Now } from '#domain/time/now.ts';

/** Thursday 19 November 2026, 12:00 in Berlin. */
export const NOON = Date.parse('2026-11-19T11:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const iso = (at: number): string => new Date(at).toISOString();

export const contract = (terms: Partial<Contract> = {}): Contract => ({
  issuer: 'dso',
  title: 'City grid',
  audience: ['home'],
  kinds: ['limit', 'heartbeat', 'event', 'dispatch', 'cancel', 'hold', 'release', 'tariff', 'message', 'revoke'],
  limits: [{ direction: 'import', scope: 'controllable' }],
  demands: ['less-demand', 'more-demand'],
  windows: null,
  longest: 4 * HOUR,
  recovery: null,
  mostPerDay: null,
  mostPerYear: null,
  firmness: 'firm',
  enrolled: true,
  basis: 'Agreement of 1 May',
  longestHold: 2 * HOUR,
  holdOnlyAfterOutage: true,
  increase: null,
  prices: { least: -1, most: 2 },
  ...terms,
});

const device = (id: string, kind: DeviceDescriptor['kind']): { readonly descriptor: DeviceDescriptor } => ({
  descriptor: { id, name: id, kind, simulated: true, rating: 2_000 as never, minimum: 0 as never, fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: 0 as never, max: 2_000 as never } },
});
export const DEVICES = [device('car', 'car'), device('heater', 'heater'), device('freezer', 'plug')];

export interface Answer {
  readonly signed: string;
  readonly outcome: string;
  readonly reason: string | null;
}

/** The signals machine with a disk that answers, can be down, and can be lost with what was not kept. */
export class SignalHome {
  state: SignalsState = initialSignals;
  kept: SignalsState = initialSignals;
  calls: readonly StandingCall[] = [];
  limits: readonly InForce[] = [];
  answers: Answer[] = [];
  /** What people were answered on their phones. */
  told: unknown[] = [];
  admitted: ControlEffect[] = [];
  journal: unknown[] = [];
  wall = NOON;
  mono = 0;
  boot = 'b1';
  trust: ClockTrust = 'synced';
  disk: 'ok' | 'down' | 'slow' = 'ok';
  private sequence = 0;
  readonly machine;

  constructor(
    readonly contracts: readonly Contract[] = [contract()],
    change: Partial<SignalsConfig> = {},
  ) {
    this.machine = signalsMachine({ contracts, aims: { classes: { freezer: 'cold' }, circuits: { garage: ['car'] } }, zone: 'Europe/Berlin', floor: instant(NOON - 1_000 * HOUR), upBefore: 0, machineBoot: 'm1', revoked: {}, ...change });
  }

  get now(): Now {
    return { wall: instant(this.wall), mono: ms(this.mono), boot: this.boot, trust: this.trust };
  }

  tell(event: SignalsEvent): readonly ControlEffect[] {
    const step = this.machine.step(this.state, event, this.now, { calls: this.calls, devices: DEVICES, limits: this.limits } as never);
    this.state = step.state;
    this.calls = step.facts?.calls ?? this.calls;
    const effects = (step.effects ?? []) as readonly ControlEffect[];
    for (const effect of effects) this.perform(effect);
    return effects;
  }

  private perform(effect: ControlEffect): void {
    if (effect.kind === 'signal-answer') this.answers.push({ signed: effect.signal, outcome: effect.outcome, reason: effect.reason });
    if (effect.kind === 'householder-answer') this.told.push({ act: effect.act, outcome: effect.outcome, reason: effect.reason });
    if (effect.kind === 'admit-signal' || effect.kind === 'admit-heartbeat' || effect.kind === 'forward') this.admitted.push(effect);
    if (effect.kind !== 'store' || this.disk === 'slow') return;
    const record = effect.record as { readonly state: SignalsState; readonly journal: unknown };
    if (this.disk === 'ok') {
      this.kept = JSON.parse(JSON.stringify(record.state)) as SignalsState;
      this.journal.push(record.journal);
    }
    this.tell(this.disk === 'ok' ? { kind: 'stored', id: effect.id } : { kind: 'store-failed', id: effect.id, reason: 'storage-down' });
  }

  claims(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const used = Object.values(this.state.issuers['dso']?.keys ?? {}).filter((number) => number < Number.MAX_SAFE_INTEGER);
    this.sequence = Math.max(this.sequence, ...used) + 1;
    return { iss: 'dso', aud: 'home', iat: Math.floor(this.wall / 1_000), exp: Math.floor(this.wall / 1_000) + 600, jti: `m${this.sequence}`, seq: this.sequence, ...body };
  }

  /** A signed message, and the reason it is refused with: null when done, undefined when it is not answered here. */
  send(body: Readonly<Record<string, unknown>>, key: { readonly key?: string; readonly may?: 'all' | 'tighten'; readonly issuer?: string } = {}): string | null | undefined {
    const id = `s${this.answers.length + this.admitted.length + this.sequence}`;
    this.tell({ kind: 'signed', id, issuer: key.issuer ?? 'dso', key: key.key ?? 'k1', may: key.may ?? 'all', claims: 'seq' in body ? body : this.claims(body) });
    return this.answers.findLast(({ signed }) => signed === id)?.reason;
  }

  event(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    return { kind: 'event', id: 'peak', demand: 'less-demand', firmness: 'overridable', start: iso(this.wall + HOUR), end: iso(this.wall + 2 * HOUR), ...change };
  }

  /** Time passes, ticking each second for short spans, at the end for long ones. */
  pass(length: number): void {
    for (let left = length; left > 0; ) {
      const step = Math.min(left, length > 10 * MINUTE ? MINUTE : 1_000);
      this.wall += step;
      this.mono += step;
      left -= step;
      this.tell({ kind: 'tick' });
    }
  }

  /** SIGKILL: what the disk has is what there is. */
  kill(awayFor = 0): void {
    this.state = this.kept;
    this.calls = [];
    this.boot = `${this.boot}'`;
    this.mono = 0;
    this.wall += awayFor;
    this.tell({ kind: 'tick' });
  }

  says(event: string, answer: 'join' | 'skip' | 'opt-out' | 'rejoin'): unknown {
    const [said] = this.tell({ kind: 'householder', id: 'a1', act: { kind: 'event-answer', event, answer } });
    return said?.kind === 'householder-answer' ? said.reason : undefined;
  }

  status(id = 'dso/peak'): string | undefined {
    return this.calls.find((call) => call.id === id)?.status;
  }
}
