import { numbers } from './formatters.ts';
import { leftToRight } from './leftToRight.ts';

/** How a small sum is said: decimals of the currency's unit, its minor mark, and where it stands. */
const MINOR: Readonly<Record<string, string>> = { GBP: 'p', EUR: ' ct', CHF: ' Rp.', USD: '¢', SEK: ' öre', NOK: ' øre', DKK: ' øre' };
const MICRO_PER_MINOR = 10_000;
const MICRO_PER_UNIT = 1_000_000;

function minor(language: string, micro: number, currency: string, digits: number): string | undefined {
  const mark = MINOR[currency];
  if (mark === undefined) return undefined;
  const figure = numbers(language, { minimumFractionDigits: 0, maximumFractionDigits: digits }).format(micro / MICRO_PER_MINOR);
  return leftToRight(language, `${figure.replace(/^\u200e?-/, '−').replace(/^−0$/, '0')}${mark}`);
}

/** A sum in the currency's unit. A home has one currency, so its short sign is enough. */
function whole(language: string, micro: number, currency: string, digits: Intl.NumberFormatOptions): string {
  const figure = numbers(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }).format(micro / MICRO_PER_UNIT);
  // Arabic's short sign still names the country, "UK£".
  return leftToRight(language, figure.replace(/[\u200e\u200f]|[A-Z]{2}(?=\p{Sc})/gu, '').replace(/^-/, '−'));
}

/** A sum: pence below one unit, else pounds and pence. @param micro millionths of the currency. */
export function formatMoney(language: string, micro: number, currency: string): string {
  const small = Math.abs(micro) < MICRO_PER_UNIT * 0.995 ? minor(language, micro, currency, 0) : undefined;
  return small ?? whole(language, micro, currency, {});
}

/** A sum of a minute: hundredths of a penny. @param micro millionths of the currency. */
export const formatSmallMoney = (language: string, micro: number, currency: string): string => minor(language, micro, currency, 2) ?? whole(language, micro, currency, { maximumFractionDigits: 4 });

/** A price, one decimal of the minor unit. @param micro millionths of the currency per kWh. */
export const formatPrice = (language: string, micro: number, currency: string): string => minor(language, micro, currency, 1) ?? whole(language, micro, currency, { maximumFractionDigits: 3 });
