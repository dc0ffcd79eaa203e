import { brokerLoad } from './brokerLoad.ts';
import { MATRIX } from './faults/matrix.ts';
import { World, type Setting } from './faults/world.ts';
import { single, type Figure } from './figure.ts';
import { benchLimitLatency } from './limitLatency.ts';

const CONTRACT_W = 11_000;
const LIMIT_W = 4_200;
const SETTLED_S = 300;
const WATCHED_S = 60;
/** C-04: what is no longer an overshoot. */
const TOLERANCE_W = 100;
const STEADY_S = 1_200;

/** C-03 and C-04 in the virtual home: everything is on, then the limit comes. */
function plant(name: string, lag: Setting['lag'], budget: boolean): readonly Figure[] {
  const world = new World({ ...MATRIX, kettles: false, seed: 7, lag, contract: CONTRACT_W });
  world.time.in(1_000, () => world.operator.say(null));
  world.run(SETTLED_S);
  const before = world.truth.lines.import.flow;
  world.operator.say(LIMIT_W);
  let wattSeconds = 0;
  let kept = 0;
  for (let second = 0; second < WATCHED_S; second++) {
    world.run(1);
    const over = Math.max(0, world.truth.lines.import.flow - LIMIT_W);
    wattSeconds += over;
    if (over > TOLERANCE_W) kept = second + 1;
  }
  let steady = 0;
  for (let minute = 0; minute < STEADY_S / 60; minute++) {
    let sum = 0;
    for (let second = 0; second < 60; second++) {
      world.run(1);
      sum += world.truth.lines.import.flow;
    }
    steady = Math.max(steady, sum / 60 - LIMIT_W);
  }
  return [
    single(`${name}: ${(before / 1_000).toFixed(1)} kW to 4.2 kW, energy above the limit`, wattSeconds / 3_600, { unit: 'Wh', ...(budget ? { budget: 15 } : {}) }),
    single(`${name}: seconds above the limit`, kept, { unit: 's', ...(budget ? { budget: 10 } : {}) }),
    single(`${name}: largest mean of a minute above the limit, in the next 20 min`, Math.max(0, steady), { unit: 'W', budget: 100 }),
  ];
}

/** The guard on the real gateway under load, and in the virtual home with slow devices (reliability C-01 to C-04, M-09). */
export async function benchGuard({ root, seconds }: { readonly root: string; readonly seconds: number }): Promise<readonly Figure[]> {
  return [
    ...plant('devices that answer after 5 s', { dead: 5_000, constant: 0 }, true),
    ...plant('devices with a time constant of 5 s', { dead: 0, constant: 5_000 }, false),
    ...(await benchLimitLatency({ root, seconds, under: brokerLoad(root) })),
  ];
}
