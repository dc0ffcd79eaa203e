import { describe, expect, it } from 'vitest';
import type { Decider } from '#domain/device/asked.ts';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import { unreleased } from '#domain/guard/release.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { ask, BATTERY, CAR, CONFIG, grid, limit, NOW, out, stood, TANK, w, type Around } from './onePass.ts';

/** A car that charges with 6 kW beside 500 W of base load; its fuse holds 10 A, and the home is measured on L1. */
const running = [ask(CAR, 6_000, { takes: 6_000 })];
const measured = grid(6_500, running, { L1: 6_500 });
const FUSE = { ...CONFIG, fuse: { amps: 10, volts: 230 } };
/** A tank that frost protection keeps at 2 kW. */
const frost = [ask(TANK, 2_000, { takes: 2_000 })];
const frostGrid = grid(2_500, frost, { L1: 2_500 });
const PROTECTED = { ...CONFIG, protect: { tank: w(2_000) } };
/** A car that stands still and is wanted at 6 kW. */
const still = [ask(CAR, 6_000)];

/** Each stage alone against a request of 6 kW, and what it leaves of it. */
const ALONE: readonly (readonly [stage: string, around: Around, asks: typeof running, left: readonly [number, string]])[] = [
  ['limits', { grid: measured, limits: [limit(4_500)] }, running, [4_000, 'limit']],
  ['ladder', { grid: measured, ladder: 3_500 }, running, [3_000, 'ladder']],
  ['fuse', { grid: measured, config: FUSE }, running, [1_800, 'fuse']],
  ['sense', { grid: measured, needsGrid: true, gridState: 'lost', commanded: { car: stood(6_000) } }, running, [1_380, 'sense']],
  ['start', { commanded: { car: stood(0) } }, still, [1_380, 'start']],
  ['ramp', { commanded: { car: stood(1_380, 4_620) }, rise: 300 }, [ask(CAR, 6_000, { takes: 1_380 })], [1_680, 'ramp']],
];
const SOURCES: readonly Decider[] = ['dispatch', 'override', 'event', 'plan', 'neutral'];
const from = (asks: typeof running, decidedBy: Decider): typeof running => asks.map((one) => ({ ...one, decidedBy }));

describe('who asks makes no difference to what holds', () => {
  for (const source of SOURCES)
    it.each(ALONE)(`${source} -> %s`, (_, around, asks, left) => {
      const byHand: ReadonlySet<string> = source === 'override' ? new Set(['car']) : new Set();
      expect(out(from(asks, source), { ...around, byHand })).toEqual({ car: left });
    });
  it.each(SOURCES)('%s -> minima: what frost protection needs is what a limit leaves', (source) => {
    expect(out(from(frost, source), { grid: frostGrid, limits: [limit(600)], config: PROTECTED })).toEqual({ tank: [2_000, 'minimum'] });
  });
});

