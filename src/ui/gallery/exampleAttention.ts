import type { HomeEvent, Ladder } from '#wire/message/bodies.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { bindingLimit, DAY_START, homeMessages, TOLD_AT } from './exampleHome.ts';
import { homeMoney } from './exampleMoney.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** An offer of 50p for less use from 17:00 to 19:00, three hours ahead. */
export const offer = (change: Partial<HomeEvent> = {}): HomeEvent => ({
  id: 'evening-17',
  issuer: 'Grid Co',
  demand: 'less-demand',
  target: { kind: 'all' },
  firmness: 'overridable',
  start: DAY_START + 17 * HOUR,
  end: DAY_START + 19 * HOUR,
  power: 500,
  reward: { micro: 500_000, per: 'event' },
  text: null,
  status: 'offered',
  devices: ['battery'],
  receivedAt: TOLD_AT - 10 * MINUTE,
  basis: null,
  receipt: null,
  ...change,
});

/** It began at 13:45 and has 43 minutes left. */
export const running = (): HomeEvent => offer({ status: 'running', start: TOLD_AT - 17 * MINUTE, end: TOLD_AT + 43 * MINUTE });

/** What no one may refuse, with where it rests on. */
export const firmCall = (): HomeEvent => offer({ id: 'order-3', firmness: 'firm', status: 'running', start: TOLD_AT - 5 * MINUTE, end: TOLD_AT + 30 * MINUTE, power: 4_200, reward: null, basis: '§ 14a EnWG: the grid is full' });

/** It was asked for 2 kWh and gave 1.5 kWh; ten minutes of readings are missing. */
export const over = (): HomeEvent =>
  offer({
    id: 'yesterday',
    status: 'over',
    start: DAY_START - 7 * HOUR,
    end: DAY_START - 5 * HOUR,
    receipt: { asked: 2_000_000, delivered: 1_500_000, response: 90_000, rebound: 400_000, reward: 375_000, baseline: 'profile-adjusted', missing: 600_000, overlaps: ['price:peak', 'price:day'] },
  });

/** Over 7 kW since ten seconds; devices are turned down in 50 s, supply ends 80 s from now, at 14:03:30. */
export const warnedLadder = (change: Partial<Ladder> = {}): Ladder => ({
  id: 'contract',
  direction: 'import',
  threshold: 7_000,
  window: null,
  power: 8_200,
  step: 'warned',
  since: TOLD_AT - 10_000,
  shedsAt: TOLD_AT + 50_000,
  interruptsAt: TOLD_AT + 80_000,
  restartsFrom: null,
  trips: 0,
  acknowledged: false,
  where: 'gateway',
  reaches: [],
  ...change,
});

/** Interrupted at 14:02, seen, and waiting for a person to restart. */
export const waitingLadder = (change: Partial<Ladder> = {}): Ladder => warnedLadder({ step: 'waiting', since: TOLD_AT, shedsAt: null, interruptsAt: null, acknowledged: true, power: 300, trips: 1, ...change });

export const highVoltage = (): StateBodies['safety'] => ({
  alarms: [{ id: 'voltage-high/L2/1', kind: 'voltage-high', since: TOLD_AT - 5_000, until: null, phase: 'L2', value: 281.4, threshold: 276, acknowledged: false }],
  sags: 2,
  swells: 1,
  meter: { failures: 4, longFailures: 1, sags: 0, swells: 0 },
});

/** Something waits to start again, at the latest by 14:07. */
export const delayedRestart = (): StateBodies['limit'] => ({ ...homeMessages().limit, delayedUntil: TOLD_AT + 5 * MINUTE });

export const outageNotice = (): StateBodies['notices'] => [{ id: 'n1', issuer: 'Grid Co', text: 'We change a cable in your street.', receivedAt: TOLD_AT - HOUR, outage: { start: DAY_START + 33 * HOUR, end: DAY_START + 36 * HOUR, cancelled: false } }];

/** Operators that a lost state has silenced, and a car whose hours nobody has chosen yet: 8 to 11 and 16 to 22 on weekdays. */
export const undecided = (): Pick<StateBodies, 'household' | 'contracts'> => ({
  household: {
    operators: 'unconfirmed',
    charging: {
      except: [
        { days: [1, 2, 3, 4, 5], from: 480, to: 660 },
        { days: [1, 2, 3, 4, 5], from: 960, to: 1_320 },
      ],
      chosen: false,
    },
  },
  contracts: [
    {
      issuer: 'Grid Co', title: 'Grid Co', audience: ['home'], kinds: ['limit', 'event', 'tariff'], limits: [{ direction: 'import', scope: 'controllable' }], demands: ['less-demand'], windows: [{ days: [1, 2, 3, 4, 5], from: 960, to: 1_200 }],
      longest: 2 * HOUR, recovery: 4 * HOUR, mostPerDay: 1, mostPerYear: 40, firmness: 'overridable', enrolled: false, basis: null, longestHold: 2 * HOUR, holdOnlyAfterOutage: true, increase: null, prices: { least: -1, most: 2 },
    },
  ],
});

/** All of it at once. */
export const everything = (): StateBodies => ({ ...homeMessages(), events: [running(), offer()], ladder: [warnedLadder()], safety: highVoltage(), notices: outageNotice(), limit: bindingLimit(), money: homeMoney(), ...undecided() });
