import loadHighs from 'highs';
import type { PlanAnswer } from '#domain/plan/answer.ts';
import type { Interval } from '#domain/time/instant.ts';
import { planService } from '#workers/plan/service.ts';
import { isoText } from './answer.ts';
import type { Command } from './command.ts';
import { EXIT, wrongUse } from './fault.ts';
import { textOf } from '../transport/file.ts';
import { readFlags } from './flags.ts';
import { readProblem } from './problemFile.ts';

const USAGE = 'FILE';

/** `tidewatt plan`: what the gateway's planner would propose for a problem (docs/formats/plan.md). */
export const plan: Command = {
  name: 'plan',
  usage: USAGE,
  async run(args, terminal) {
    const { names } = readFlags(args, {}, `plan ${USAGE}`);
    const [file, ...rest] = names;
    if (file === undefined || rest.length > 0) throw wrongUse('plan reads one problem.', `Use: plan ${USAGE}`);
    const problem = readProblem(textOf(await terminal.read(file), 'problem'));
    const service = planService(() => loadHighs(), () => performance.now());
    await service.warm();
    terminal.print(answerOf(await service.plan(problem, 'plan')));
    return EXIT.answered;
  },
};

const written = ({ start, end }: Interval): object => ({ start: isoText(start), end: isoText(end) });

function answerOf({ status, proposal, cost, bound, gap, nothing, broken, steps }: PlanAnswer): object {
  return {
    status,
    cost_micro: cost,
    bound_micro: bound,
    gap,
    nothing_micro: nothing,
    acts: proposal.acts.map(({ device, interval, policy }) => ({ device, interval: written(interval), policy })),
    broken,
    reasons: proposal.reasons.map((reason) => ({ ...reason, interval: written(reason.interval) })),
    steps: steps.map((step) => ({ step: step.step, ms: Math.round(step.ms * 10) / 10, cost_micro: step.cost, bound_micro: step.bound })),
  };
}