describe('what holds, pair by pair: both want something else, and the later has the word', () => {
  it('limits, ladder: the lower of the two, whichever it is', () => {
    expect(out(running, { grid: measured, limits: [limit(4_500)], ladder: 3_500 })).toEqual({ car: [3_000, 'ladder'] });
    expect(out(running, { grid: measured, limits: [limit(2_500)], ladder: 3_500 })).toEqual({ car: [2_000, 'limit'] });
  });
  it('limits, minima: frost protection stands against a limit', () => expect(out(frost, { grid: frostGrid, limits: [limit(0)], config: PROTECTED })).toEqual({ tank: [2_000, 'minimum'] }));
  it('limits, fuse: the fuse takes what a limit would have left', () => expect(out(running, { grid: measured, limits: [limit(5_000)], config: FUSE })).toEqual({ car: [1_800, 'fuse'] }));
  it('limits, sense: room under a limit is not used on a lost reading', () => expect(out(running, { grid: measured, limits: [limit(6_000)], gridState: 'lost', commanded: { car: stood(5_500) } })).toEqual({ car: [1_380, 'sense'] }));
  it('limits, start: what may have 4 kW starts at its minimum', () => expect(out(still, { limits: [limit(4_500)], commanded: { car: stood(0) } })).toEqual({ car: [1_380, 'start'] }));
  it('limits, ramp: a limit is never slowed', () => expect(out(running, { grid: measured, limits: [limit(2_500)], commanded: { car: stood(6_000, 3_000) }, rise: 100 })).toEqual({ car: [2_000, 'limit'] }));

  it('ladder, minima: frost protection stands against shedding', () => expect(out(frost, { grid: frostGrid, ladder: 500, config: PROTECTED })).toEqual({ tank: [2_000, 'minimum'] }));
  it('minima, interruption: E11 a supply that is interrupted is off, for frost protection too', () => expect(out(frost, { grid: frostGrid, ladder: 0, config: PROTECTED })).toEqual({ tank: [0, 'ladder'] }));
  it('minima, interruption: a limit of 0 W is none, and frost protection stands', () => expect(out(frost, { grid: frostGrid, limits: [limit(0)], config: PROTECTED })).toEqual({ tank: [2_000, 'minimum'] }));
  it('interruption, fuse: both leave nothing', () => expect(out(frost, { grid: frostGrid, ladder: 0, config: { ...FUSE, protect: PROTECTED.protect } })).toEqual({ tank: [0, 'ladder'] }));
  it('interruption, ramp: it is never slowed', () => expect(out(running, { grid: measured, ladder: 0, commanded: { car: stood(6_000, 3_000) }, rise: 100 })).toEqual({ car: [0, 'ladder'] }));
  it('ladder, fuse', () => expect(out(running, { grid: measured, ladder: 5_000, config: FUSE })).toEqual({ car: [1_800, 'fuse'] }));
  it('ladder, sense', () => expect(out(running, { grid: measured, ladder: 6_000, needsGrid: true, gridState: 'lost', commanded: { car: stood(5_500) } })).toEqual({ car: [1_380, 'sense'] }));
  it('ladder, start', () => expect(out(still, { ladder: 4_500, commanded: { car: stood(0) } })).toEqual({ car: [1_380, 'start'] }));
  it('ladder, ramp: shedding is never slowed', () => expect(out(running, { grid: measured, ladder: 2_500, commanded: { car: stood(6_000, 3_000) }, rise: 100 })).toEqual({ car: [2_000, 'ladder'] }));

  it('minima, fuse: the fuse ignores minima', () => {
    expect(out(frost, { grid: frostGrid, config: { ...FUSE, protect: PROTECTED.protect } })).toEqual({ tank: [0, 'fuse'] });
  });
  it('minima, sense: frost protection does not start anything that nobody can see', () => {
    const off = [ask(TANK, 2_000)];
    expect(out(off, { grid: grid(500, off), limits: [limit(600)], config: PROTECTED, gridState: 'stale', commanded: { tank: stood(0) } })).toEqual({ tank: [0, 'sense'] });
  });
  it('minima, start: a device that must rest is not started for its minimum either', () => {
    const pump: DeviceDescriptor = { ...TANK, cycle: { minRun: 0 as Milliseconds, minRest: 600_000 as Milliseconds, startsPerHour: 6 } };
    const off = [ask(pump, 2_000)];
    expect(out(off, { grid: grid(500, off), limits: [limit(600)], config: PROTECTED, cycles: { tank: { on: false, since: 0, starts: [] } } })).toEqual({ tank: [0, 'start'] });
  });
  it('minima, ramp: what frost protection gives back does not wait for the ramp of others', () => {
    const cut = [ask(TANK, 2_000)];
    expect(out(cut, { grid: grid(500, cut), limits: [limit(600)], config: PROTECTED, commanded: { tank: stood(0, 2_000) }, rise: 100 })).toEqual({ tank: [0, 'ramp'] });
    expect(out(cut, { grid: grid(500, cut), limits: [limit(600)], config: PROTECTED, commanded: { tank: stood(0, 2_000) }, rise: 2_000 })).toEqual({ tank: [2_000, 'minimum'] });
  });

  it('fuse, sense: what the fuse took is not given back by a reading that is lost', () => expect(out(running, { grid: measured, config: FUSE, needsGrid: true, gridState: 'lost', commanded: { car: stood(6_000) } })).toEqual({ car: [1_380, 'sense'] }));
  it('fuse, start: what fits on the fuse starts at its minimum', () => {
    expect(out(still, { grid: grid(500, still, { L1: 500 }), config: FUSE, commanded: { car: stood(0) } })).toEqual({ car: [1_380, 'start'] });
    expect(out(still, { grid: grid(1_500, still, { L1: 1_500 }), config: FUSE, commanded: { car: stood(0) } })).toEqual({ car: [0, 'fuse'] });
  });
  it('fuse, ramp: the fuse is never slowed', () => expect(out(running, { grid: measured, config: FUSE, commanded: { car: stood(6_000, 3_000) }, rise: 100 })).toEqual({ car: [1_800, 'fuse'] }));

  it('sense, start: what cannot be seen does not even start', () => expect(out(still, { commanded: { car: stood(0) }, sensed: false })).toEqual({ car: [0, 'sense'] }));
  it('sense, ramp: a ramp that could go on stands still on a stale reading', () => {
    const some = [ask(CAR, 6_000, { takes: 2_000 })];
    expect(out(some, { grid: grid(2_500, some), needsGrid: true, gridState: 'stale', commanded: { car: stood(2_000, 4_000) }, rise: 500 })).toEqual({ car: [2_000, 'sense'] });
  });
  it('start, ramp: the lower of the two', () => {
    expect(out(still, { commanded: { car: stood(0, 6_000) }, rise: 1_400 })).toEqual({ car: [1_380, 'start'] });
    expect(out(still, { commanded: { car: stood(0, 6_000) }, rise: 1_379 })).toEqual({ car: [0, 'ramp'] });
  });
});

