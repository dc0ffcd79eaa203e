import { setTimeout as wait } from 'node:timers/promises';
import { percentile, single, type Figure } from './figure.ts';
import { pssOf, startGateway, tree } from './gateway.ts';

const MIB = 1024 * 1024;
/** The simulator stands in for the meter and the devices: it is no part of a gateway. */
const isGateway = (command: string): boolean => !command.includes('/sim.mjs');
const isPlanner = (command: string): boolean => command.includes('/planner.mjs');

interface Sample {
  readonly pss: number;
  readonly planning: boolean;
}

function sample(pid: number): Sample {
  const gateway = tree(pid).filter(({ command }) => isGateway(command));
  return { pss: gateway.reduce((sum, each) => sum + pssOf(each.pid), 0) / MIB, planning: gateway.some(({ command }) => isPlanner(command)) };
}

const mostOf = (samples: readonly Sample[], planning: boolean): number => Math.max(...samples.filter((each) => each.planning === planning).map((each) => each.pss));

/**
 * PSS of control, house, broker and planner together, sampled each half second while the simulated home runs
 * (DESIGN, Figures: 150 MB idle, 320 MB planning).
 */
export async function benchMemory({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<Figure[]> {
  const gateway = await startGateway({ root });
  try {
    await wait(5_000);
    const samples: Sample[] = [];
    for (const until = performance.now() + seconds * 1000; performance.now() < until; await wait(500)) samples.push(sample(gateway.pid));
    const idle = samples.filter((each) => !each.planning).map((each) => each.pss);
    return [
      single('gateway PSS idle, most', mostOf(samples, false), { unit: 'MiB', budget: 150 }),
      single('gateway PSS idle, median', percentile(idle, 0.5), { unit: 'MiB' }),
      ...(samples.some((each) => each.planning) ? [single('gateway PSS planning, most', mostOf(samples, true), { unit: 'MiB', budget: 320 })] : []),
    ];
  } finally {
    await gateway.stop();
    gateway.discard();
  }
}
