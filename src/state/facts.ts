import { STATE_NAMES, type StateName } from '#wire/topics.ts';
import type { StateBodies } from '#wire/message/index.ts';
import { Fact } from './fact.ts';

export type Facts = { readonly [Name in StateName]: Fact<Name> };

/** A fact for each state name. */
export function emptyFacts(): Facts {
  return {
    home: new Fact('home'),
    grid: new Fact('grid'),
    today: new Fact('today'),
    tariff: new Fact('tariff'),
    plan: new Fact('plan'),
    problem: new Fact('problem'),
    devices: new Fact('devices'),
    limit: new Fact('limit'),
    link: new Fact('link'),
    wishes: new Fact('wishes'),
  };
}

export const allFacts = (facts: Facts): readonly Fact<StateName>[] => STATE_NAMES.map((name) => facts[name] as unknown as Fact<StateName>);

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
export type Wish = Wishes['wishes'][number];
