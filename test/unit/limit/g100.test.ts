import { describe, expect, it } from 'vitest';
import type { PhaseReading } from '#domain/meter/reading.ts';
import { watts } from '#domain/units/power.ts';
import { BATTERY } from '../../scenario/control/controlledHome.ts';
import { FLOOR, LimitGateway, NOON } from '../../fakes/limitGateway.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const STOPPED = { direction: 'export', scope: 'controllable' } as const;
const AGREED = { direction: 'export', scope: 'site' } as const;
const scheme = (direction: 'import' | 'export' = 'export', reaction = 5_000): LimitGateway => new LimitGateway({ sources: [], fixed: [], floor: FLOOR, g100: [{ direction, w: watts(3_680), reaction }] });
const stateOf = (gateway: LimitGateway, direction: 'import' | 'export' = 'export'): number | undefined => gateway.state.g100[direction]?.name;
/** The meter shows `power` each second for a while. */
function shows(gateway: LimitGateway, power: number, seconds: number): void {
  for (let n = 0; n < seconds; n++) {
    gateway.read(power);
    gateway.pass(SECOND);
  }
}
/** Above the agreed export for three seconds, then well below. */
function excursion(gateway: LimitGateway): void {
  shows(gateway, -4_000, 3);
  shows(gateway, -1_000, 10);
}
/** Locked out by three excursions. */
function lockedOut(): LimitGateway {
  const gateway = scheme();
  for (let n = 0; n < 3; n++) excursion(gateway);
  expect(stateOf(gateway)).toBe(3);
  return gateway;
}

describe('a customer limitation scheme (ENA G100) in A a phase', () => {
  const byPhase = (): LimitGateway => new LimitGateway({ sources: [], fixed: [], floor: FLOOR, g100: [{ direction: 'export', w: null, amps: 16, reaction: 15_000 }] });
  const on = (power: number): PhaseReading => ({ power: watts(power), volts: null, amps: null });
  const phases = (gateway: LimitGateway, l1: number, l2: number): void => gateway.read(l1 + l2, 1_000, { L1: on(l1), L2: on(l2) });

  it('is published for each phase and counts an excursion on one of them, though the sum is below', () => {
    const gateway = byPhase();
    phases(gateway, -3_600, 2_000);
    expect([stateOf(gateway), gateway.facts.phaseLimits]).toEqual([1, [expect.objectContaining({ source: 'g100', direction: 'export', amps: 16, origin: 'contract' })]]);
    gateway.pass(SECOND);
    // 16 A are 3680 W.
    phases(gateway, -3_900, 3_900);
    expect(stateOf(gateway)).toBe(2);
    expect(gateway.of(AGREED)).toBeNull();
  });

  it('locks out when it is not over within the reaction time', () => {
    const gateway = byPhase();
    for (let n = 0; n < 15; n++) {
      phases(gateway, -4_000, 0);
      gateway.pass(SECOND);
    }
    expect(stateOf(gateway)).toBe(2);
    for (let n = 0; n < 2; n++) {
      phases(gateway, -4_000, 0);
      gateway.pass(SECOND);
    }
    expect([stateOf(gateway), gateway.of(STOPPED)]).toEqual([3, 0]);
  });

  it('takes a meter that shows no phases as showing one', () => {
    const gateway = byPhase();
    shows(gateway, -4_000, 1);
    expect(stateOf(gateway)).toBe(2);
  });

  it('is fail-safe while a device without a fallback of its own is out of reach', () => {
    const gateway = byPhase();
    const fallback = { kind: 'none' } as const;
    const device = (online: boolean) => ({ devices: [{ descriptor: { ...BATTERY, fallback }, report: { id: 'battery', heardAt: 0 as never, online, power: watts(0), setpoint: null, stored: null } }] });
    gateway.facts = device(true) as never;
    shows(gateway, -1_000, 1);
    expect(stateOf(gateway)).toBe(1);
    gateway.facts = device(false) as never;
    shows(gateway, -1_000, 1);
    expect(stateOf(gateway)).toBe(3);
  });
});

