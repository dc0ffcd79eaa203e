import { STATE_NAMES, type StateName } from '#wire/topics.ts';
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
    events: new Fact('events'),
    contracts: new Fact('contracts'),
    eventRest: new Fact('eventRest'),
    household: new Fact('household'),
    ladder: new Fact('ladder'),
    safety: new Fact('safety'),
    notices: new Fact('notices'),
  };
}

export const allFacts = (facts: Facts): readonly Fact<StateName>[] => STATE_NAMES.map((name) => facts[name] as unknown as Fact<StateName>);
