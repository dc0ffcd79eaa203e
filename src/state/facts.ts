import { STATE_NAMES, type StateName } from '#wire/topics.ts';
import { Fact } from './fact.ts';

export type Facts = { readonly [Name in StateName]: Fact<Name> };

/** A fact for each state name. */
export const emptyFacts = (): Facts => Object.fromEntries(STATE_NAMES.map((name) => [name, new Fact(name)])) as unknown as Facts;

export const allFacts = (facts: Facts): readonly Fact<StateName>[] => STATE_NAMES.map((name) => facts[name] as unknown as Fact<StateName>);
