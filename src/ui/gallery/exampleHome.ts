import type { StateBodies } from '#wire/message/index.ts';

const HALF_HOUR = 1_800_000;
const HOUR = 2 * HALF_HOUR;

/** 2023-03-24 14:02:10 in London, a Friday before the clocks change. */
export const TOLD_AT = Date.UTC(2023, 2, 24, 14, 2, 10);
export const DAY_START = Date.UTC(2023, 2, 24);
const TONIGHT = DAY_START + 24 * HOUR;

/** Night 00:00–06:00 at 9.2p, dear 16:00–19:00 at 41p, else 27.3p; what comes after the day is an estimate. */
function prices(): NonNullable<StateBodies['tariff']>['slots'] {
  const runs = [
    [0, 6, 92_000, 'night'],
    [6, 16, 273_000, 'day'],
    [16, 19, 410_000, 'peak'],
    [19, 24, 273_000, 'day'],
    [24, 30, 92_000, 'night'],
    [30, 40, 280_000, 'day'],
    [40, 43, 405_000, 'peak'],
    [43, 48, 280_000, 'day'],
  ] as const;
  return runs.map(([from, to, importPrice, rate]) => ({
    start: DAY_START + from * HOUR,
    end: DAY_START + to * HOUR,
    importPrice,
    exportPrice: 150_000,
    rate,
    known: to <= 30,
  }));
}

/** 28 half-hours and a running one: 0.2 kWh each, 1.1 kWh at 12:30, the first estimated. */
function bars(): StateBodies['today']['bars'] {
  return Array.from({ length: 28 }, (_, index) => {
    const start = DAY_START + index * HALF_HOUR;
    const importEnergy = index === 25 ? 1_100_000 : 200_000;
    const price = index < 12 ? 92_000 : 273_000;
    return { start, end: start + HALF_HOUR, importEnergy, exportEnergy: 0, cost: (importEnergy / 1_000_000) * price, quality: index === 0 ? ('estimated' as const) : ('measured' as const) };
  });
}

/** A home on an afternoon, as its gateway tells it. */
export function homeMessages(now = TOLD_AT): StateBodies {
  return {
    home: { name: 'Mill Lane 4', zone: 'Europe/London', currency: 'GBP', clock: { wall: now, speed: 1, trust: 'synced' }, source: 'meter', gateway: 'Tidewatt 0.1.0' },
    grid: { at: now - 2_000, power: 820, quality: 'measured', period: 10_000, phases: {}, importEnergy: 4_426_000_000, exportEnergy: 0, averageNow: 780, averageBefore: 640 },
    today: {
      day: '2023-03-24',
      start: DAY_START,
      end: TONIGHT,
      until: DAY_START + 28 * HALF_HOUR,
      importEnergy: 6_500_000,
      exportEnergy: 0,
      energyCost: 1_337_000,
      standingCharge: 460_000,
      unpricedEnergy: 0,
      estimatedEnergy: 200_000,
      bars: bars(),
    },
    tariff: { name: 'Flow 3', source: 'file', currency: 'GBP', standingCharge: 460_000, vatIncluded: true, slots: prices() },
    plan: {
      revision: 12,
      author: 'gateway',
      committedAt: now - 300_000,
      from: now,
      until: DAY_START + 48 * HOUR,
      acts: [
        { device: 'battery', interval: { start: now - 300_000, end: DAY_START + 16 * HOUR }, policy: { kind: 'hold', power: 0 } },
        { device: 'battery', interval: { start: DAY_START + 16 * HOUR, end: DAY_START + 19 * HOUR }, policy: { kind: 'follow', min: -2500, max: 0, grid: 0 } },
        { device: 'battery', interval: { start: TONIGHT + HOUR, end: TONIGHT + 4 * HOUR }, policy: { kind: 'hold', power: 2200 } },
        { device: 'dishwasher', interval: { start: TONIGHT + 2 * HOUR, end: TONIGHT + 4 * HOUR }, policy: { kind: 'run' } },
      ],
      reasons: [
        { device: 'battery', interval: { start: DAY_START + 16 * HOUR, end: DAY_START + 19 * HOUR }, cause: 'dear-slot', price: 410_000, nextBestPrice: 273_000, saving: 640_000 },
        { device: 'battery', interval: { start: TONIGHT + HOUR, end: TONIGHT + 4 * HOUR }, cause: 'cheap-slot', price: 92_000, nextBestPrice: 273_000, saving: 640_000 },
        { device: 'dishwasher', interval: { start: TONIGHT + 2 * HOUR, end: TONIGHT + 4 * HOUR }, cause: 'cheap-slot', price: 92_000, nextBestPrice: 273_000, saving: 640_000 },
      ],
      cost: 2_100_000,
      nothing: 2_740_000,
      broken: [],
    },
    problem: null,
    devices: [
      { id: 'battery', name: 'Battery', kind: 'battery', simulated: false, online: true, heardAt: now - 3_000, power: 0, setpoint: 0, stored: 4_100_000, capacity: 9_500_000, asked: 0, state: 'obeyed', reason: null, decidedBy: 'plan', fallback: 'timer' },
      { id: 'dishwasher', name: 'Dishwasher', kind: 'appliance', simulated: true, online: true, heardAt: now - 8_000, power: 0, setpoint: null, stored: null, capacity: null, asked: null, state: 'unmanaged', reason: null, decidedBy: null, fallback: 'none' },
    ],
    limit: { limits: [], effectiveImport: { kind: 'none' }, binding: false, state: 'kept', excess: 0 },
    link: { meter: 'ok', internet: 'unused', storage: 'ok', disk: 'ok', restored: null, planner: 'idle', rejected: {} },
    wishes: {
      revision: 3,
      pausedUntil: null,
      wishes: [
        { kind: 'reserve', id: 'reserve-battery', device: 'battery', rank: 1, share: 0.2 },
        { kind: 'readyBy', id: 'ready-dishwasher', device: 'dishwasher', rank: 2, from: now, by: TONIGHT + 7 * HOUR },
      ],
    },
    events: [],
    contracts: [],
    eventRest: { mostPerDay: null, mostPerWeek: null, quiet: [] },
    household: { operators: 'heard', charging: null },
    ladder: [],
    safety: { alarms: [], sags: 0, swells: 0, meter: null },
    notices: [],
    money: { alarms: { power: null, dayEnergy: null, dayCost: null }, bills: [], purse: null, contract: null, advice: [] },
    advising: { on: false, since: null, days: [] },
    arrivals: [],
  };
}

/** The limit of a grid operator that cuts what the home would do. */
export const bindingLimit = (): StateBodies['limit'] => ({
  limits: [{ source: 'grid-operator', direction: 'import', scope: 'site', value: { kind: 'limit', w: 3_500 }, start: TOLD_AT, end: null }],
  effectiveImport: { kind: 'limit', w: 3_500 },
  binding: true,
  state: 'kept',
  excess: 0,
});