describe('a customer limitation scheme (ENA G100)', () => {
  it('the agreed limit always holds; state 1 below it, 2 above', () => {
    const gateway = scheme();
    shows(gateway, -3_000, 1);
    expect([stateOf(gateway), gateway.of(AGREED), gateway.of(STOPPED)]).toEqual([1, 3_680, null]);
    shows(gateway, -4_000, 1);
    expect([stateOf(gateway), gateway.of(STOPPED)]).toEqual([2, null]);
    shows(gateway, -3_000, 1);
    expect(stateOf(gateway)).toBe(1);
  });

  it('what is measuring error is no excursion: 100 W or 2 %', () => {
    const gateway = scheme();
    shows(gateway, -3_780, 60);
    expect(stateOf(gateway)).toBe(1);
  });

  it('import counts import: export above the figure is nothing to it', () => {
    const gateway = scheme('import');
    shows(gateway, -9_000, 20);
    expect(stateOf(gateway, 'import')).toBe(1);
    shows(gateway, 9_000, 7);
    expect([stateOf(gateway, 'import'), gateway.of({ direction: 'import', scope: 'controllable' })]).toEqual([3, 0]);
  });

  it('two excursions in 24 hours are borne, the third is state 3: nothing controllable feeds in', () => {
    const gateway = scheme();
    excursion(gateway);
    excursion(gateway);
    expect(stateOf(gateway)).toBe(1);
    excursion(gateway);
    expect([stateOf(gateway), gateway.of(STOPPED), gateway.because(STOPPED)]).toEqual([3, 0, 'lock-out']);
  });

  it('an excursion of more than 24 hours ago does not count', () => {
    const gateway = scheme();
    excursion(gateway);
    excursion(gateway);
    shows(gateway, -1_000, 1);
    gateway.pass(24 * HOUR);
    excursion(gateway);
    excursion(gateway);
    expect(stateOf(gateway)).toBe(1);
  });

  it('an excursion that is not over within 5 s is state 3', () => {
    const gateway = scheme();
    shows(gateway, -4_000, 6);
    expect(stateOf(gateway)).toBe(2);
    gateway.read(-4_000);
    expect(stateOf(gateway)).toBe(3);
  });

  it('the lock-out lasts four hours, to the second', () => {
    const gateway = scheme();
    excursion(gateway);
    excursion(gateway);
    gateway.read(-4_000);
    gateway.pass(4 * HOUR - SECOND);
    gateway.read(-1_000);
    expect(gateway.of(STOPPED)).toBe(0);
    gateway.pass(SECOND);
    gateway.read(-1_000);
    expect([stateOf(gateway), gateway.of(STOPPED)]).toEqual([1, null]);
  });

  it.each([
    ['the clock ten years ahead', NOON + 10 * 365 * 24 * HOUR],
    ['the clock at 1970', 0],
    ['the clock two weeks back', NOON - 14 * 24 * HOUR],
  ])('C-09 it survives twenty power cuts with %s', (_, wall) => {
    const gateway = lockedOut();
    for (let n = 0; n < 20; n++) {
      gateway.restart(`b${n + 2}`, wall, wall === 0 ? 'none' : 'floor');
      for (let tenSeconds = 0; tenSeconds < 60; tenSeconds++) {
        gateway.read(-1_000);
        gateway.pass(10 * SECOND);
      }
      expect(gateway.of(STOPPED)).toBe(0);
    }
    // 20 * 600 s have been counted of 14400 s, and of each boot at least its last kept minute.
    shows(gateway, -1_000, 2_400 + 20 * 60);
    expect(gateway.of(STOPPED)).toBeNull();
  });

  it('excursions are counted over a power cut', () => {
    const gateway = scheme();
    excursion(gateway);
    excursion(gateway);
    gateway.restart('b2', NOON + HOUR);
    shows(gateway, -1_000, 2);
    expect(stateOf(gateway)).toBe(1);
    excursion(gateway);
    expect(stateOf(gateway)).toBe(3);
  });

  it('without a meter it is in its fail-safe: at the start, and after 15 s of silence, until it is heard', () => {
    const gateway = scheme();
    gateway.step({ kind: 'tick' });
    expect(gateway.of(STOPPED)).toBe(0);
    shows(gateway, -1_000, 1);
    expect(gateway.of(STOPPED)).toBeNull();
    gateway.pass(15_000);
    expect(gateway.of(STOPPED)).toBe(0);
    gateway.read(null);
    expect(gateway.of(STOPPED)).toBe(0);
    gateway.read(-1_000);
    expect(gateway.of(STOPPED)).toBeNull();
  });
});