describe('chance only slows what rises, and no person', () => {
  const held = { ...unreleased, outageUntil: 60_000 };
  it('after an outage nothing rises before its moment', () => {
    expect(out(still, { commanded: { car: stood(0) }, release: held })).toEqual({ car: [0, 'delay'] });
    expect(out(still, { commanded: { car: stood(0) }, release: held, now: { ...NOW, mono: 60_000 as Milliseconds } })).toEqual({ car: [1_380, 'start'] });
  });
  it('what was found running goes on', () => expect(out(running, { grid: measured, release: held })).toEqual({ car: [6_000, 'plan'] }));
  it('a limit is kept at once', () => expect(out(running, { grid: measured, limits: [limit(2_500)], release: held })).toEqual({ car: [2_000, 'limit'] }));
  it('a battery may give at once', () => expect(out([ask(BATTERY, -2_000)], { grid: grid(2_500, []), release: held, commanded: { battery: stood(0) } })).toEqual({ battery: [-2_000, 'plan'] }));
  it('override: nothing waits, and the ramp of a release goes on', () => {
    const byHand = new Set(['car']);
    expect(out(still, { commanded: { car: stood(0) }, release: held, byHand })).toEqual({ car: [1_380, 'start'] });
    const cut = [ask(CAR, 6_000, { takes: 1_380 })];
    const release = { ...unreleased, heldUntil: 60_000 };
    expect(out(cut, { commanded: { car: stood(1_380, 4_620) }, rise: 300, release })).toEqual({ car: [1_380, 'delay'] });
    expect(out(cut, { commanded: { car: stood(1_380, 4_620) }, rise: 300, release, byHand })).toEqual({ car: [1_680, 'ramp'] });
  });
});

it('GB smart charging, regulation 8: no hand overrides the fuse, a limit, or a meter that cannot be seen', () => {
  const byHand = new Set(['car']);
  const hand = from(running, 'override');
  expect(out(hand, { grid: measured, config: FUSE, byHand })).toEqual({ car: [1_800, 'fuse'] });
  expect(out(hand, { grid: measured, limits: [limit(4_500)], byHand })).toEqual({ car: [4_000, 'limit'] });
  expect(out(hand, { grid: measured, needsGrid: true, gridState: 'lost', byHand, commanded: { car: stood(6_000) } })).toEqual({ car: [1_380, 'sense'] });
});

