import type { Grid, Tariff } from '#wire/message/bodies.ts';
import type { Freshness } from '../../state/freshness.ts';
import { knownPower, type KnownPower } from '../../state/gridPower.ts';
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

const wayOf = ({ now }: Words, power: number): string => (power > 0 ? now.using : now.sending);

/** What it does, with "about" where the meter has not said how much. */
function directionOf(words: Words, { watts, isEstimate }: KnownPower, does = wayOf(words, watts)): string {
  if (isCalm(watts)) return words.now.idle;
  return isEstimate ? words.now.about(does) : does;
}

const unknownFigure = (words: Words): Figure => ({ number: words.unknown, unit: '', direction: '', spoken: '', calm: false, unpriced: false });

/** @param grid undefined = nothing known, which is "–" and never 0. */
export function figureOf(words: Words, grid: Grid | undefined, tariff: Tariff | undefined, wanted: 'money' | 'power', freshness: Freshness): Figure {
  if (!grid || freshness.kind === 'unknown') return unknownFigure(words);
  const known = knownPower(grid);
  const slot = tariff && priceAt(tariff, grid.at)?.slot;
  const rate = known && slot ? moneyRate(known.watts, slot) : null;
  if (wanted === 'money' && tariff && known && rate !== null) return moneyFigure(words, rate, known, tariff.currency);
  const isWaiting = wanted === 'money' && slot !== undefined && known === null;
  return isWaiting ? unknownFigure(words) : powerFigure(words, grid, known, wanted === 'money');
}

/** As the meter says it: in VA where it measures no W. Which way those flow is said where the registers tell it. */
function powerFigure(words: Words, { power, apparentPower = null }: Grid, known: KnownPower | null, unpriced: boolean): Figure {
  const { tag } = words.language;
  if (power === null && apparentPower !== null) {
    const number = formatPower(tag, apparentPower, 'VA');
    return { ...unknownFigure(words), number, direction: known ? wayOf(words, known.watts) : '', spoken: known ? number : '', unpriced };
  }
  if (known === null) return unknownFigure(words);
  const number = formatPower(tag, known.watts);
  return { number, unit: '', direction: directionOf(words, known), spoken: number, calm: isCalm(known.watts), unpriced };
}

/** Sending out earns: the number stays positive and the words say so; a negative price keeps its sign. */
function moneyFigure(words: Words, rate: number, known: KnownPower, currency: string): Figure {
  const power = known.watts;
  const calm = isCalm(power);
  const earning = !calm && power < 0 && rate <= -HALF_A_PENNY;
  const shown = calm && power < 0 ? 0 : rate;
  const number = formatMoney(words.language.tag, earning ? -rate : shown, currency);
  const spoken = earning ? words.now.earningOf(number) : words.now.perHourOf(number);
  return { number, unit: words.now.perHour, direction: directionOf(words, known, earning ? words.now.earning : undefined), spoken, calm, unpriced: false };
}
