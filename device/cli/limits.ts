import type { LpcConfig } from '#domain/limit/lpc.ts';
import { lpcTrace, type LpcEvent } from '#domain/limit/lpcTrace.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { watts } from '#domain/units/power.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { textOf } from '../transport/file.ts';
import { oneOf, readFlags } from './flags.ts';

const USAGE = '--trace FILE [--after-failsafe standard|protective]';
/** LPC-022: the failsafe duration of an energy guard, in seconds. */
const DURATION = { least: 7_200, most: 86_400 };

/** Plays a trace of heartbeats and limits through the LPC/LPP states (docs/formats/limits.md). */
export const limits: Command = {
  name: 'limits',
  usage: USAGE,
  async run(args, terminal) {
    const { flags, names } = readFlags(args, { trace: 'string', 'after-failsafe': 'string' }, `limits ${USAGE}`);
    const afterFailsafe = oneOf('after-failsafe', flags['after-failsafe'], ['standard', 'protective']) ?? 'standard';
    if (flags.trace === undefined || names.length > 0) throw wrongUse('limits plays one trace.', `Use: limits ${USAGE}`);
    const { config, start, events } = readTrace(textOf(await terminal.read(flags.trace), 'trace'), afterFailsafe);
    noteDuration(config, terminal);
    for (const line of lpcTrace(config, start, events)) terminal.print(line);
    return EXIT.answered;
  },
};

interface Trace {
  readonly config: LpcConfig;
  readonly start: number;
  readonly events: readonly LpcEvent[];
}

type Line = Readonly<Record<string, unknown>> & { readonly t: number; readonly event: string; readonly number: number };

/** @throws Refusal `trace-unreadable` naming the line, or `nothing-valid` for a trace without any. */
function readTrace(text: string, afterFailsafe: LpcConfig['afterFailsafe']): Trace {
  const lines = text.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, index + 1)]));
  const [first, ...rest] = lines;
  if (!first) throw new Refusal({ id: 'nothing-valid', message: 'The trace has no event.', remedy: 'Begin it with {"t":0,"event":"config"}.' }, 'nothing-valid');
  const hasConfig = first.event === 'config';
  const config = readConfig(hasConfig ? first : { t: first.t, event: 'config', number: first.number }, afterFailsafe);
  lines.reduce((before, line) => (line.t < before ? unreadable(line.number, `its t ${line.t} is before ${before}`) : line.t), first.t);
  return { config, start: hasConfig ? first.t : Math.min(0, first.t), events: (hasConfig ? rest : lines).map(readEvent) };
}

function readLine(text: string, number: number): Line {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return unreadable(number, 'it is no JSON');
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return unreadable(number, 'it is no object');
  const fields: Readonly<Record<string, unknown>> = { ...raw };
  const { t, event } = fields;
  if (typeof t !== 'number' || !Number.isFinite(t)) return unreadable(number, 't is no number of seconds');
  if (typeof event !== 'string') return unreadable(number, 'it names no event');
  return { ...fields, t, event, number };
}

function readConfig(line: Line, afterFailsafe: LpcConfig['afterFailsafe']): LpcConfig {
  const { direction = 'consume' } = line;
  if (direction !== 'consume' && direction !== 'produce') return unreadable(line.number, 'direction is consume or produce');
  power(line, 'rated_w', 24_000);
  const failsafeDuration = power(line, 'failsafe_duration_s', DURATION.least);
  if (failsafeDuration < 0) return unreadable(line.number, 'failsafe_duration_s is negative');
  const failsafe = power(line, 'failsafe_w', 4_200);
  if (direction === 'consume' && failsafe < 0) return unreadable(line.number, 'failsafe_w is negative');
  return { direction, failsafe: watts(failsafe), failsafeDuration, afterFailsafe };
}

function power(line: Line, field: string, otherwise: number): number {
  const value = line[field] ?? otherwise;
  return typeof value === 'number' && Number.isFinite(value) ? value : unreadable(line.number, `${field} is no number`);
}

function readEvent(line: Line): LpcEvent {
  const { t, event } = line;
  switch (event) {
    case 'heartbeat':
    case 'restart':
    case 'tick':
      return { t, event };
    // What a limit carries is judged by the states: a bad value is a refused write, not a bad file.
    case 'limit':
      return { t, event, write: { w: line['w'], active: line['active'], duration: line['duration_s'] ?? undefined } };
    default:
      return unreadable(line.number, event === 'config' ? 'config stands only in the first line' : `there is no event ${JSON.stringify(event)}`);
  }
}

function unreadable(number: number, why: string): never {
  throw new Refusal({ id: 'trace-unreadable', message: `Line ${number} of the trace cannot be used: ${why}.`, remedy: 'docs/formats/limits.md shows every event with an example.' });
}

function noteDuration({ failsafeDuration }: LpcConfig, terminal: Terminal): void {
  if (failsafeDuration < DURATION.least || failsafeDuration > DURATION.most) terminal.note(`A failsafe duration of ${failsafeDuration} s is outside the 2 to 24 hours of LPC-022; it is played as given.`);
}
