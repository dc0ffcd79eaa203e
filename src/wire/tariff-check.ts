import { HOLIDAY } from '#domain/tariff/holidays.ts';
import { ruleAt } from '#domain/tariff/schedule.ts';
import type { Rule, TableSlot, TariffPart } from '#domain/tariff/tariff.ts';

/** As the file writes them; Monday is 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const HOLIDAY_WORD = 'hol';
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A sentence when some moment of the year (and of a holiday, where there are some) has no rule, or a rule never gets its turn: both are slips of the pen. */
export function faultOfRules(rules: readonly Rule[], holidays = false): string | undefined {
  const starts = [...new Set([0, ...rules.flatMap(({ hours }) => (hours ? [hours.from, hours.to % 1440] : []))])];
  const used = new Set<Rule>();
  for (let month = 1; month <= 12; month++) {
    for (let weekday = 1; weekday <= (holidays ? HOLIDAY : 7); weekday++) {
      for (const minuteOfDay of starts) {
        const rule = ruleAt(rules, { month, weekday, minuteOfDay });
        if (!rule) return `no rule prices ${WEEKDAYS[weekday - 1] ?? HOLIDAY_WORD} ${clock(minuteOfDay)} in ${MONTHS[month - 1]}; end the list with a rule that has only a rate and a price`;
        used.add(rule);
      }
    }
  }
  const idle = rules.findIndex((rule) => !used.has(rule));
  return idle < 0 ? undefined : `rule ${idle + 1} ("${rules[idle]?.rate}") is never used: the first rule that matches wins`;
}

/** A sentence when slots, in order of their start, are empty or overlap. */
export function faultOfSlots(slots: readonly TableSlot[]): string | undefined {
  for (const [index, slot] of slots.entries()) {
    if (slot.start >= slot.end) return 'a slot ends before it starts';
    const before = slots[index - 1];
    if (before && slot.start < before.end) return 'two slots overlap';
  }
  return undefined;
}

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A sentence when a part in per cent names one that does not stand above it, or that the home is paid for, or that is never charged. */
export function faultOfShares(parts: readonly TariffPart[]): string | undefined {
  for (const [index, part] of parts.entries()) {
    if (part.per !== 'part') continue;
    for (const name of part.of) {
      const named = parts.slice(0, index).find((other) => other.name === name);
      if (!named) return `part "${part.name}": no part above it is named "${name}"`;
      if (named.per === 'none' || (named.per === 'kWh' && named.direction === 'export')) return `part "${part.name}": "${name}" is nothing that the home pays`;
    }
  }
  return undefined;
}
