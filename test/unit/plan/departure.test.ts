import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import { departuresOf } from '#domain/plan/departure.ts';
import { planDevice, type DeviceBasis } from '#domain/plan/poseDevice.ts';
import { HOUR, instant, ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { KWH } from '../../fixtures/plan/problems.ts';

const BERLIN = 'Europe/Berlin';
/** Friday 24 March 2023, 17:00 in Berlin; the clocks go forward on Sunday. */
const FRIDAY = instant(Date.UTC(2023, 2, 24, 16));
const horizon = { start: FRIDAY, end: instant(FRIDAY + 80 * HOUR) };
const week = (days: readonly (number | null)[]) => ({ kind: 'leaves' as const, id: 'work', device: 'car', rank: 2, days, in: 'energy' as const, need: 9 * KWH });
const SEVEN = 7 * 60;

const CHARGER: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(11_040), minimum: watts(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: watts(0), max: watts(11_040) }, phaseModes: { rest: ms(300_000) } };
const report = (plugged: DeviceReport['plugged']): DeviceReport => ({ id: 'car', heardAt: ms(0), online: true, power: watts(0), setpoint: null, stored: null, ...(plugged && { plugged }) });
const basis = (more: Partial<DeviceBasis> = {}): DeviceBasis => ({ wanted: new Set(), toAdd: [{ device: 'car', energy: 9 * KWH }], leaves: new Map(), runs: [], now: FRIDAY, start: FRIDAY, ...more });

describe('when a car is to leave', () => {
  it('is the next day of its week that it leaves on, by the local clock', () => {
    // Monday at seven is 05:00Z by then: it stays at the weekend.
    const { wishes, toAdd, leaves } = departuresOf([week([SEVEN, SEVEN, SEVEN, SEVEN, SEVEN, null, null])], horizon, BERLIN);
    const monday = instant(Date.UTC(2023, 2, 27, 5));
    expect(wishes).toEqual([{ kind: 'storedBy', id: 'work', device: 'car', rank: 2, by: monday, share: 1 }]);
    expect(toAdd).toEqual([{ device: 'car', energy: 9 * KWH }]);
    expect(leaves.get('car')).toBe(monday);
  });

  it('is nowhere in a horizon that it stays throughout', () => {
    expect(departuresOf([week([null, null, null, null, null, null, null])], horizon, BERLIN)).toEqual({ wishes: [], toAdd: [], leaves: new Map() });
  });

  it('is the earlier of two', () => {
    const by = instant(FRIDAY + 3 * HOUR);
    const once = { kind: 'storedBy' as const, id: 'once', device: 'car', rank: 1, by, share: 0.5 };
    const { wishes, leaves } = departuresOf([week([SEVEN, null, null, null, null, null, null]), once], horizon, BERLIN);
    expect(leaves.get('car')).toBe(by);
    // One that names its own time is a wish of the problem already.
    expect(wishes.map(({ id }) => id)).toEqual(['work']);
  });
});

describe('a charger that does not know how full its car is', () => {
  it('is planned as what is still to be added, on one phase or three, until it leaves', () => {
    const leaves = instant(FRIDAY + 10 * HOUR);
    const device = planDevice({ descriptor: CHARGER, report: report({ isIn: true, added: 2 * KWH }) }, basis({ leaves: new Map([['car', leaves]]) }));
    expect(device).toMatchObject({
      primitive: { kind: 'store', capacity: 9 * KWH, maxCharge: 11_040, maxDischarge: 0, charges: [{ min: 1_380, max: 3_680 }, { min: 4_140, max: 11_040 }] },
      stored: 2 * KWH,
      neutral: { kind: 'hold', power: 11_040 },
      present: [{ start: FRIDAY, end: leaves }],
    });
  });

  it('is full when it has had what was asked for', () => {
    expect(planDevice({ descriptor: CHARGER, report: report({ isIn: true, added: 12 * KWH }) }, basis())).toMatchObject({ stored: 9 * KWH });
  });

  it('is left alone with no car on it, with nobody asking, and when it does not say what it has added', () => {
    expect(planDevice({ descriptor: CHARGER, report: report({ isIn: false, added: null }) }, basis())).toBeUndefined();
    expect(planDevice({ descriptor: CHARGER, report: report({ isIn: true, added: 0 }) }, basis({ toAdd: [] }))).toBeUndefined();
    // Nothing is guessed: a store of unknown content is named, and no plan moves it.
    expect(planDevice({ descriptor: CHARGER, report: report(undefined) }, basis())).toMatchObject({ stored: null });
  });
});
