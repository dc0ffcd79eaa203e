import { MS_PER_DAY } from '../time/civil.ts';

/** What a suggestion is about, and the figure it stands on: whether it came true is seen by the same figure. */
export type SuggestionKind = 'always-on' | 'dear-hours' | 'contract' | 'tariff';

/** A piece of advice from this home's own figures. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  /** Micro a week that following it is worth. */
  readonly perWeek: number;
  /** The figure it stands on: W always on, share of energy bought in dear hours (0..1), W contracted, or micro a week on the tariff. */
  readonly figure: number;
  /** What it would become. */
  readonly aim: number;
}

/** A suggestion that was shown. */
export interface Given extends Suggestion {
  /** ms UTC. */
  readonly at: number;
  readonly putAway: boolean;
}

/** What this home's figures say now; null = not known. */
export interface OwnFigures {
  readonly alwaysOn: { readonly power: number; /** Micro per kWh. */ readonly price: number } | null;
  /** Energy bought a week in mWh, the share of it in the dear third of prices, and micro per kWh between dear and cheap. */
  readonly dear: { readonly energy: number; readonly share: number; readonly gap: number } | null;
  readonly contract: { readonly power: number; readonly enough: number; readonly savesPerYear: number } | null;
  /** Micro a week on ours, and on the cheapest other that is known; null where none is. */
  readonly tariff: { readonly ours: number; readonly other: number | null } | null;
}

/** At most so many at once, each worth so much a week, and none again within four weeks. */
export const MOST = 3;
const WORTH = 200_000;
const REST = 28 * MS_PER_DAY;
/** What people manage: an eighth of what is always on, a quarter of what is bought dear. */
const OFF = 1 / 8;
const MOVED = 1 / 4;
/** Another tariff is worth the trouble when it costs no more than this share of ours. */
const CLEARLY = 0.95;
const HOURS_A_WEEK = 168;
const WEEKS_A_YEAR = 365.25 / 7;

/** The few that are worth it, the most money first (M6). @param given before; @param now ms UTC. */
export function suggestions(figures: OwnFigures, given: readonly Given[], now: number): readonly Suggestion[] {
  const rests = (kind: SuggestionKind): boolean => given.some((one) => one.kind === kind && now - one.at < REST);
  return candidates(figures)
    .filter(({ kind, perWeek }) => perWeek >= WORTH && !rests(kind))
    .sort((a, b) => b.perWeek - a.perWeek)
    .slice(0, MOST);
}

function candidates({ alwaysOn, dear, contract, tariff }: OwnFigures): Suggestion[] {
  const found: Suggestion[] = [];
  if (alwaysOn) found.push({ kind: 'always-on', figure: alwaysOn.power, aim: alwaysOn.power * (1 - OFF), perWeek: Math.round((alwaysOn.power * OFF * HOURS_A_WEEK * alwaysOn.price) / 1_000) });
  if (dear) found.push({ kind: 'dear-hours', figure: dear.share, aim: dear.share * (1 - MOVED), perWeek: Math.round((dear.energy * dear.share * MOVED * dear.gap) / 1e6) });
  if (contract) found.push({ kind: 'contract', figure: contract.power, aim: contract.enough, perWeek: Math.round(contract.savesPerYear / WEEKS_A_YEAR) });
  if (tariff && tariff.other !== null && tariff.other <= tariff.ours * CLEARLY) found.push({ kind: 'tariff', figure: tariff.ours, aim: tariff.other, perWeek: tariff.ours - tariff.other });
  return found;
}

/** What became of a suggestion: how much of the way to its aim was gone, and what that was worth a week. */
export interface Outcome {
  readonly followed: 'yes' | 'partly' | 'no';
  /** Micro a week; below zero where it went the other way. */
  readonly perWeek: number;
}

/** A week is soonest to look again. */
export const LOOK_AGAIN = 7 * MS_PER_DAY;

/** Held against the same figure of now. Null while it is too early, or the figure is not known. */
export function outcomeOf(one: Given, figure: number | null, now: number): Outcome | null {
  if (figure === null || now - one.at < LOOK_AGAIN || one.aim === one.figure) return null;
  const way = (one.figure - figure) / (one.figure - one.aim);
  return { followed: way >= 0.8 ? 'yes' : way >= 0.25 ? 'partly' : 'no', perWeek: Math.round(way * one.perWeek) };
}
