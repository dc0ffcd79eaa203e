import { expect, it } from 'vitest';
import type { Device } from '#wire/message/bodies.ts';
import { offeredWishes } from '../../../src/ui/parts/offeredWishes.ts';

const device = (id: string, primitive?: string): Device => ({
  id, name: id, kind: 'plug', simulated: false, online: true, heardAt: 0, power: 0, setpoint: 0, stored: null, capacity: null, asked: null, state: 'obeyed', reason: null, decidedBy: null, fallback: 'timer', ...(primitive ? { primitive } : {}),
});
/** 2026-10-24 21:00 in Berlin, the evening before the clocks go back: 07:00 is eleven hours away, not ten. */
const EVENING = Date.parse('2026-10-24T19:00Z');
const SEVEN = Date.parse('2026-10-25T06:00Z');

it('offers an appliance by breakfast, right over the October night, and a battery a reserve', () => {
  expect(offeredWishes([device('dishwasher', 'profile'), device('battery', 'store')], [], EVENING, 'Europe/Berlin')).toEqual([
    { kind: 'readyBy', id: 'ready-dishwasher', device: 'dishwasher', rank: 2, from: EVENING, by: SEVEN },
    { kind: 'reserve', id: 'reserve-battery', device: 'battery', rank: 1, share: 0.2 },
  ]);
});

it('offers nothing for what has a wish, cannot be planned, or does not say', () => {
  const known = [{ kind: 'reserve', id: 'r', device: 'battery', rank: 1, share: 0.5 }] as const;
  expect(offeredWishes([device('battery', 'store'), device('lamp', 'inflexible'), device('old')], known, EVENING, 'Europe/Berlin')).toEqual([]);
});
