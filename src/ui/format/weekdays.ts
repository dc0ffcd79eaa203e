import { formatWeekday } from './time.ts';

/** So many in a row are said as a span. */
const SPAN = 3;

/** "Mon–Fri and Sun". @param days 1 = Monday, in order. */
export function formatDays(language: string, days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => (day === undefined ? '' : formatWeekday(language, day));
  return new Intl.ListFormat(language).format(runs.flatMap((run) => (run.length < SPAN ? run.map(name) : [`${name(run[0])}–${name(run.at(-1))}`])));
}
