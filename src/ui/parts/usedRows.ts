import type { Used } from '../../state/lately.ts';
import { gasPaid, type GasTerms, type PastGas } from '../../state/pastGas.ts';
import { missingOf } from '../../state/pastSums.ts';
import { numbers } from '../format/formatters.ts';
import { leftToRight } from '../format/leftToRight.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import type { Words } from '../text/en.ts';
import type { DisplayWords } from '../text/en/display.ts';

/** In which words, and by which terms of gas (null = none are known), sums are told. */
export interface Telling {
  readonly words: Words;
  readonly text: DisplayWords;
  readonly currency: string;
  readonly gasTerms: GasTerms | null;
}

/** Less than this missing, ms, is no hole in a sum. */
const SMALL = 3_600_000;

const hasGas = (used: readonly Used[]): boolean => used.some(({ gas }) => gas !== null);

export const usedHeads = ({ text }: Telling, used: readonly Used[]): readonly string[] => [text.time, text.cost, text.energy, ...(hasGas(used) ? [text.gasCost, text.gas] : [])];

/** A row a period: what it is called, money first, then energy; the same of gas where a meter tells it. @param nameOf of a period. */
export function usedRows(telling: Telling, used: readonly Used[], nameOf: (one: Used, n: number) => string): readonly (readonly string[])[] {
  const gas = hasGas(used);
  return used.map((one, n) => [nameIn(telling, one, nameOf(one, n)), moneyIn(telling, one.whole.cost), energyIn(telling, one.whole.importEnergy), ...(gas ? gasCells(telling, one.gas) : [])]);
}

/** A sum with a hole in it is not told as a whole one; one that nothing is known of says so by its dashes. */
function nameIn({ text }: Telling, { whole, until }: Used, name: string): string {
  return whole.importEnergy !== null && missingOf(whole, until) > SMALL ? text.partly(name) : name;
}

const moneyIn = ({ words, currency }: Telling, micro: number | null): string => (micro === null ? words.unknown : formatMoney(words.language.tag, micro, currency));
const energyIn = ({ words }: Telling, milliWattHours: number | null): string => (milliWattHours === null ? words.unknown : formatEnergy(words.language.tag, milliWattHours));

function gasCells(telling: Telling, gas: PastGas | null): readonly [string, string] {
  if (gas === null) return [telling.words.unknown, telling.words.unknown];
  const { energy, cost, estimated, atPriceNow } = gasPaid(gas, telling.gasTerms);
  const said = (figure: string, isEstimated: boolean): string => (isEstimated ? `${figure} (${telling.words.estimated})` : figure);
  return [cost === null ? telling.words.unknown : said(moneyIn(telling, cost), estimated || atPriceNow), energy === null ? volumeIn(telling, gas.litres) : said(energyIn(telling, energy), estimated)];
}

function volumeIn({ words }: Telling, litres: number | null): string {
  const { tag } = words.language;
  return litres === null ? words.unknown : leftToRight(tag, `${numbers(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(litres / 1_000)} m³`);
}
