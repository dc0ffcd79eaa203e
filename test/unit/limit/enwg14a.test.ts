import { describe, expect, it } from 'vitest';
import { leastOf, minimumPower, withOwnGeneration, type ControllableUnit } from '#domain/limit/enwg14a.ts';
import { dimmed } from '#domain/limit/sources.ts';
import { watts } from '#domain/units/power.ts';
import { DIMMED, limited } from '../../fakes/limitSources.ts';
import { done, LimitGateway, refused, SITE } from '../../fakes/limitGateway.ts';

const charger: ControllableUnit = { kind: 'charger', power: watts(11_000) };
const pump = (power: number): ControllableUnit => ({ kind: 'heat-pump', power: watts(power) });
const chargers = (n: number): ControllableUnit[] => Array.from({ length: n }, () => charger);

describe('§14a EnWG, BK6-22-300 Annex 1', () => {
  // 4.2 kW + (n - 1) * f(n) * 4.2 kW, by hand.
  it.each([[0, 0], [1, 4_200], [2, 7_560], [3, 10_500], [4, 13_020], [5, 15_120], [6, 16_800], [7, 18_060], [8, 18_900], [9, 19_320], [10, 21_210], [12, 24_990]])('%i devices are left %i W together', (n, w) =>
    expect(minimumPower(chargers(n))).toBe(w));

  it('a heat pump up to 11 kW counts as any device; above, its 40 % stand in the place of 4.2 kW', () => {
    expect(minimumPower([pump(11_000), charger])).toBe(7_560);
    // 0.4 * 20 kW + 0.8 * 4.2 kW.
    expect(minimumPower([pump(20_000), charger])).toBe(11_360);
    // Of two large groups the larger one: 0.4 * 20 kW + 2 * 0.75 * 4.2 kW.
    expect(minimumPower([pump(20_000), { kind: 'cooling', power: watts(12_000) }, charger])).toBe(14_300);
  });

  it('dimmed one by one, a device is left 4.2 kW, a large heat pump 40 %', () => expect([charger, pump(11_000), pump(15_000)].map(leastOf)).toEqual([4_200, 4_200, 6_000]));

  it('is said in W: A of each phase could leave less than that, and is refused with the reason', () => {
    const gateway = new LimitGateway(limited(dimmed({ source: 'dso', keys: [DIMMED, SITE] }, chargers(1))));
    expect(gateway.signal({ sequence: 1, ...DIMMED, per: 'phase', value: { kind: 'limit', amps: 0 } })).toEqual(refused('watts-only'));
    expect(gateway.facts.phaseLimits).toEqual([]);
    expect(gateway.limit(1, 0, DIMMED)).toEqual(done);
    expect(gateway.of(DIMMED)).toBe(4_200);
    // Of the whole connection it may be said by phase, and of devices by who is not bound by §14a.
    expect(gateway.signal({ sequence: 2, per: 'phase', value: { kind: 'limit', amps: 10 } })).toEqual(done);
    expect(new LimitGateway(limited({ source: 'dso', keys: [DIMMED] })).signal({ sequence: 1, ...DIMMED, per: 'phase', value: { kind: 'limit', amps: 0 } })).toEqual(done);
  });

  it('own generation comes on top of the limit, as far as it is measured', () => {
    expect(withOwnGeneration(watts(4_200), watts(3_000))).toBe(7_200);
    expect(withOwnGeneration(watts(4_200), null)).toBe(4_200);
    expect(withOwnGeneration(watts(4_200), watts(-50))).toBe(4_200);
  });

  it('a source that dims by §14a leaves the minimum, and says that own generation counts; a site limit of it is as sent', () => {
    const gateway = new LimitGateway(limited(dimmed({ source: 'dso', keys: [DIMMED, SITE] }, chargers(2))));
    gateway.limit(1, 0, DIMMED);
    gateway.limit(2, 5_000, SITE);
    expect([gateway.of(DIMMED), gateway.of(SITE)]).toEqual([7_560, 5_000]);
    expect(gateway.facts.limits?.map(({ ownGeneration }) => ownGeneration)).toEqual([true, undefined]);
    gateway.limit(3, 9_000, DIMMED);
    expect(gateway.of(DIMMED)).toBe(9_000);
  });
});
