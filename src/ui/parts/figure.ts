import type { Grid, Tariff } from '#wire/message/bodies.ts';
import type { Freshness } from '../../state/freshness.ts';
import { moneyRate, priceAt } from '../../state/price.ts';
import { formatMoney } from '../format/money.ts';
import { formatPower } from '../format/power.ts';
import type { Words } from '../text/en.ts';

/** The big number: what it says, in which unit, and which way the power goes. */
export interface Figure {
  readonly number: string;
  readonly unit: string;
  readonly direction: string;
  readonly spoken: string;
  /** Next to nothing either way: said as that, without a sum. */
  readonly calm: boolean;
  /** Money was chosen, but there is no price for it. */
  readonly unpriced: boolean;
}

/** Less than this many W either way is next to nothing: a battery that balances a home hovers there. */
const STILL = 50;
/** Micro that are still shown as 0: nobody earns them. */
const HALF_A_PENNY = 5_000;

const isCalm = (power: number): boolean => Math.abs(power) < STILL;

function directionOf(words: Words, power: number): string {
  if (isCalm(power)) return words.now.idle;
  return power > 0 ? words.now.using : words.now.sending;
}

/** @param grid undefined = nothing known, which is "–" and never 0. */
export function figureOf(words: Words, grid: Grid | undefined, tariff: Tariff | undefined, wanted: 'money' | 'power', freshness: Freshness): Figure {
  const power = grid?.power ?? null;
  if (!grid || power === null || freshness.kind === 'unknown') return { number: words.unknown, unit: '', direction: '', spoken: '', calm: false, unpriced: false };
  const direction = directionOf(words, power);
  const slot = tariff && priceAt(tariff, grid.at)?.slot;
  const rate = slot ? moneyRate(power, slot) : null;
  if (wanted === 'money' && tariff && rate !== null) return moneyFigure(words, rate, power, tariff.currency, direction);
  const number = formatPower(words.language.tag, power);
  return { number, unit: '', direction, spoken: number, calm: isCalm(power), unpriced: wanted === 'money' };
}

/** Sending out earns: the number stays positive and the words say so; a negative price keeps its sign. */
function moneyFigure(words: Words, rate: number, power: number, currency: string, direction: string): Figure {
  const calm = isCalm(power);
  const earning = !calm && power < 0 && rate <= -HALF_A_PENNY;
  const shown = calm && power < 0 ? 0 : rate;
  const number = formatMoney(words.language.tag, earning ? -rate : shown, currency);
  const spoken = earning ? words.now.earningOf(number) : words.now.perHourOf(number);
  return { number, unit: words.now.perHour, direction: earning ? words.now.earning : direction, spoken, calm, unpriced: false };
}
