import * as v from 'valibot';
import type { PlanProblem } from '#domain/plan/problem.ts';
import { problemSchema } from './message/problem.ts';

export type ReadProblem = { readonly ok: true; readonly problem: PlanProblem | null } | { readonly ok: false; readonly reason: string };

/** A plan problem from its JSON value; null = there is nothing to plan. `reason` names the first field that is wrong. */
export function readProblem(raw: unknown): ReadProblem {
  const result = v.safeParse(problemSchema, raw);
  if (!result.success) return { ok: false, reason: `${v.getDotPath(result.issues[0]) ?? 'it'}: ${result.issues[0].message}` };
  // The schema has checked every field; instants, lengths and watts are plain numbers to it.
  return { ok: true, problem: result.output as unknown as PlanProblem | null };
}
