import type { StateBodies } from './index.ts';

// The bodies of state messages by the names that screens and sentences know them by; null is taken out where it means "none".
export type Home = StateBodies['home'];
export type Grid = StateBodies['grid'];
export type Today = StateBodies['today'];
export type TodayBar = Today['bars'][number];
export type Tariff = NonNullable<StateBodies['tariff']>;
export type PriceSlot = Tariff['slots'][number];
export type Plan = NonNullable<StateBodies['plan']>;
export type PlanAct = Plan['acts'][number];
export type PlanReason = Plan['reasons'][number];
export type Problem = NonNullable<StateBodies['problem']>;
export type Device = StateBodies['devices'][number];
export type LimitState = StateBodies['limit'];
export type LinkState = StateBodies['link'];
export type Wishes = StateBodies['wishes'];
export type HomeEvent = StateBodies['events'][number];
export type Contract = StateBodies['contracts'][number];
export type EventRest = StateBodies['eventRest'];
export type Household = StateBodies['household'];
export type ChargingHours = NonNullable<Household['charging']>;
export type Ladder = StateBodies['ladder'][number];
export type Safety = StateBodies['safety'];
export type Notice = StateBodies['notices'][number];
export type SlotChoice = NonNullable<Wishes['choices']>[number];
export type Wish = Wishes['wishes'][number];
