import loadHighs from 'highs';
import type { Terms } from '#domain/ledger/account.ts';
import { parseUsage, type Usage } from '#domain/meter/usage.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { after, instant, MINUTE, type Instant, type Interval } from '#domain/time/instant.ts';
import { instantOfText } from '#domain/time/text.ts';
import { isZone } from '#domain/time/zone.ts';
import { plan } from '#workers/plan/solve.ts';
import { highsSolver } from '#workers/plan/solver/highs.ts';
import { backtest as play, LEARNED_BEFORE, LOOKED_AHEAD, type Backtest, type Progress } from '../backtest/backtest.ts';
import { carbonFromText, NO_CARBON } from '../backtest/carbon.ts';
import { readSetup, sessionsWithin } from '../backtest/devicesFile.ts';
import { byMinutes } from '../backtest/minutes.ts';
import { LONGEST } from '../backtest/play.ts';
import type { Planner } from '../backtest/planned.ts';
import { seriesOf } from '../backtest/series.ts';
import { tariffFromText } from '../source/tariffFile.ts';
import { textOf } from '../transport/file.ts';
import { answerOf } from './backtestAnswer.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { oneOf, readFlags } from './flags.ts';

const USAGE =
  '--home FILE --tariff FILE --devices FILE --from D --to D [--export-tariff FILE] [--carbon FILE] [--columns "start|end=COL,load_kwh=COL,..."] [--label start|end] [--zone ZONE] [--forecast own|perfect] [--every MINUTES] [--seed N]';
const KINDS = {
  home: 'string', tariff: 'string', 'export-tariff': 'string', devices: 'string', carbon: 'string', from: 'string', to: 'string', columns: 'string', label: 'string', zone: 'string', forecast: 'string', seed: 'string', every: 'string',
} as const;
type Flags = ReturnType<typeof readFlags<typeof KINDS>>['flags'];

/** What counts is work: no run may hang on how fast a machine is. */
const WORK = { seconds: 1e6, nodes: 200, relativeGap: 0.01, absoluteGap: 0.01 };

/** `tidewatt backtest`: what planning would have saved on a recorded home (docs/formats/backtest.md). */
export const backtest: Command = {
  name: 'backtest',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, KINDS, USAGE);
    if (names.length > 0) throw wrongUse(`${JSON.stringify(names[0])} stands there without a flag.`, `Use: ${USAGE}`);
    const input = await inputOf(flags, terminal);
    terminal.print(answerOf(input, await played(input, terminal)));
    return EXIT.answered;
  },
};

const needed = (flags: Flags, name: 'home' | 'tariff' | 'devices' | 'from' | 'to'): string => {
  const value = flags[name];
  if (value === undefined) throw wrongUse(`A backtest needs --${name}.`, `Use: ${USAGE}`);
  return value;
};

async function inputOf(flags: Flags, terminal: Terminal): Promise<Backtest> {
  const forecast = oneOf('forecast', flags.forecast, ['own', 'perfect']) ?? 'own';
  const read = async (file: string, what: string): Promise<string> => textOf(await terminal.read(file), what);
  const terms = await termsOf(needed(flags, 'tariff'), flags['export-tariff'], read);
  const zone = zoneOf(flags.zone) ?? terms.buying.zone;
  const period = { start: timeOf('from', needed(flags, 'from'), zone), end: timeOf('to', needed(flags, 'to'), zone) };
  if (period.start >= period.end) throw wrongUse('--to is not after --from.', 'Give a day to stop at that is later than the first.');
  const setup = sessionsWithin(readSetup(await read(needed(flags, 'devices'), 'devices')), period);
  const carbon = flags.carbon === undefined ? NO_CARBON : carbonFromText(await read(flags.carbon, 'carbon'), zone);
  const usage = parseUsage(await read(needed(flags, 'home'), 'usage'), { columns: flags.columns ?? null, label: oneOf('label', flags.label, ['start', 'end']) ?? null, zone });
  const series = seriesIn(usage, period, setup.generationTimes);
  return { setup, terms, carbon, zone, period, forecast, planner: await planner(), every: everyOf(flags.every), series, ...playedOf(series, period, seedOf(flags.seed)) };
}

function seriesIn(usage: Usage, { start, end }: Interval, times: number): Backtest['series'] {
  const [first, last] = [usage.rows[0], usage.rows.at(-1)];
  if (!first || !last || first.start > start || last.end < end) throw wrongUse('The recording does not cover the time from --from to --to.', 'Choose days that lie in the file as a whole.');
  return seriesOf(usage, { start: after(start, -LEARNED_BEFORE), end: Math.min(last.end, after(end, LOOKED_AHEAD)) as Instant }, start, times);
}

async function termsOf(buying: string, selling: string | undefined, read: (file: string, what: string) => Promise<string>): Promise<Terms> {
  const terms = { buying: tariffFromText(await read(buying, 'tariff'), 'inc'), selling: selling === undefined ? null : tariffFromText(await read(selling, 'tariff'), 'inc') };
  if (terms.selling && terms.selling.currency !== terms.buying.currency) throw wrongUse(`The tariffs are in ${terms.buying.currency} and ${terms.selling.currency}.`, 'Give two tariffs of one currency.');
  return terms;
}

function seedOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrongUse(`--seed is ${JSON.stringify(text)}.`, 'Give a whole number from 0 up.');
  return seed;
}

const playedOf = (series: Backtest['series'], period: Interval, seed: number | null): Pick<Backtest, 'played' | 'grain'> =>
  seed === null ? { played: series, grain: LONGEST } : { played: byMinutes(series, period, seed), grain: MINUTE };

/** Plans are made on half-hours. */
function everyOf(text = '30'): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 30 || minutes % 30 !== 0) throw wrongUse(`--every is ${JSON.stringify(text)}.`, 'Give minutes between two plans: 30 or a multiple of it.');
  return minutes * MINUTE;
}

function zoneOf(zone: string | undefined): string | undefined {
  if (zone !== undefined && !isZone(zone)) throw wrongUse(`${JSON.stringify(zone)} is no time zone.`, 'Use a name of the IANA database such as Europe/London.');
  return zone;
}

function timeOf(flag: string, text: string, zone: string): Instant {
  const at = instantOfText(text, zone);
  if (at === undefined) throw wrongUse(`--${flag} is ${JSON.stringify(text)}.`, 'Use a date such as 2023-03-24.');
  return at;
}

async function planner(): Promise<Planner> {
  const solver = await highsSolver(() => loadHighs());
  return (problem: PlanProblem) => plan(problem, { solver, author: 'backtest', clock: () => 0, budget: WORK });
}

/** Plays to the end, or until it is interrupted: what was played until then is an answer too. */
async function played(input: Backtest, terminal: Terminal): Promise<Progress> {
  let isStopped = false;
  const stop = (): void => void (isStopped = true);
  process.once('SIGINT', stop);
  try {
    const began = performance.now();
    let last: Progress | undefined;
    for (const progress of play(input)) {
      last = progress;
      terminal.note(`until ${new Date(progress.reached).toISOString().slice(0, 10)}: ${Math.round((performance.now() - began) / 1_000)} s`);
      // Lets the interrupt in.
      await new Promise((resolve) => setImmediate(resolve));
      if (isStopped) break;
    }
    if (!last) throw wrongUse('There is no day between --from and --to.', 'Give a day to stop at that is later than the first.');
    if (isStopped) terminal.note('Interrupted: the answer is of the days played until then.');
    return { ...last, reached: instant(Math.min(last.reached, input.period.end)) };
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
