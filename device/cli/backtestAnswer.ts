import type { Backtest, Progress, Way } from '../backtest/backtest.ts';
import { explainWorst, type ExplainedDay } from '../backtest/explain.ts';
import { capturedShare, daysBeside, isDearer, outcomesOf, type Outcome } from '../backtest/result.ts';
import type { ForecastScore } from '../backtest/score.ts';
import { daysTouched } from '#domain/time/zone.ts';
import { isoText, wattHours } from './answer.ts';

/** Why a home's own generation may be hidden from the plan. */
const SEEN = {
  'load-and-generation': 'load and generation',
  load: 'load alone',
  'import-and-export': 'import and export: what the home generates is in them',
  import: 'no surplus seen: only import was recorded, so what the home generates beyond its use is unknown, and sold for nothing',
} as const;

const rounded = (value: number, places: number): number => Number(value.toFixed(places));

const outcomeText = (one: Outcome): object => ({
  cost_micro: one.cost, co2_g: one.carbon === null ? null : Math.round(one.carbon), import_wh: wattHours(one.imported), export_wh: wattHours(one.exported),
  wishes_kept: one.wishesKept, wishes_broken: one.wishesBroken, limit_violations: one.overLimit,
  bill_micro: one.bill, wear_micro: one.wear, stock_micro: one.stock,
});

const scoreText = ({ mae, skill }: ForecastScore): object => ({
  mae_w: mae === null ? null : rounded(mae, 1),
  skill_vs_week: skill === null ? null : rounded(skill, 3),
});

const explainedText = ({ date, money, load, price, cause }: ExplainedDay): object => ({ date, micro: money, load_micro: load, price_micro: price, cause });

/** The answer of `backtest` (docs/formats/backtest.md). */
export function answerOf(input: Backtest, progress: Progress): object {
  const { terms, zone, period, series, forecast } = input;
  const { reached, tallies, scores, stockBefore } = progress;
  const outcomes = outcomesOf(progress, terms, period, stockBefore);
  const days = daysTouched({ start: period.start, end: reached }, zone).length;
  const beside = daysBeside(progress, 'tidewatt');
  const dearer = beside.filter(isDearer);
  const [worst] = beside;
  const captured = capturedShare(outcomes);
  const text = (way: Way): object => outcomeText(outcomes[way]);
  return {
    days,
    tidewatt: text('tidewatt'), nothing: text('nothing'), simple: text('simple'), perfect: text('perfect'),
    captured: captured === null ? null : rounded(captured, 4),
    dearer_days: dearer.length,
    dearer_micro: dearer.reduce((sum, { money }) => sum + money, 0),
    worst_day: worst ? { date: worst.date, micro: worst.money } : null,
    perfect_dearer_days: daysBeside(progress, 'perfect').filter(isDearer).length,
    worst: explainWorst(input, progress).map(explainedText),
    plan_changes_per_day: rounded(tallies.tidewatt.changes / days, 2),
    switchings_per_day: rounded(tallies.tidewatt.switchings / days, 2),
    forecast: { load: scoreText(scores.load), generation: scoreText(scores.generation) },
    forecast_by: forecast,
    sees: SEEN[series.sees],
    currency: terms.buying.currency,
    from: isoText(period.start),
    to: isoText(reached),
  };
}
