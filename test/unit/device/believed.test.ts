import { describe, expect, it } from 'vitest';
import { believing } from '#domain/device/believed.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import { nothingSensed, sense, type Sensed } from '#domain/device/sense.ts';
import { chance } from '#domain/machine/chance.ts';
import { instant, ms } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import { watts } from '#domain/units/power.ts';

const CAR: DeviceDescriptor = { id: 'car', name: 'Car', kind: 'car', simulated: true, rating: watts(7_360), minimum: watts(1_380), fallback: { kind: 'timer', after: ms(60_000), power: watts(0) }, primitive: { kind: 'envelope', min: watts(0), max: watts(7_360) } };
const at = (second: number, boot = 'b'): Now => ({ wall: instant(second * 1_000), mono: ms(second * 1_000), boot, trust: 'synced' });

interface Home {
  /** W by the second: what the car takes, what is there beside it, and what the meter makes of both. */
  readonly car: (second: number) => number;
  readonly base?: (second: number) => number;
  readonly shows?: (power: number, second: number) => number;
  /** s by which the car's report is late, and between two readings. */
  readonly late?: number;
  readonly period?: number;
  readonly generation?: number | null;
}

/** What is known after so many seconds; each second is told to `seen`. */
function after(seconds: number, { car, base = () => 400, shows = (power) => power, late = 0, period = 1, generation = null }: Home, seen: (sensed: Sensed, second: number) => void = () => undefined): Sensed {
  let sensed = sense(nothingSensed, { kind: 'capabilities', descriptor: CAR } as never, at(0));
  for (let second = 1; second <= seconds; second++) {
    sensed = believing(sensed, { kind: 'report', report: { id: 'car', heardAt: ms(second * 1_000), online: true, power: watts(car(Math.max(0, second - late))), setpoint: null, stored: null } } as never, generation, at(second));
    if (second % period > 0) continue;
    const power = watts(Math.round(shows(car(second) + base(second), second)));
    sensed = believing(sensed, { kind: 'reading', reading: { meter: 'm', at: instant(second * 1_000), power, phases: {}, registers: [], period: ms(period * 1_000), quality: 'measured' } } as never, generation, at(second));
    seen(sensed, second);
  }
  return sensed;
}

/** Off, on at ten seconds, and so on. */
const steps = (second: number): number => (Math.floor(second / 10) % 2 === 1 ? 3_000 : 0);
const turned = (power: number): number => -power;
const kilowatts = (power: number): number => power / 1_000;
const shownBy = ({ grid }: Sensed): readonly (number | undefined)[] => [grid?.power, grid?.least];

describe('a meter is measured by the devices behind it (F36)', () => {
  it('what it shows beyond the devices counts at once where that is a load', () => expect(shownBy(after(5, { car: () => 3_000, base: () => 4_000 }))).toEqual([7_000, 3_500]));
  it('what makes room is not believed before a device has stepped: a sun of 4 kW', () => expect(after(8, { car: () => 3_000, base: () => -4_000 }).grid).toMatchObject({ power: 3_000, least: -1_000 }));
  it('and is believed in full after one step that it followed', () => expect(shownBy(after(15, { car: steps, base: () => -4_000 }))).toEqual([-1_000, undefined]));
  it('where somebody has said what the home generates, no step is asked for', () => expect(shownBy(after(5, { car: () => 3_000, base: () => -4_000, generation: 4_000 }))).toEqual([-1_000, undefined]));
  it('one that was proven stays so over a restart', () => {
    const before = after(15, { car: steps, base: () => -4_000 });
    expect(sense(before, { kind: 'start' }, at(0, 'c')).proof).toMatchObject({ base: -4_000, doubtedAt: null });
  });
  it('a sun that rises slowly needs no further step', () => expect(after(120, { car: (second) => (second < 10 ? 0 : 3_000), base: (second) => -20 * second }).grid?.power).toBe(600));

  it.each([['turned round', turned], ['of kW for W', kilowatts]])('one %s is not believed after two steps, and nothing is heard of it', (_name, shows) => {
    const sensed = after(60, { car: steps, base: () => 20, shows });
    expect(sensed.proof?.doubtedAt).not.toBeNull();
    expect(sensed.grid?.heardAt).toBeLessThan(30_000);
  });
  it('from the first step on it makes no room at all', () => expect(after(12, { car: steps, shows: turned }).grid?.power).toBe(3_000));
  it.each([['turned round', turned, 3_400], ['of kW for W', kilowatts, 3_400]])('one that becomes %s while nothing moves is doubted in that second, and believed when it is back', (_name, lie, power) => {
    const home: Home = { car: (second) => (second < 5 ? 0 : 3_000), shows: (power, second) => (second >= 30 && second < 60 ? lie(power) : power) };
    expect(after(30, home).proof?.doubtedAt).toBe(30_000);
    expect(after(60, home)).toMatchObject({ proof: { doubtedAt: null }, grid: { power } });
  });
  it('a new boot asks a doubted one again, and one step is then enough', () => {
    const before = after(60, { car: steps, base: () => 20, shows: turned });
    expect(sense(before, { kind: 'start' }, at(0, 'c')).proof).toMatchObject({ base: null, doubtedAt: null, against: 1 });
  });
});

describe('a true meter is not doubted', () => {
  const judged = (home: Home, seconds = 3_600): { readonly doubts: number; readonly refuted: number } => {
    let [doubts, refuted] = [0, 0];
    let before: number | null = null;
    after(seconds, home, ({ proof }) => {
      doubts += proof?.doubtedAt == null ? 0 : 1;
      refuted += before !== null && proof?.base === null ? 1 : 0;
      before = proof?.base ?? null;
    });
    return { doubts, refuted };
  };
  const noise = (second: number): number => 60 * (chance(7, second) - 0.5);
  /** Answers the base load three seconds later, as a battery does. */
  const kettles = (second: number): number => 300 + noise(second) + (second % 97 < 40 ? 2_000 : 0) + (second % 61 < 13 ? 1_200 : 0);
  const follower = (second: number): number => -kettles(Math.max(0, second - 3));

  it.each([
    ['whose devices report two seconds late', { car: steps, late: 2 }],
    ['behind a load that comes and goes', { car: steps, base: kettles }],
    ['of ten seconds', { car: (second: number) => (Math.floor(second / 40) % 2) * 3_000, base: kettles, period: 10 }],
    ['behind a device that gives whatever the load takes', { car: follower, base: kettles }],
    ['behind one that takes what a cloudy sun leaves', { car: (second: number) => 1_500 + 1_500 * Math.sin((second - 3) / 9), base: (second: number) => noise(second) - 1_500 - 1_500 * Math.sin(second / 9) }],
  ] satisfies readonly (readonly [string, Home])[])('%s', (_name, home) => expect(judged(home).doubts).toBe(0));
});
