/** Exact prices are counted in 10^-12 of the currency per kWh. */
export const EXACT_PER_UNIT = 1e12;

/** No household price has been near it; of a smaller currency a thousand. */
const MOST: Readonly<Record<string, number>> = { GBP: 10, EUR: 10, CHF: 10, USD: 10 };
const MOST_OTHERWISE = 1_000;

/** The most that a kWh may cost, or be paid, in a table that is believed: exact price. @param currency ISO 4217. */
export const mostPerKWh = (currency: string): number => (MOST[currency] ?? MOST_OTHERWISE) * EXACT_PER_UNIT;
