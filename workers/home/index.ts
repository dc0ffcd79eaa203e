import { demoParts } from '#domain/home/demoParts.ts';
import { HOUR, instant } from '#domain/time/instant.ts';
import { DEMO_HISTORY, type PortMessage } from '#wire/port.ts';
import { DemoHome, LIVED } from './demoHome.ts';
import { NestedPlanner } from './planner.ts';

const SEED = 7;
/** Real ms between two looks at the clock. */
const BEAT = 250;
/** A page that slept comes back to a home that slept too. */
const LONGEST = 2_000;
/** Each visit begins at the same moment: six in the evening near Utrecht, dear hours, dinner on the stove, the sun still up. */
const BEGINS = Date.UTC(2026, 3, 21, 16);

// The demo home: the page speaks to this worker as to a gateway, topic and payload over its port.
const planner = new NestedPlanner(() => new Worker(new URL('../plan/index.ts', import.meta.url), { type: 'module', name: 'plan' }));
const parts = demoParts(SEED, instant(BEGINS - LIVED - 24 * HOUR), { without: ['car'] });
const home = new DemoHome(
  parts,
  {
    boot: `${parts.boot}-${Date.now()}`,
    send: (message) => postMessage(message),
    plan: (problem) => planner.plan(problem),
    clock: () => performance.now(),
    failed: (error) => reportError(error),
  },
  BEGINS,
);

let running = false;
addEventListener('message', ({ data }: MessageEvent<PortMessage>) => {
  if (running || data.topic === DEMO_HISTORY) home.hear(data);
});

/** A piece of the past at a time, so that the worker can be ended between them. */
function catchUp(): void {
  if (home.catchUp()) run();
  else setTimeout(catchUp);
}

function run(): void {
  running = true;
  home.start();
  let last = performance.now();
  setInterval(() => {
    const at = performance.now();
    home.beat(Math.min(LONGEST, at - last));
    last = at;
  }, BEAT);
}

catchUp();
