import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOUR, instant } from '#domain/time/instant.ts';
import { readSetup, sessionsWithin } from '../../../device/backtest/devicesFile.ts';

const example = readFileSync(join(import.meta.dirname, '../../../docs/formats/backtest-devices.json'), 'utf8');
const file = (parts: object): string => JSON.stringify({ tidewatt: 'backtest-devices', version: 1, ...parts });
const session = (start: string, end: string, kwh: number): object => ({ start: `2023-01-${start}:00Z`, end: `2023-01-${end}:00Z`, kwh });

describe('the devices of a backtest', () => {
  it('are read as the example has them', () => {
    const { batteries, cars, limits } = readSetup(example);
    expect(batteries[0]).toMatchObject({ id: 'battery', stored: 0, store: { capacity: 10_000_000, maxCharge: 5_000, chargeEfficiency: 0.95 } });
    expect(cars[0]?.sessions[0]).toEqual({ start: Date.UTC(2023, 0, 9, 17, 40), end: Date.UTC(2023, 0, 10, 6, 55), energy: 11_400_000 });
    expect(limits[0]).toMatchObject({ direction: 'import', scope: 'site', value: { kind: 'limit', w: 9_200 } });
  });

  it('ask no more of a car than its charger can give in the time', () => {
    const { cars } = readSetup(file({ cars: [{ id: 'car', max_charge_w: 3_000, sessions: [session('09T18:00', '09T20:00', 50)] }] }));
    expect(cars[0]?.sessions[0]?.energy).toBe(6_000_000);
  });

  it('count only sessions that lie in the time as a whole', () => {
    const setup = readSetup(file({ cars: [{ id: 'car', max_charge_w: 3_000, sessions: [session('09T18:00', '09T20:00', 1), session('10T22:00', '11T02:00', 1)] }] }));
    const from = instant(Date.UTC(2023, 0, 9));
    expect(sessionsWithin(setup, { start: from, end: instant(from + 48 * HOUR) }).cars[0]?.sessions).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['another file', '{"tidewatt":"tariff","version":1}', 'tidewatt'],
    ['a field that nobody knows', file({ heaters: [] }), 'heaters'],
    ['a time without an offset', file({ cars: [{ id: 'car', max_charge_w: 3_000, sessions: [{ start: '2023-01-09 18:00', end: '2023-01-09 20:00', kwh: 1 }] }] }), 'no time with an offset'],
    ['sessions at once', file({ cars: [{ id: 'car', max_charge_w: 3_000, sessions: [session('09T18:00', '09T20:00', 1), session('09T19:00', '09T21:00', 1)] }] }), 'before the one before it ends'],
    ['two devices of a name', file({ batteries: [{ id: 'a', capacity_wh: 1, max_charge_w: 1, max_discharge_w: 1 }], cars: [{ id: 'a', max_charge_w: 1, sessions: [] }] }), 'two devices have one id'],
  ])('of %s are refused with the place', (_name, text, place) => {
    expect(() => readSetup(text)).toThrow(place);
  });
});
