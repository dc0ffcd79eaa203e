import loadHighs from 'highs';
import { planService } from '#workers/plan/service.ts';
import type { FromPlanner } from '../channel.ts';
import { PlannerLink } from './link.ts';
import { Planner } from './planner.ts';

/** Idle for so long it ends: its solver holds about 100 MB. It is started again when a plan is wanted. */
const IDLE_MS = 60_000;
/** It makes room for a fresh process between two problems: what a solver leaks ends with it. */
const OLD_MS = 90_000;

/** What control hands over in the environment, where no other user can read it. */
function handedOver(): { readonly port: number; readonly secret: string } {
  const port = Number(process.env['TIDEWATT_MQTT_PORT']);
  const secret = process.env['TIDEWATT_MQTT_SECRET'];
  if (!Number.isInteger(port) || port <= 0 || !secret) {
    process.stderr.write('The planner is started by control, which tells it the broker by TIDEWATT_MQTT_PORT and TIDEWATT_MQTT_SECRET.\n');
    process.exit(2);
  }
  return { port, secret };
}

const { port, secret } = handedOver();
const clock = (): number => performance.now();
const link = new PlannerLink(port, secret);
const planner = new Planner(link, planService(() => loadHighs(), clock), clock, {
  idleMs: IDLE_MS,
  oldMs: OLD_MS,
  state: (state) => void (process.connected && process.send?.({ type: 'planner', state } satisfies FromPlanner)),
  note: (text) => void process.stderr.write(`planner: ${text}\n`),
});

async function end(code: number): Promise<void> {
  await link.end();
  process.exit(code);
}

process.on('disconnect', () => void end(0));
process.on('SIGTERM', () => void end(0));
link.onProblem = (problem) => planner.take(problem);
link.onLost = () => void end(1);
planner.onDone = () => void end(0);
