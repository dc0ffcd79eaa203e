import type { LimitConfig, LimitFacts } from '#domain/limit/standing.ts';
import { limitMachine } from '#domain/limit/machine.ts';
import type { StoreEffect } from '#domain/machine/effect.ts';
import { ms, type Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';
import { BEAT_MS } from './operator.ts';
import { CALM, Link } from './link.ts';
import { VirtualTime } from './virtualTime.ts';

const START = Date.UTC(2027, 0, 12) as Instant;
const DAY_S = 86_400;
const TICK_MS = 10_000;
const FAILSAFE_W = 4_200;

const config = (afterFailsafe: 'protective' | 'standard'): LimitConfig => ({
  sources: [{ source: 'operator', keys: [{ direction: 'import', scope: 'site' }], loss: { kind: 'lpc', peer: 'box', scope: 'site', failsafe: { import: watts(FAILSAFE_W), export: null }, failsafeDuration: 7_200, afterFailsafe } }],
  fixed: [],
  floor: Date.UTC(2026, 9, 1) as Instant,
});

/** The limit machine alone, over days: who beats, what is lost, and what holds meanwhile. */
class LimitDays {
  readonly time = new VirtualTime(7);
  private readonly machine;
  private state;
  private facts: Partial<LimitFacts> = {};

  constructor(afterFailsafe: 'protective' | 'standard') {
    this.machine = limitMachine(config(afterFailsafe));
    this.state = this.machine.initial;
  }

  get limit(): number {
    const { effectiveImport } = this.facts;
    return effectiveImport?.kind === 'limit' ? effectiveImport.w : Number.POSITIVE_INFINITY;
  }

  send(event: Parameters<typeof this.machine.step>[1]): void {
    const { at } = this.time;
    const now: Now = { wall: (START + at) as Instant, mono: ms(at), boot: 'b', trust: 'synced' };
    const { state, facts, effects = [] } = this.machine.step(this.state, event, now, {});
    this.state = state;
    this.facts = { ...this.facts, ...facts };
    for (const { id } of effects.filter((effect): effect is StoreEffect => effect.kind === 'store')) this.send({ kind: 'stored', id });
  }

  limitTo(sequence: number, w: number | null): void {
    const value = w === null ? { kind: 'none' } : { kind: 'limit', w };
    this.send({ kind: 'signal', id: `s${sequence}`, signal: { source: 'operator', sequence, direction: 'import', scope: 'site', value, start: START + this.time.at, end: null } });
  }
}

/** Heartbeats each minute over a network that loses packets; counts the failsafes though nobody was away. */
export function stormyDays(days: number, loss: number, { repeats = true } = {}): { readonly failsafes: number; readonly beats: number } {
  const home = new LimitDays('protective');
  const link = new Link(home.time);
  link.weather = { ...CALM, loss: repeats ? loss : 0 };
  let beats = 0;
  let failsafes = 0;
  let was = 0;
  const beat = (): void => {
    beats += 1;
    if (repeats || home.time.chance() >= loss) link.send(() => home.send({ kind: 'heartbeat', source: 'operator', peer: 'box' }));
  };
  home.send({ kind: 'heartbeat', source: 'operator', peer: 'box' });
  home.limitTo(1, 9_000);
  home.time.every(BEAT_MS, beat);
  home.time.every(TICK_MS, () => {
    home.send({ kind: 'tick' });
    const limit = home.limit;
    if (limit <= FAILSAFE_W && was > FAILSAFE_W) failsafes += 1;
    if (limit <= FAILSAFE_W) home.limitTo(1_000_000 + beats, 9_000);
    was = home.limit;
  });
  home.time.runUntil(days * DAY_S * 1_000);
  return { failsafes, beats };
}

/** A limit of 3 kW, and then nobody says anything any more. */
export function silentDays(days: number, afterFailsafe: 'protective' | 'standard'): { readonly freeSeconds: number; readonly loosest: number } {
  const home = new LimitDays(afterFailsafe);
  home.send({ kind: 'heartbeat', source: 'operator', peer: 'box' });
  home.limitTo(1, 3_000);
  let free = 0;
  let loosest = 0;
  home.time.every(TICK_MS, () => {
    home.send({ kind: 'tick' });
    loosest = Math.max(loosest, home.limit);
    if (home.limit === Number.POSITIVE_INFINITY) free += TICK_MS / 1_000;
  });
  home.time.runUntil(days * DAY_S * 1_000);
  return { freeSeconds: free, loosest };
}
