import { describe, expect, it, onTestFinished } from 'vitest';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { ChaosHome, signal, until, wait } from './chaosHome.ts';

/** A minute of real waiting, so only with TIDEWATT_LONG=1. */
const LONG = process.env['TIDEWATT_LONG'] === '1';
const LEASE_MS = 60_000;

function chaosHome(): ChaosHome {
  const home = new ChaosHome();
  onTestFinished(() => home.stop());
  return home;
}

const hour = () => ({ start: instant(Date.now() - 60_000), end: instant(Date.now() + 3_600_000) });

describe.skipIf(!LONG)('devices go back by themselves (TIDEWATT_LONG=1)', () => {
  it('all of the gateway is killed: the battery is neutral within 60 s of its last command, by its own timer', async () => {
    const home = chaosHome();
    const { p1, modbus } = await home.startSim();
    await home.leaveActs([{ device: 'battery', interval: hour(), policy: { kind: 'hold', power: watts(2_000) } }], `meter tcp://127.0.0.1:${p1}`);
    const devices = home.devicesFile([{ driver: 'sunspec-battery', id: 'battery', host: '127.0.0.1', port: modbus, simulated: true }]);
    await home.startControl(['--meter', `tcp://127.0.0.1:${p1}`, '--devices', devices]);
    await until('the battery charges', () => home.arrivals('battery').some(({ setpoint }) => Number(setpoint) > 1_900), 20);
    const killed = performance.timeOrigin + performance.now();
    for (const pid of home.pids()) signal(pid, 'SIGKILL');
    const reverted = await until('the battery reverts', () => home.arrivals('battery').find((arrival) => arrival.reverted), 65);
    console.log(`battery neutral ${((reverted.at - killed) / 1_000).toFixed(1)} s after the last process of the gateway died`);
    expect(reverted.at - killed).toBeLessThanOrEqual(LEASE_MS + 1_000);
    await wait(500);
    expect(home.pids()).toEqual([]);
  }, 110_000);

  it('the broker stays away: the plug behind it switches itself off within 60 s of its last command', async () => {
    const home = chaosHome();
    await home.leaveActs([{ device: 'dishwasher', interval: hour(), policy: { kind: 'run' } }], 'simulated 1');
    await home.startControl([]);
    await until('the plug is switched on', () => home.arrivals('plug').some(({ setpoint }) => setpoint === 'ON'), 30);
    const broker = home.pid('broker');
    signal(broker, 'SIGSTOP');
    const last = home.arrivals('plug').at(-1)?.at ?? 0;
    const reverted = await until('the plug reverts', () => home.arrivals('plug').find((arrival) => arrival.reverted), 65);
    console.log(`plug off ${((reverted.at - last) / 1_000).toFixed(1)} s after its last command`);
    expect(reverted.at - last).toBeLessThanOrEqual(LEASE_MS + 1_000);
    signal(broker, 'SIGCONT');
  }, 110_000);
});
