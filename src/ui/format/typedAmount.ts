/** Currencies whose small coin prices are printed in: a hundred of it are one unit. */
const SMALL: Readonly<Record<string, string>> = { GBP: 'p', EUR: 'ct', CHF: 'Rp.', USD: '¢', SEK: 'öre', NOK: 'øre', DKK: 'øre' };

/** The coin that prices of a kWh and of a day are typed in, as a bill prints them. */
export const priceUnit = (currency: string): string => SMALL[currency] ?? currency;

/** A decimal as people type it, with a point; another text as it is. */
export const withPoint = (text: string): string => text.trim().replace(',', '.');

/** What was typed in the coin of {@link priceUnit}, as a decimal text of the currency's unit; another text as it is. */
export function inUnit(text: string, currency: string): string {
  const typed = withPoint(text);
  const match = /^([-−]?)(\d+)(?:\.(\d*))?$/.exec(typed);
  if (!match || !(currency in SMALL)) return typed;
  const [, sign, whole = '', rest = ''] = match;
  const digits = whole.padStart(3, '0');
  return `${sign ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}${rest}`;
}

/** Millionths of a typed decimal; null for an empty or another text. */
export function millionths(text: string): number | null {
  const typed = withPoint(text);
  return /^[-−]?\d+(\.\d*)?$/.test(typed) ? Math.round(Number(typed.replace('−', '-')) * 1e6) : null;
}
