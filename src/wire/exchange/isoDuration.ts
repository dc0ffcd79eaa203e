import { HOUR, MINUTE, SECOND } from '#domain/time/instant.ts';

const PATTERN = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
const DAY = 24 * HOUR;

/** ISO 8601 duration in ms; `P9999Y` is Infinity (OpenADR 3 user guide, 7.3). Undefined for years and months, which have no length, and for anything else. */
export function durationOfText(text: string): number | undefined {
  if (text === 'P9999Y') return Infinity;
  const match = PATTERN.exec(text);
  if (!match || text === 'P' || text.endsWith('T')) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? '0'));
  if (years || months) return undefined;
  return (weeks ?? 0) * 7 * DAY + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + Math.round((seconds ?? 0) * SECOND);
}

/** Whole seconds as ISO 8601: 5400 s is PT1H30M. */
export function durationText(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE), (ms % MINUTE) / SECOND];
  const parts = [[hours, 'H'], [minutes, 'M'], [seconds, 'S']].filter(([count]) => count !== 0);
  return parts.length === 0 ? 'PT0S' : `PT${parts.map(([count, unit]) => `${count}${unit}`).join('')}`;
}
