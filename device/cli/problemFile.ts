import { checkProblem } from '#domain/plan/check.ts';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { parseTimeText } from '#domain/time/text.ts';
import { Refusal } from '#domain/units/refusal.ts';
import { readProblem as readWire } from '#wire/problem.ts';

/** The fields of a problem that hold an instant: text with an offset in a file, ms UTC on the wire. */
const INSTANTS = new Set(['start', 'end', 'issued', 'runningSince', 'from', 'by']);

const unreadable = (detail: string): Refusal =>
  new Refusal({ id: 'problem-unreadable', message: `The file is no plan problem: ${detail}.`, remedy: 'Compare it with the examples in docs/formats/plan.md.', detail });

function instantOf(field: string, text: string): number {
  const time = parseTimeText(text);
  if (time?.kind === 'instant') return time.at;
  throw unreadable(`${field} is ${JSON.stringify(text)}, and not a time with an offset such as 2023-03-24T00:00:00Z`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (field: string, value: unknown) => (INSTANTS.has(field) && typeof value === 'string' ? instantOf(field, value) : value));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw unreadable('it is no JSON');
  }
}

/** Reads a problem file (docs/formats/plan.md). @throws Refusal `problem-unreadable` naming the field or the rule. */
export function readProblem(text: string): PlanProblem {
  const read = readWire(parsed(text));
  if (!read.ok) throw unreadable(read.reason);
  const { problem } = read;
  if (problem === null) throw unreadable('it is null');
  const unfit = checkProblem(problem);
  if (unfit !== null) throw unreadable(unfit);
  return problem;
}
