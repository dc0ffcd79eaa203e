import type { MeterCounters, MeterReading, Phase } from '#domain/meter/reading.ts';
import { DEFAULT_SAFETY, type SafetyConfig } from '#domain/safety/config.ts';
import type { Alarm, Excursion, SafetyBody } from '#domain/safety/event.ts';
import { safety, type SafetyState } from '#domain/safety/machine.ts';
import type { HomeEvent } from '#domain/machine/machine.ts';
import type { Effect } from '#domain/machine/machine.ts';
import type { Now } from '#domain/time/now.ts';

export const START = Date.parse('2026-03-20T18:00:00Z');
/** Seconds after the start as an instant. */
export const second = (n: number): number => START + n * 1_000;

export interface Says {
  readonly volts?: Partial<Record<Phase, number | null>>;
  readonly counters?: Partial<MeterCounters>;
  readonly meter?: string;
  /** Import register, Wh. */
  readonly wh?: number;
  readonly exported?: number;
  readonly power?: number;
  readonly period?: number;
}

/** A safety machine with a clock in hand; remembers what it wanted done. */
export class SafetyHome {
  readonly #machine;
  state: SafetyState;
  boot = 'one';
  /** Wall time at which this boot began. */
  #booted = START - 60_000;
  body: SafetyBody | null = null;
  readonly records: { readonly change?: string; readonly alarm?: Alarm }[] = [];
  readonly excursions: Excursion[] = [];
  readonly effects: Effect[] = [];

  constructor(config: SafetyConfig = DEFAULT_SAFETY, kept?: SafetyState) {
    this.#machine = safety(config);
    this.state = kept ?? this.#machine.initial;
  }

  now(at: number): Now {
    return { wall: at, mono: at - this.#booted, boot: this.boot, trust: 'synced' } as Now;
  }

  tell(event: HomeEvent, at: number): this {
    const step = this.#machine.step(this.state, event, this.now(at), {});
    this.state = JSON.parse(JSON.stringify(step.state)) as SafetyState;
    for (const effect of step.effects ?? []) {
      this.effects.push(effect);
      if (effect.kind === 'publish' && 'body' in effect) this.body = effect.body as SafetyBody;
      if (effect.kind === 'excursion' && 'record' in effect) this.excursions.push(effect.record as Excursion);
      if (effect.kind === 'store' && 'record' in effect) this.records.push(effect.record as { change?: string; alarm?: Alarm });
    }
    return this;
  }

  hear(n: number, says: Says = {}): this {
    return this.tell({ kind: 'reading', reading: readingOf(n, says) } as HomeEvent, second(n));
  }

  /** A reading each second in [from, to). */
  every(from: number, to: number, says: Says = {}): this {
    for (let n = from; n < to; n++) this.hear(n, says);
    return this;
  }

  tick(n: number): this {
    return this.tell({ kind: 'tick' }, second(n));
  }

  restart(n: number, boot = 'two'): this {
    this.boot = boot;
    this.#booted = second(n);
    return this;
  }

  /** Alarms as "kind/phase since..until", seconds after the start, newest first. */
  get alarms(): string[] {
    const n = (at: number | null): string => (at === null ? '' : String((at - START) / 1_000));
    return this.state.alarms.map(({ kind, phase, since, until }) => `${kind}/${phase ?? ''} ${n(since)}..${n(until)}`);
  }
}

function readingOf(n: number, { volts = {}, counters, meter = 'm', wh, exported, power = 500, period = 1_000 }: Says): MeterReading {
  const phases = Object.fromEntries((['L1', 'L2', 'L3'] as const).map((phase) => [phase, { power: null, amps: null, volts: volts[phase] === undefined ? 230 : volts[phase] }]));
  const registers = [{ direction: 'import', rate: 0, energy: (wh ?? 1_000_000 + n) * 1_000 }, ...(exported === undefined ? [] : [{ direction: 'export', rate: 0, energy: exported * 1_000 }])];
  const counts = counters && { counters: { failures: null, longFailures: null, sags: {}, swells: {}, failureLog: [], tampered: null, ...counters } };
  return { meter, at: second(n), power, phases, registers, period, quality: 'measured', ...counts } as unknown as MeterReading;
}
