import { connect, type Server } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { homeSpec } from '#domain/sim/spec.ts';
import { ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { Actuator } from '../../device/control/actuator.ts';
import { realClock } from '../../device/clock/real.ts';
import { SunSpecBattery } from '../../device/driver/battery/sunspecBattery.ts';
import { BatteryRegisters } from '../../device/sim/batteryRegisters.ts';
import { answerTo, serveModbus } from '../../device/sim/modbusServer.ts';
import { Plant } from '../../device/sim/plant.ts';
import { WriteLog } from '../../device/sim/writeLog.ts';
import { FakePlantClock } from '../fakes/plantClock.ts';

const spec = homeSpec(3, { without: ['car', 'heater'] });
const opened: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.stop();
});

interface Bench {
  readonly clock: FakePlantClock;
  readonly plant: Plant;
  readonly registers: BatteryRegisters;
}

function bench(): Bench {
  if (!spec.battery) throw new Error('no battery in the spec');
  const clock = new FakePlantClock(Date.parse('2026-03-20T12:00:00Z'));
  const plant = new Plant(spec, clock, () => registers.reverted());
  const registers = new BatteryRegisters(plant, spec.battery, new WriteLog(null));
  return { clock, plant, registers };
}

async function served(of: Bench): Promise<{ port: number; server: Server }> {
  const listening = await serveModbus(of.registers, 0);
  opened.push({ stop: () => listening.server.close() });
  return listening;
}

async function driverOf(of: Bench): Promise<SunSpecBattery> {
  const { port } = await served(of);
  const driver = new SunSpecBattery({ id: 'battery', host: '127.0.0.1', port, unit: 1, name: null, capacity: null, simulated: true }, realClock());
  opened.push(driver);
  driver.start();
  for (let tries = 0; tries < 200 && !(await driver.report()).online; tries++) await wait(20);
  return driver;
}

const leaving = (driver: SunSpecBattery): Promise<void> => {
  const actuator = new Actuator(() => undefined, { now: () => realClock().now().mono, fault: (_device, error) => expect(error).toBeUndefined() });
  actuator.add(driver);
  return actuator.leave();
};

const pdu = (of: Bench, hex: string): string => answerTo(of.registers, Buffer.from(hex, 'hex')).toString('hex');

describe('the simulated battery on the wire, byte by byte', () => {
  it('begins with SunS and model 1 at 40000', () => expect(pdu(bench(), '039c400004')).toBe('0308' + '53756e53' + '0001' + '0042'));
  it('ends with 0xFFFF after model 713, whose scale says 10 kWh', () => expect(pdu(bench(), '039cd4000b')).toMatch(/^031602c9000703e8.{8}271000010001fffeffff0000$/));
  it.each([
    ['an unknown function', '04 9c40 0001', '8401'],
    ['an address outside the map', '03 0000 0001', '8302'],
    ['more registers than a frame holds', '03 9c40 007e', '8303'],
    ['a write to a point that only reads', '06 9c44 0001', '8602'],
    ['a rate above 100 %', '06 9cc6 2711', '8603'],
    ['a byte count that does not fit', '10 9cc6 0001 04 0000', '9003'],
  ])('refuses %s', (_what, request, answer) => expect(pdu(bench(), request.replaceAll(' ', ''))).toBe(answer));

  it('takes nothing of a write that it refuses in part', () => {
    const of = bench();
    // OutWRte 100 is good, InWRte 10001 is not.
    expect(pdu(of, '109cc6000204' + '0064' + '2711')).toBe('9003');
    expect(pdu(of, '039cc60001')).toBe('03022710');
  });

  it('answers requests cut and glued in the stream', async () => {
    const { port } = await served(bench());
    const socket = connect(port, '127.0.0.1');
    opened.push({ stop: () => socket.destroy() });
    const chunks: Buffer[] = [];
    const done = new Promise<void>((resolve) => socket.on('data', (bytes) => (chunks.push(bytes), Buffer.concat(chunks).length >= 22 && resolve())));
    await once(socket, 'connect');
    socket.write(Buffer.from('000100000006' + '01039c400001' + '00020000', 'hex'));
    socket.write(Buffer.from('0006' + '01039c410001', 'hex'));
    await done;
    expect(Buffer.concat(chunks).toString('hex')).toBe('000100000005' + '0103025375' + '000200000005' + '0103026e53');
  });
});

describe('the simulated battery and the SunSpec driver', () => {
  it('agree on what it is', async () => {
    const driver = await driverOf(bench());
    expect(driver.descriptor()).toMatchObject({
      name: 'Simulated battery',
      rating: 3_700,
      fallback: { kind: 'timer', after: 55_000, power: 0 },
      primitive: { kind: 'store', capacity: 10_000_000, maxCharge: 3_700, maxDischarge: 3_700 },
    });
  });

  it.each([1_500, -1_500, 3_700, -3_700, 0])('agree on %i W, sign and all', async (setpoint) => {
    const of = bench();
    const driver = await driverOf(of);
    await driver.command(watts(setpoint), ms(60_000));
    of.clock.pass(10_000);
    const report = await driver.report();
    expect(Math.abs((report.power ?? NaN) - setpoint)).toBeLessThanOrEqual(1);
    expect(Math.abs((report.setpoint ?? NaN) - setpoint)).toBeLessThanOrEqual(1);
    expect(of.plant.now().battery.power).toBe(report.power);
  });

  it('R18 C-13 is at rest 60 s after the last word of a gateway that died, and says that nothing stands', async () => {
    const of = bench();
    const driver = await driverOf(of);
    await driver.command(watts(-2_000), ms(60_000));
    of.clock.pass(59_900);
    expect((await driver.report()).power).toBe(-2_000);
    of.clock.pass(10_000);
    expect(await driver.report()).toMatchObject({ power: 0, setpoint: null, online: true });
  });

  it.each([
    ['the driver is stopped', (driver: SunSpecBattery) => driver.stop()],
    ['neutral is written', (driver: SunSpecBattery) => driver.neutral()],
    ['the gateway leaves', (driver: SunSpecBattery) => leaving(driver)],
    ['the plan goes from charging to holding, and then the gateway leaves', (driver: SunSpecBattery) => driver.command(watts(0), ms(60_000)).then(() => leaving(driver))],
  ])('R21 nothing is left behind when %s', async (_, exit) => {
    const of = bench();
    const driver = await driverOf(of);
    await driver.command(watts(2_000), ms(60_000));
    of.clock.pass(10_000);
    expect(of.plant.now().battery.power).toBe(2_000);
    await exit(driver);
    of.clock.pass(10_000);
    expect(of.plant.now().battery.power).toBe(0);
    expect(await (await driverOf(of)).report()).toMatchObject({ power: 0, setpoint: null });
  });

  it('lets go at once when neutral is written', async () => {
    const of = bench();
    const driver = await driverOf(of);
    await driver.command(watts(2_000), ms(60_000));
    of.clock.pass(5_000);
    await driver.neutral();
    of.clock.pass(10_000);
    expect(await driver.report()).toMatchObject({ power: 0, setpoint: null });
  });
});
