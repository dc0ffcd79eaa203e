import type * as v from 'valibot';
import type { StateName } from '../topics.ts';
import { advisingSchema } from './advising.ts';
import { arrivalsSchema } from './arrivals.ts';
import { contractsSchema } from './contracts.ts';
import { devicesSchema } from './devices.ts';
import { eventRestSchema } from './eventRest.ts';
import { eventsSchema } from './events.ts';
import { gridSchema } from './grid.ts';
import { homeSchema } from './home.ts';
import { householdSchema } from './household.ts';
import { ladderSchema } from './ladder.ts';
import { limitSchema } from './limit.ts';
import { linkSchema } from './link.ts';
import { moneySchema } from './money.ts';
import { noticesSchema } from './notices.ts';
import { planSchema } from './plan.ts';
import { problemSchema } from './problem.ts';
import { safetySchema } from './safety.ts';
import { tariffSchema } from './tariff.ts';
import { todaySchema } from './today.ts';
import { wishesSchema } from './wishes.ts';

/** The list of state messages: a new one is its file and a line here. */
export const STATE_SCHEMAS = {
  home: homeSchema,
  grid: gridSchema,
  today: todaySchema,
  tariff: tariffSchema,
  plan: planSchema,
  problem: problemSchema,
  devices: devicesSchema,
  limit: limitSchema,
  link: linkSchema,
  wishes: wishesSchema,
  events: eventsSchema,
  contracts: contractsSchema,
  eventRest: eventRestSchema,
  household: householdSchema,
  ladder: ladderSchema,
  safety: safetySchema,
  notices: noticesSchema,
  money: moneySchema,
  advising: advisingSchema,
  arrivals: arrivalsSchema,
} satisfies Record<StateName, v.GenericSchema>;

export type StateBodies = { [Name in StateName]: v.InferOutput<(typeof STATE_SCHEMAS)[Name]> };
