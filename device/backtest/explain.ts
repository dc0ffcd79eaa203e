import { after, type Interval } from '#domain/time/instant.ts';
import { LEAST_SAVING } from '#domain/plan/tolerance.ts';
import { LEARNED_BEFORE, type Backtest, type Morning, type Progress } from './backtest.ts';
import { NO_CARBON } from './carbon.ts';
import { Learner } from './learner.ts';
import { momentsOf } from './moments.ts';
import { choosePlanned, type Outlook } from './planned.ts';
import { Prices } from './prices.ts';
import { daysBeside, isDearer, type DayBeside } from './result.ts';
import { Run } from './run.ts';
import { heldIn } from './setup.ts';
import { Tally, TermsAt } from './tally.ts';

/** A dearer day, and what would have saved it. Money in micro. */
export interface ExplainedDay extends DayBeside {
  /** What the load that came would have saved, told before; and the prices. */
  readonly load: number;
  readonly price: number;
  readonly cause: 'load' | 'price' | 'both' | 'neither';
}

const MOST = 3;

/** A dearer day with the morning before it, and what a kWh in the batteries was worth when it ended. */
interface Again {
  readonly before: Morning;
  readonly day: Morning;
  readonly priceAfter: number;
}

/** Goes through two days again, and tells what the second came to. */
function again(input: Backtest, prices: Prices, { before, day, priceAfter }: Again, outlook: Outlook): number {
  const time: Interval = { start: before.day.interval.start, end: day.day.interval.end };
  const run = new Run(choosePlanned(input.planner, outlook, input.setup.limits), input, new TermsAt(prices.paidOver(time), NO_CARBON), new Tally(input.zone), before.state);
  const moments = momentsOf(time, input.setup.cars);
  moments.forEach((start, index) => {
    if (start === day.day.interval.start) run.tally.open(day.day.date, heldIn(input.setup, run.state.content), day.price);
    run.advance({ start, end: moments[index + 1] ?? time.end });
  });
  run.tally.close(day.day.date, heldIn(input.setup, run.state.content), priceAfter);
  return run.tally.days.get(day.day.date) ?? 0;
}

function causeOf(money: number, load: number, price: number): ExplainedDay['cause'] {
  const mended = { load: money - load <= LEAST_SAVING, price: money - price <= LEAST_SAVING };
  if (mended.load && mended.price) return 'both';
  return mended.load ? 'load' : mended.price ? 'price' : 'neither';
}

function explained(input: Backtest, progress: Progress, beside: DayBeside): ExplainedDay {
  const { mornings, tallies } = progress;
  const place = mornings.findIndex(({ day: { date } }) => date === beside.date);
  const day = mornings[place];
  const before = mornings[Math.max(0, place - 1)];
  if (!day || !before) return { ...beside, load: 0, price: 0, cause: 'neither' };
  const days: Again = { before, day, priceAfter: mornings[place + 1]?.price ?? progress.priceAfter };
  const prices = new Prices(input.terms);
  const learned = (): Learner => new Learner(input.series, input.zone, after(input.period.start, -LEARNED_BEFORE));
  const outlook = (truth: Outlook['truth'], tariffAt: Outlook['tariffAt']): Outlook => {
    const learner = learned();
    return { tariffAt, knownAt: (now) => learner.at(now), truth, every: input.every };
  };
  const came = tallies.tidewatt.days.get(beside.date) ?? 0;
  const load = came - again(input, prices, days, outlook(input.series, (now) => prices.knownAt(now)));
  const price = came - again(input, prices, days, outlook(null, (now) => prices.trueAt(now)));
  return { ...beside, load: Math.round(load), price: Math.round(price), cause: causeOf(beside.money, load, price) };
}

/** The three worst of the dearer days, gone through again from the morning before with the load, and with the prices, that came. */
export const explainWorst = (input: Backtest, progress: Progress): readonly ExplainedDay[] =>
  daysBeside(progress, 'tidewatt').filter(isDearer).slice(0, MOST).map((day) => explained(input, progress, day));
