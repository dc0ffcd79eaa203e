import { describe, expect, it } from 'vitest';
import type { GuardConfig, WriteEffect } from '#domain/guard/event.ts';
import { guardMachine, type GuardEvent } from '#domain/guard/machine.ts';
import type { LadderLimit } from '#domain/ladder/event.ts';
import type { PhaseLimit, StandingLimit } from '#domain/limit/standing.ts';
import type { Phase } from '#domain/meter/reading.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { CAR, CONFIG, limit, w } from './onePass.ts';

interface Standing {
  readonly limits?: readonly StandingLimit[];
  readonly phaseLimits?: readonly PhaseLimit[];
  readonly ladderLimits?: readonly LadderLimit[];
}

const amps = (value: number, of: Partial<PhaseLimit> = {}): PhaseLimit => ({ source: 'dso', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, amps: value, start: 0 as Instant, end: null, ...of });
const phases = (...names: Phase[]): Partial<GuardConfig> => ({ phases: { car: names } });

/** W of a car that is found at 7360 W and wants them, second by second, in a home whose meter never speaks. */
function carOf(standing: Standing, config: Partial<GuardConfig> = {}, seconds = 70): readonly number[] {
  const machine = guardMachine({ ...CONFIG, ...config });
  let state = machine.initial;
  let power = 7_360;
  const step = (event: GuardEvent, second: number): void => {
    const now: Now = { wall: (second * 1_000) as Instant, mono: (second * 1_000) as Milliseconds, boot: 'b', trust: 'synced' };
    const { state: next, effects = [] } = machine.step(state, event, now, { requests: [{ device: 'car', power: w(7_360), decidedBy: 'plan' }], effectiveImport: { kind: 'none' }, ...standing });
    state = next;
    for (const effect of effects) if (effect.kind === 'write') power = (effect as WriteEffect).setpoint;
  };
  step({ kind: 'capabilities', descriptor: CAR }, 0);
  return Array.from({ length: seconds }, (_, second) => {
    step({ kind: 'report', report: { id: 'car', heardAt: (second * 1_000) as Milliseconds, online: true, power: w(power), setpoint: w(power), stored: null } }, second);
    step({ kind: 'tick' }, second);
    return power;
  });
}

describe('a limit where no reading has come since the start', () => {
  it.each<[string, Standing, Partial<GuardConfig>, number]>([
    ['in W', { limits: [limit(0)] }, {}, 0],
    ['in A a phase', { phaseLimits: [amps(0)] }, {}, 0],
    ['in A of a car that may be on any phase: all of it on each', { phaseLimits: [amps(16)] }, {}, 3_680],
    ['in A of a car on three phases: a third on each', { phaseLimits: [amps(8)] }, phases('L1', 'L2', 'L3'), 5_520],
    ['in A of a connection agreement', { phaseLimits: [amps(16, { source: 'g100', origin: 'contract' })] }, {}, 3_680],
    ['of the main fuse', {}, { fuse: { amps: 25, volts: 230 } }, 5_750],
    ['of a difference between phases', {}, { unbalance: 20, ...phases('L1') }, 4_600],
    ['of a power threshold', { ladderLimits: [{ id: 'threshold', direction: 'import', w: w(3_000) }] }, {}, 3_000],
  ])('%s is waited with for five seconds and then kept by the devices alone', (_, standing, config, kept) => {
    const car = carOf(standing, config);
    expect(car.slice(0, 5)).toEqual([7_360, 7_360, 7_360, 7_360, 7_360]);
    expect(car[5]).toBe(kept);
    expect(Math.max(...car.slice(5))).toBe(kept);
  });

  it('of the devices alone does not wait for a reading', () => expect(carOf({ limits: [limit(2_000, { scope: 'controllable' })] }, {}, 1)).toEqual([2_000]));
});
