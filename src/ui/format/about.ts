import { numbers } from './formatters.ts';
import { leftToRight } from './leftToRight.ts';
import { formatMoney } from './money.ts';

const TENTH = 100_000;

/** A forecast is told without false pence: to ten of the small coin from one unit up, else to five. */
const rough = (micro: number): number => {
  const step = Math.abs(micro) < 10 * TENTH ? TENTH / 2 : TENTH;
  return Math.round(micro / step) * step;
};

/** "£2.10–£2.60". @param low micro of the currency. */
export function formatMoneyRange(language: string, low: number, high: number, currency: string): string {
  const [from, to] = [formatMoney(language, rough(low), currency), formatMoney(language, rough(high), currency)];
  return from === to ? from : leftToRight(language, `${from}–${to}`);
}

/** "6.5–8 kWh". @param low mWh. */
export function formatEnergyRange(language: string, low: number, high: number): string {
  const figure = (milliWattHours: number): string => numbers(language, { maximumFractionDigits: milliWattHours < 10_000_000 ? 1 : 0 }).format(milliWattHours / 1e6);
  const [from, to] = [figure(low), figure(high)];
  return leftToRight(language, `${from === to ? from : `${from}–${to}`} kWh`);
}
