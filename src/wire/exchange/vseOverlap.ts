import type { Rule } from '#domain/tariff/tariff.ts';
import { ruleAt } from '#domain/tariff/schedule.ts';

/** A sentence when two rules tell another price for one moment: in a list without an order neither can be chosen. */
export function faultOfOverlap(rules: readonly Rule[]): string | undefined {
  const starts = [...new Set([0, ...rules.flatMap(({ hours }) => (hours ? [hours.from, hours.to % 1440] : []))])];
  for (let month = 1; month <= 12; month++) {
    for (let weekday = 1; weekday <= 7; weekday++) {
      for (const minuteOfDay of starts) {
        const told = rules.filter((rule) => ruleAt([rule], { month, weekday, minuteOfDay }) !== undefined);
        if (told.some(({ price }) => price !== told[0]?.price)) return `two of its prices hold at once: ${told.map(({ rate }) => rate).join(' and ')}`;
      }
    }
  }
  return undefined;
}
