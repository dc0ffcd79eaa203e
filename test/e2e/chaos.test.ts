import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { ChaosHome, quantile, signal, until, wait, type ChildName } from './chaosHome.ts';

const LONG = process.env['TIDEWATT_LONG'] === '1';
const BLOCK_SECONDS = LONG ? 15 : 4;
const STEPS = 16;
const STEP_MS = 200;
/** Just above what the guard thinks worth a write. */
const STEP_W = 26;
const BUDGET_MS = 300;
const JITTER_MS = 200;

const home = new ChaosHome();
const latencies: number[] = [];
const jitters: number[] = [];
let standing = 3_700;

/** Each limit is tighter than the one before, so that none needs storage; the battery's share is the limit itself. */
async function tightenThroughout(): Promise<void> {
  const sent: { readonly w: number; readonly at: number }[] = [];
  for (let step = 0; step < STEPS; step++) {
    standing -= STEP_W;
    sent.push({ w: standing, at: performance.timeOrigin + performance.now() });
    void home.limit(standing);
    await wait(STEP_MS);
  }
  await wait(BUDGET_MS);
  const arrivals = home.arrivals('battery').filter(({ setpoint }) => typeof setpoint === 'number');
  for (const { w, at } of sent) {
    const arrived = arrivals.find((arrival) => arrival.at >= at - 1 && Number(arrival.setpoint) <= w + 1);
    latencies.push(arrived ? Math.max(0, arrived.at - at) : Infinity);
  }
  const { health } = await home.ask({ ask: 'health' });
  jitters.push(health?.jitter ?? Infinity);
  expect(health?.faults, home.words).toBe(0);
}

async function comesBack(name: ChildName, before: number): Promise<void> {
  await until(`${name} is started again`, () => (home.pid(name) ?? before) !== before, 4);
}

beforeAll(async () => {
  const { p1, modbus } = await home.startSim();
  const now = Date.now();
  await home.leaveActs([{ device: 'battery', interval: { start: instant(now - 60_000), end: instant(now + 3_600_000) }, policy: { kind: 'hold', power: watts(3_700) } }]);
  const devices = home.devicesFile([{ driver: 'sunspec-battery', id: 'battery', host: '127.0.0.1', port: modbus, simulated: true }]);
  await home.startControl(['--meter', `tcp://127.0.0.1:${p1}`, '--devices', devices]);
  await home.limit(standing);
  await until('the battery follows the act of the former run', () => home.arrivals('battery').some(({ setpoint }) => Number(setpoint) > 3_600), 20);
  await home.ask({ ask: 'health' });
}, 60_000);
afterAll(() => home.stop());

describe('limits reach a device that needs no broker', () => {
  for (const name of ['broker', 'house', 'planner'] as const)
    it(`while ${name} is killed`, async () => {
      const pid = home.pid(name);
      // The planner runs only while there is something to plan.
      if (pid === undefined && name === 'planner') return;
      if (pid === undefined) throw new Error(`${name} does not run`);
      signal(pid, 'SIGKILL');
      await tightenThroughout();
      if (name !== 'planner') await comesBack(name, pid);
    });

  for (const name of ['broker', 'house'] as const)
    it(`while ${name} runs out of memory`, async () => {
      const pid = await until(`${name} runs`, () => home.pid(name), 4);
      // No page more: the next allocation fails, and with it the process.
      spawnSync('prlimit', ['--pid', String(pid), '--as=1', '--data=1']);
      await tightenThroughout();
      // A process that needed no page meanwhile is starved and not dead: it is ended like the others.
      console.log(`${name} without memory: ${home.pid(name) === pid ? 'starved' : 'died of it'}`);
      if (home.pid(name) === pid) signal(pid, 'SIGKILL');
      await comesBack(name, pid);
    });

  for (const name of ['broker', 'house', 'planner'] as const)
    it(`while ${name} is blocked for ${BLOCK_SECONDS} s`, async () => {
      const pid = name === 'planner' ? home.pid(name) : await until(`${name} runs`, () => home.pid(name), 4);
      if (pid === undefined) return;
      const blocked = wait(BLOCK_SECONDS * 1_000);
      signal(pid, 'SIGSTOP');
      await tightenThroughout();
      // With house silent nothing can be journalled: a limit can be tightened, not lifted.
      if (name === 'house') expect(await home.limit(null)).toMatchObject({ outcome: 'refused', reason: 'storage-down' });
      await blocked;
      signal(pid, 'SIGCONT');
    }, 40_000);

  it('a limit can be lifted again when house and its storage are back', async () => {
    await until('house answers', () => home.pid('house'), 4);
    let answer = await home.limit(null);
    for (let tries = 0; answer.outcome !== 'done' && tries < 5; tries++) answer = await home.limit(null);
    expect(answer).toMatchObject({ outcome: 'done' });
  }, 30_000);

  it(`at the battery's socket within ${BUDGET_MS} ms (p99), and no cycle of control is ${JITTER_MS} ms late`, () => {
    const p99 = quantile(latencies, 0.99);
    console.log(`limit -> battery's socket: n ${latencies.length}, p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; worst cycle ${Math.max(...jitters).toFixed(1)} ms late; blocks of ${BLOCK_SECONDS} s`);
    expect(latencies.length).toBeGreaterThan(5 * STEPS);
    expect(p99).toBeLessThanOrEqual(BUDGET_MS);
    expect(Math.max(...jitters)).toBeLessThan(JITTER_MS);
  });

  it('SIGTERM: the battery is neutral within 2 s, and the gateway ends with 0 within 5 s', async () => {
    const asked = performance.timeOrigin + performance.now();
    const ended = once(home.controlProcess, 'exit');
    const children = home.pids();
    signal(home.controlProcess.pid, 'SIGTERM');
    const [code] = await ended;
    expect(performance.timeOrigin + performance.now() - asked).toBeLessThan(5_000);
    expect(code, home.words).toBe(0);
    const released = home.arrivals('battery').find(({ at, setpoint }) => at >= asked && setpoint === null);
    expect((released?.at ?? Infinity) - asked).toBeLessThan(2_000);
    expect(children.filter((pid) => signal(pid, 0 as unknown as NodeJS.Signals))).toEqual([]);
  }, 15_000);
});