describe('starts and stops that a device can stand', () => {
  const PUMP: DeviceDescriptor = { ...TANK, cycle: { minRun: 300_000 as Milliseconds, minRest: 600_000 as Milliseconds, startsPerHour: 6 } };
  const at = (mono: number): Around => ({ now: { ...NOW, mono: mono as Milliseconds } });
  const on = { tank: { on: true, since: 0, starts: [0] } };
  const off = { tank: { on: false, since: 0, starts: [0] } };
  it('a wish to stop waits for the least run; a person does not', () => {
    const asks = [ask(PUMP, 0, { takes: 2_000 })];
    expect(out(asks, { ...at(299_999), cycles: on })).toEqual({ tank: [2_000, 'minimum'] });
    expect(out(asks, { ...at(300_000), cycles: on })).toEqual({ tank: [0, 'plan'] });
    expect(out(asks, { ...at(1_000), cycles: on, byHand: new Set(['tank']) })).toEqual({ tank: [0, 'plan'] });
  });
  it.each(['limit', 'ladder', 'fuse'] as const)('%s stops it before', (what) => {
    const asks = [ask(PUMP, 0, { takes: 2_000 })];
    const around: Around = what === 'limit' ? { limits: [limit(1_000)] } : what === 'ladder' ? { ladder: 1_000 } : { config: { ...CONFIG, fuse: { amps: 4, volts: 230 } } };
    expect(out(asks, { ...at(1_000), ...around, grid: grid(2_500, asks, { L1: 2_500 }), cycles: on })).toEqual({ tank: [0, what] });
  });
  it.each(SOURCES)('%s does not start it before it has rested', (source) => {
    const asks = from([ask(PUMP, 2_000)], source);
    const byHand = new Set(source === 'override' ? ['tank'] : []);
    expect(out(asks, { ...at(599_999), cycles: off, byHand })).toEqual({ tank: [0, 'start'] });
    expect(out(asks, { ...at(600_000), cycles: off, byHand })).toEqual({ tank: [2_000, source] });
  });
  it('nor a seventh time within an hour', () => {
    const starts = [1, 2, 3, 4, 5, 6].map((n) => n * 600_000);
    const cycles = { tank: { on: false, since: 3_000_000, starts } };
    expect(out([ask(PUMP, 2_000)], { ...at(4_199_999), cycles })).toEqual({ tank: [0, 'start'] });
    expect(out([ask(PUMP, 2_000)], { ...at(4_200_000), cycles })).toEqual({ tank: [2_000, 'plan'] });
  });
  it('the home’s file has the word before the device', () => {
    const config = { ...CONFIG, cycles: { tank: { minRun: 0 as Milliseconds, minRest: 1_000 as Milliseconds, startsPerHour: 60 } } };
    expect(out([ask(PUMP, 2_000)], { ...at(1_000), config, cycles: off })).toEqual({ tank: [2_000, 'plan'] });
  });
});

describe('limits a phase', () => {
  const car = { ...CONFIG, phases: { car: ['L1'] } as const };
  it('a limit of 16 A a phase cuts what is on the fullest of its phases', () =>
    expect(out(running, { config: car, grid: grid(7_000, running, { L1: 6_500, L2: 300, L3: 200 }), phaseLimits: [{ direction: 'import', amps: 16, origin: 'signal' }], commanded: { car: stood(6_000) } })).toEqual({ car: [3_180, 'limit'] }));
  it('a meter that shows no phases: everything counts as on one', () => expect(out(running, { grid: grid(6_500, running), config: FUSE })).toEqual({ car: [1_800, 'fuse'] }));
  it('unbalance: what is on one phase only gives way at 20 A between phases', () => {
    const of = { grid: grid(6_900, running, { L1: 6_300, L2: 300, L3: 300 }), commanded: { car: stood(6_000) } };
    expect(out(running, { ...of, config: { ...car, unbalance: 20 } })).toEqual({ car: [4_600, 'limit'] });
    expect(out(running, { ...of, config: car })).toEqual({ car: [6_000, 'plan'] });
  });
  it('unbalance: what is on three phases does not', () => {
    const three = { ...CONFIG, unbalance: 20, phases: { car: ['L1', 'L2', 'L3'] } as const };
    expect(out(running, { config: three, grid: grid(11_000, running, { L1: 7_000, L2: 2_000, L3: 2_000 }), commanded: { car: stood(6_000) } })).toEqual({ car: [6_000, 'plan'] });
  });
  it('unbalance: on nobody knows which phase it counts as if on each alone', () =>
    expect(out(running, { config: { ...CONFIG, unbalance: 20 }, grid: grid(6_900, running, { L1: 6_300, L2: 300, L3: 300 }), commanded: { car: stood(6_000) } })).toEqual({ car: [4_600, 'limit'] }));
  it('unbalance: a battery that gives on one phase only counts too', () => {
    const asks = [ask(BATTERY, -3_700, { takes: -3_700 })];
    const config = { ...CONFIG, unbalance: 10, phases: { battery: ['L2'] } as const };
    expect(out(asks, { config, grid: grid(-2_900, asks, { L1: 400, L2: -3_500, L3: 200 }) })).toEqual({ battery: [-2_100, 'limit'] });
  });
});
