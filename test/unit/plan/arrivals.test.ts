import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import { initialOutlook } from '#domain/forecast/outlook.ts';
import type { HomeEvent } from '#domain/machine/machine.ts';
import { arrivals, type ArrivalsState } from '#domain/plan/arrivals.ts';
import { HOUR, instant, MINUTE, ms, type Instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import type { Wish } from '#domain/wish/wish.ts';
import { KWH } from '../../fixtures/plan/problems.ts';

const CHARGER: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(11_040), minimum: watts(1_380), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: watts(0), max: watts(11_040) } };
/** Monday 20 March 2023, 18:00 in Berlin, where seven is 06:00Z until Sunday. */
const MONDAY = instant(Date.UTC(2023, 2, 20, 17));
const later = (hours: number): Instant => instant(MONDAY + hours * HOUR);

/** A gateway's evenings: chargers say what is plugged in, people say what they want. */
class Evenings {
  state: ArrivalsState = arrivals.initial;
  told: unknown = undefined;
  assumed: readonly Wish[] = [];
  wishes: readonly Wish[] = [];
  publications = 0;

  constructor(readonly descriptor = CHARGER) {}

  at(now: Instant, plugged: DeviceReport['plugged'], boot = 'boot'): this {
    const report: DeviceReport = { id: 'car', heardAt: ms(0), online: true, power: watts(0), setpoint: null, stored: null, ...(plugged && { plugged }) };
    for (const event of [{ kind: 'devices', devices: [{ descriptor: this.descriptor, report }] }, { kind: 'tick' }] as HomeEvent[]) {
      const facts = { forecast: initialOutlook('Europe/Berlin'), wishes: this.wishes, choices: [], intent: { mode: 'cheapest' as const, carbonPrice: null }, pausedUntil: null };
      const step = arrivals.step(this.state, event, { wall: now, mono: ms(0), boot, trust: 'synced' }, facts);
      this.state = step.state;
      this.assumed = step.facts?.assumed ?? this.assumed;
      for (const effect of step.effects ?? []) {
        this.publications += 1;
        this.told = (effect as unknown as { body: unknown }).body;
      }
    }
    return this;
  }

  /** Comes at 18:00 of a day, takes so much, leaves next day at a minute of the local clock. */
  stay(day: number, kWh: number, left: number): this {
    const came = later(24 * day);
    return this.at(came, { isIn: true, added: 0 }).at(instant(came + 6 * HOUR), { isIn: true, added: kWh * KWH }).at(instant(came + 6 * HOUR + left * MINUTE), { isIn: false, added: null });
  }
}

describe('a car of which nobody knows how full it is', () => {
  it('is asked for when it is plugged in; before its first charge nothing is assumed', () => {
    const home = new Evenings().at(MONDAY, { isIn: false, added: null });
    expect(home.told).toEqual([]);
    home.at(later(0.5), { isIn: true, added: 0 });
    expect(home.told).toEqual([{ device: 'car', since: later(0.5), usual: null, by: later(13) }]);
    expect(home.assumed).toEqual([]);
  });

  it('is taken to want its usual by its usual hour, the middle of what it took and of when it left', () => {
    const home = new Evenings().stay(0, 6, 7 * 60 + 30).stay(1, 20, 7 * 60).stay(2, 8, 8 * 60);
    home.at(later(72), { isIn: true, added: 0 });
    // Friday 07:30 in Berlin.
    const by = instant(Date.UTC(2023, 2, 24, 6, 30));
    expect(home.told).toEqual([{ device: 'car', since: later(72), usual: 8 * KWH, by }]);
    expect(home.assumed).toEqual([{ kind: 'addedBy', id: 'assumed-car', device: 'car', rank: 2, by, energy: 8 * KWH }]);
  });

  it('is asked for once: not while somebody has said it, not after it left, not past the hour it was to leave', () => {
    const home = new Evenings().stay(0, 6, 7 * 60);
    home.at(later(24), { isIn: true, added: 0 });
    expect(home.assumed).toHaveLength(1);
    home.wishes = [{ kind: 'addedBy', id: 'added-car', device: 'car', rank: 2, by: later(36), energy: 12 * KWH }];
    home.at(later(24.1), { isIn: true, added: 0 });
    expect([home.told, home.assumed]).toEqual([[], []]);
    home.wishes = [];
    expect(home.at(later(24.2), { isIn: true, added: KWH }).assumed).toHaveLength(1);
    expect(home.at(later(38), { isIn: true, added: KWH }).told, 'seven in the morning is past').toEqual([]);
    home.at(later(39), { isIn: false, added: null }).at(later(48), { isIn: true, added: 0 });
    expect(home.assumed).toHaveLength(1);
    expect(home.at(later(49), { isIn: false, added: null }).told).toEqual([]);
  });

  it('is not asked for where its week is known in kWh, and is where only a share was named', () => {
    const week = { kind: 'leaves' as const, id: 'work', device: 'car', rank: 2, days: [420, 420, 420, 420, 420, null, null] };
    const home = new Evenings();
    home.wishes = [{ ...week, in: 'energy', need: 9 * KWH }];
    expect(home.at(MONDAY, { isIn: true, added: 0 }).told).toEqual([]);
    home.wishes = [{ ...week, in: 'share', need: 0.8 }];
    expect(home.at(later(0.1), { isIn: true, added: 0 }).told).toMatchObject([{ device: 'car' }]);
  });

  it('a stay without a charge is no habit, and one that nobody saw end says nothing of the hour', () => {
    const home = new Evenings().stay(0, 0.2, 7 * 60);
    home.at(later(24), { isIn: true, added: 5 * KWH });
    // The charger counts anew: another car, or the same one again, while the gateway was off.
    home.at(later(34), { isIn: true, added: 0 });
    expect(home.told).toEqual([{ device: 'car', since: later(34), usual: 5 * KWH, by: later(37) }]);
  });

  it('is remembered over a restart, told again then, and told no second time for nothing', () => {
    const home = new Evenings().stay(0, 6, 7 * 60).at(later(24), { isIn: true, added: 0 });
    const { publications } = home;
    home.at(later(25), { isIn: true, added: 2 * KWH });
    expect(home.publications).toBe(publications);
    home.at(later(26), { isIn: true, added: 3 * KWH }, 'next');
    expect(home.publications).toBe(publications + 1);
    expect(home.told).toMatchObject([{ since: later(24), usual: 6 * KWH }]);
    expect(JSON.parse(JSON.stringify(home.state))).toEqual(home.state);
  });

  it('is left alone where the level is known, or the plug is not', () => {
    const store: DeviceDescriptor = { ...CHARGER, primitive: { kind: 'store', capacity: 40 * KWH, maxCharge: watts(11_040), maxDischarge: watts(0), chargeEfficiency: 1, dischargeEfficiency: 1, wear: 0 } };
    expect(new Evenings(store).at(MONDAY, { isIn: true, added: 0 }).told).toEqual([]);
    expect(new Evenings().at(MONDAY, undefined).told).toEqual([]);
  });

  it('is told of as nothing by a home that does not know its time yet', () => {
    const now = { wall: MONDAY, mono: ms(0), boot: 'boot', trust: 'none' as const };
    const first = arrivals.step(arrivals.initial, { kind: 'tick' } as HomeEvent, now, {});
    expect(first.effects).toMatchObject([{ kind: 'publish', name: 'arrivals', body: [] }]);
    expect(arrivals.step(first.state, { kind: 'tick' } as HomeEvent, now, {}).effects).toBeUndefined();
  });
});
