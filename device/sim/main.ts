import { homeSpec } from '#domain/sim/spec.ts';
import { isZone } from '#domain/time/zone.ts';
import { BatteryRegisters } from './batteryRegisters.ts';
import { serveMeter } from './meterServer.ts';
import { serveModbus } from './modbusServer.ts';
import { OptionError, readOptions, type SimOptions } from './options.ts';
import { machineClock, Plant } from './plant.ts';
import { PlugClient } from './plugClient.ts';
import { WriteLog } from './writeLog.ts';

function plugOf(plant: Plant, options: SimOptions, log: WriteLog): PlugClient | null {
  if (options.plug === null || options.mqttPort === null) return null;
  return new PlugClient(plant, { port: options.mqttPort, user: options.mqttUser, secret: options.mqttSecret, name: options.plug }, log);
}

/** A timer may ring a fraction early: a tick is meant to see its second complete. */
const PAST_THE_SECOND = 2;

/** One tick each whole second of the home: the telegram goes out, and timers that ran out are noticed. */
function beat(plant: Plant, tick: () => void): void {
  setTimeout(() => {
    tick();
    beat(plant, tick);
  }, plant.untilTick() + PAST_THE_SECOND);
}

async function run(options: SimOptions): Promise<void> {
  if (!isZone(options.zone)) throw new OptionError(`--zone ${options.zone} is no IANA zone`, 'give a name such as Europe/Amsterdam');
  // Car and tank have no protocol here: nobody could command them, and they would only drown the rest.
  const spec = homeSpec(options.seed, { phases: options.phases, zone: options.zone, without: ['car', 'heater', ...(options.sunless ? (['pv'] as const) : [])] });
  if (!spec.battery) throw new Error('the simulated home has no battery');
  const log = new WriteLog(options.log);
  const plant = new Plant(spec, machineClock, (device) => {
    if (device === 'battery') battery.reverted();
    else log.write({ device, reverted: true });
    if (device === 'plug') plug?.report();
  });
  const battery = new BatteryRegisters(plant, spec.battery, log);
  const plug = plugOf(plant, options, log);
  const meter = await serveMeter(plant, options.p1Port);
  const modbus = await serveModbus(battery, options.modbusPort);
  plug?.start();
  beat(plant, meter.send);
  process.stdout.write(`${JSON.stringify({ p1: meter.port, modbus: modbus.port })}\n`);
}

function fail(error: unknown): never {
  const known = error instanceof OptionError ? error : null;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ error: { id: known?.id ?? 'cannot-start', message, remedy: known?.remedy ?? 'choose another port, or a file that can be written' } })}\n`);
  process.exit(2);
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.tied) process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
  // Whoever started this home went away before reading where it listens: nobody is left to serve, and nothing to say.
  process.stdout.on('error', () => process.exit(0));
  await run(options);
} catch (error) {
  fail(error);
}
