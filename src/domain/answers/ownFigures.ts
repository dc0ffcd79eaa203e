import { lengthOf } from '../time/instant.ts';
import { MS_PER_DAY } from '../time/civil.ts';
import type { Tariff } from '../tariff/tariff.ts';
import { meanPower, milliWattHours, MWH_PER_KWH } from '../units/energy.ts';
import { alwaysOn } from './alwaysOn.ts';
import { contractedPower, type ContractQuestion, type MeanPower } from './contracted.ts';
import type { PastDay, PastSlot } from './pastDay.ts';
import { ascending, quantile } from './quantile.ts';
import { tariffFigure } from './otherTariffs.ts';
import type { OwnFigures } from './suggestions.ts';

/** Fewer days than this say nothing of a week. */
const FEWEST_DAYS = 7;
const DAYS_A_WEEK = 7;

/** A slot that was bought, with its price in micro per kWh. */
interface Bought {
  readonly energy: number;
  readonly price: number;
}

export interface FiguresOf {
  readonly contract: ContractQuestion | null;
  readonly zone: string;
  readonly others: readonly Tariff[];
  readonly standing: number | null;
}

/** Mean power that was bought in each slot, W. */
export const meansOf = (slots: readonly PastSlot[]): readonly MeanPower[] =>
  slots.flatMap((slot) => (slot.import === null ? [] : [{ start: slot.start, end: slot.end, power: meanPower(milliWattHours(Math.round(slot.import)), lengthOf(slot)) }]));

/**
 * The figures that suggestions stand on, of the latest four weeks; what too few days tell is null.
 * @param others tariffs that could be had instead; @param standing micro a local day, as paid. @throws RangeError for an unknown zone, Refusal `bill-too-large`.
 */
export function ownFigures(days: readonly PastDay[], { contract, zone, others, standing }: FiguresOf): OwnFigures {
  const lately = days.slice(-28);
  const slots = lately.flatMap((day) => day.slots);
  const bought = slots.flatMap(boughtIn);
  const total = sum(bought, ({ energy }) => energy);
  const mean = total > 0 ? sum(bought, ({ energy, price }) => energy * price) / total : null;
  const base = lately.length < FEWEST_DAYS ? null : alwaysOn(lately, null);
  return {
    alwaysOn: base && mean !== null ? { power: base.power, price: mean } : null,
    dear: lately.length < FEWEST_DAYS ? null : dearShare(bought, (lately.length * MS_PER_DAY) / (DAYS_A_WEEK * MS_PER_DAY)),
    contract: contract && contractFigure(slots, contract, zone),
    tariff: lately.length < FEWEST_DAYS ? null : tariffFigure(lately, others, { zone, standing }),
  };
}

/** Slots that sent something out too have no price of their own: their cost is of both. */
function boughtIn({ import: energy, export: sold, cost }: PastSlot): Bought[] {
  return energy === null || energy <= 0 || cost === null || (sold ?? 0) > 0 ? [] : [{ energy, price: (cost * MWH_PER_KWH) / energy }];
}

/** @param weeks that the slots are of. Null where prices hardly differ. */
function dearShare(bought: readonly Bought[], weeks: number): OwnFigures['dear'] {
  if (bought.length === 0) return null;
  const prices = ascending(bought.map(({ price }) => price));
  const [low, high] = [quantile(prices, 1 / 3), quantile(prices, 2 / 3)];
  const [cheap, dear] = [bought.filter(({ price }) => price <= low), bought.filter(({ price }) => price >= high)];
  const total = sum(bought, ({ energy }) => energy);
  if (high <= low) return null;
  return { energy: total / weeks, share: sum(dear, ({ energy }) => energy) / total, gap: Math.round(priceOf(dear) - priceOf(cheap)) };
}

const priceOf = (bought: readonly Bought[]): number => sum(bought, ({ energy, price }) => energy * price) / sum(bought, ({ energy }) => energy);

/** Known too where nothing is to be saved any more: whether a suggestion was followed is seen by what is contracted. */
function contractFigure(slots: readonly PastSlot[], contract: ContractQuestion, zone: string): OwnFigures['contract'] {
  const { contracted } = contract;
  if (contracted === null) return null;
  const { recommended, saves } = contractedPower(meansOf(slots), contract, zone) ?? { recommended: null, saves: null };
  return { power: contracted, enough: recommended?.power ?? contracted, savesPerYear: Math.max(0, saves ?? 0) };
}

const sum = <One>(all: readonly One[], of: (one: One) => number): number => all.reduce((total, one) => total + of(one), 0);
