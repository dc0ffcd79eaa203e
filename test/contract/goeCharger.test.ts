import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '#domain/guard/event.ts';
import { controlMachines, type ControlFacts } from '#domain/home/control.ts';
import type { Instant } from '#domain/time/instant.ts';
import { ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { Actuator } from '../../device/control/actuator.ts';
import { leftAt } from '../../device/control/leftAt.ts';
import { ControlLoop } from '../../device/control/loop.ts';
import { GoeCharger } from '../../device/driver/charger/goeCharger.ts';
import { SimulatedCharger } from '../../device/sim/charger.ts';
import { serveModbus } from '../../device/sim/modbusServer.ts';
import { HandClock } from '../fakes/handClock.ts';

const NOON = Date.UTC(2027, 2, 1, 12) as Instant;
const BASE_W = 400;
const EVER = { start: (NOON - 1_000) as Instant, end: (NOON + 86_400_000) as Instant };

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function charged(): Promise<{ clock: HandClock; charger: SimulatedCharger; driver: GoeCharger }> {
  const clock = new HandClock(NOON);
  const charger = new SimulatedCharger(() => clock.now().mono);
  const { server, port } = await serveModbus(charger, 0);
  opened.push(() => server.close());
  const driver = new GoeCharger({ id: 'car', name: 'Car', host: '127.0.0.1', port, unit: 1, amps: 16, simulated: true }, clock);
  return { clock, charger, driver };
}

/** Waits for the connection, which is real. */
async function reached(driver: GoeCharger): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (!(await driver.report()).online) {
    if (Date.now() > deadline) throw new Error('the charger was not reached');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Control's machines, router and actuator, a charger on a real socket, and a meter that sees all of it. */
class Home {
  facts: Partial<ControlFacts> = {};
  private sequence = 0;
  readonly loop: ControlLoop;
  readonly actuator: Actuator;

  constructor(private readonly clock: HandClock, private readonly charger: SimulatedCharger, driver: GoeCharger) {
    const machines = controlMachines({
      limit: { sources: [{ source: 'dso', keys: [{ direction: 'import', scope: 'site' }] }], fixed: [], floor: (NOON - 86_400_000) as Instant },
      follow: { neutral: {} },
      guard: { shedOrder: [], fuse: null, phases: {}, protect: {}, ramp: 2_000, releaseDelay: ms(0), seed: 1 },
    });
    this.loop = new ControlLoop(machines, clock, {
      perform: (effect) => {
        if (effect.kind === 'write') this.actuator.write(effect);
        if (effect.kind === 'store') this.loop.dispatch({ kind: 'stored', id: effect.id });
      },
      faults: (faults) => expect(faults).toEqual([]),
      facts: (facts) => void (this.facts = facts),
    });
    this.actuator = new Actuator((event) => this.loop.dispatch(event), { now: () => clock.now().mono, fault: (_device, error) => expect(error).toBeUndefined() });
    this.actuator.add(driver);
    this.loop.dispatch({ kind: 'acts', revision: 1, acts: [{ device: 'car', interval: EVER, policy: { kind: 'hold', power: watts(11_040) } }] });
  }

  say(w: number | null): void {
    const value = w === null ? { kind: 'none' } : { kind: 'limit', w };
    this.loop.dispatch({ kind: 'signal', id: `s${++this.sequence}`, signal: { source: 'dso', sequence: this.sequence, direction: 'import', scope: 'site', value, start: this.clock.now().wall, end: null } });
  }

  get grid(): number {
    return BASE_W + this.charger.power;
  }

  get car(): DeviceState | undefined {
    return this.facts.devices?.[0];
  }

  async seconds(count: number, each: () => void = () => undefined): Promise<void> {
    for (let second = 0; second < count; second++) {
      this.clock.pass(1_000);
      this.loop.dispatch({ kind: 'reading', reading: { meter: 'm', at: this.clock.now().wall, power: watts(this.grid), phases: {}, registers: [], period: ms(1_000), quality: 'measured' } });
      await this.actuator.sense();
      each();
    }
  }
}

describe('a charger that goes from one phase to three, by its published registers', () => {
  it('follows the guard’s decision under a limit, and no contactor moves with current on it', async () => {
    const { clock, charger, driver } = await charged();
    const home = new Home(clock, charger, driver);
    await reached(driver);
    // 11 040 W are 15 A of 231 V. It starts on one phase, as everything starts at its least, and rests there before it goes to three.
    await home.seconds(400);
    expect([charger.phases, Math.round(charger.power / 1_000), charger.moves]).toEqual([3, 10, 2]);

    home.say(3_000);
    await home.seconds(10);
    expect(home.grid, 'C-02: below the limit within ten seconds').toBeLessThan(3_100);
    await home.seconds(60);
    expect([charger.phases, charger.moves, charger.movedUnderLoad]).toEqual([1, 3, 0]);
    // 2 600 W beside the base load, less a margin for what starts: 9 or 10 A of 231 V.
    expect(charger.power).toBeGreaterThan(2_000);
    expect(home.grid).toBeLessThan(3_100);
    expect(home.car?.state).not.toBe('refused');

    home.say(null);
    const seen: number[] = [];
    await home.seconds(200, () => seen.push(charger.phases));
    expect(new Set(seen), 'it rests on one phase').toEqual(new Set([1]));
    await home.seconds(180);
    expect([charger.phases, charger.moves, charger.movedUnderLoad, Math.round(charger.power / 1_000)]).toEqual([3, 4, 0, 10]);

    await home.actuator.leave();
    expect([charger.read(299, 1), charger.read(337, 1), charger.phases]).toEqual([[10], [0], 3]);
  });

  it('says whether a car is there, and what went into it since', async () => {
    const { clock, charger, driver } = await charged();
    driver.start();
    opened.push(() => driver.stop());
    await reached(driver);
    expect((await driver.report()).plugged).toEqual({ isIn: true, added: 0 });
    await driver.command(watts(11_040), ms(60_000));
    for (let second = 0; second < 900; second += 30) {
      clock.pass(30_000);
      await driver.report();
    }
    const { plugged } = await driver.report();
    // A quarter of an hour at no more than 11.1 kW, the change of phases taken off.
    expect(plugged?.added).toBeGreaterThan(1_500_000);
    expect(plugged?.added).toBeLessThan(2_800_000);
    charger.pluggedIn = false;
    clock.pass(1_000);
    expect((await driver.report()).plugged).toEqual({ isIn: false, added: null });
  });

  it('under a limit it is left off, for its own logic would charge with all it has', async () => {
    const { clock, charger, driver } = await charged();
    const home = new Home(clock, charger, driver);
    await reached(driver);
    home.say(3_000);
    await home.seconds(60);
    expect(charger.power).toBeGreaterThan(1_000);
    await home.actuator.leave(leftAt(home.loop.facts));
    clock.pass(30_000);
    expect([charger.read(337, 1), charger.power]).toEqual([[1], 0]);
  });

  it('declares no fallback, for it has no timer, and says what it can', async () => {
    const { driver } = await charged();
    opened.push(() => driver.stop());
    expect(driver.descriptor()).toBeNull();
    driver.start();
    await reached(driver);
    expect(driver.descriptor()).toMatchObject({ kind: 'car', rating: 11_040, minimum: 1_380, fallback: { kind: 'none' }, phaseModes: { rest: 300_000 } });
  });

  it('stops at less than six amperes and tells it', async () => {
    const { clock, charger, driver } = await charged();
    opened.push(() => driver.stop());
    driver.start();
    await reached(driver);
    await driver.command(watts(1_379), ms(55_000));
    clock.pass(10_000);
    expect(await driver.report()).toMatchObject({ online: true, setpoint: 0 });
    expect([charger.read(337, 1), charger.isCharging]).toEqual([[1], false]);
  });

  it('a smaller wish while the phases change is the one that is carried out', async () => {
    const { clock, charger, driver } = await charged();
    opened.push(() => driver.stop());
    driver.start();
    await reached(driver);
    await driver.command(watts(3_000), ms(55_000));
    clock.pass(1_000);
    expect(await driver.report()).toMatchObject({ setpoint: null });
    await driver.command(watts(1_400), ms(55_000));
    for (let second = 0; second < 30; second++) {
      clock.pass(1_000);
      await driver.report();
    }
    expect([charger.phases, charger.read(299, 1), await driver.report()]).toMatchObject([1, [6], { setpoint: 1_400 }]);
  });

  it('is not commanded before it was reached', async () => {
    const { driver } = await charged();
    await expect(driver.command(watts(3_000), ms(55_000))).rejects.toMatchObject({ id: 'offline' });
    expect(await driver.report()).toMatchObject({ online: false, power: null });
  });
});
