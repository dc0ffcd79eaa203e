import type { Instant } from '#domain/time/instant.ts';
import { DISHWASHER } from '#domain/sim/plug.ts';
import type { HomeClock } from '../clock/clock.ts';
import { RELEASED, realClock } from '../clock/real.ts';
import { replayClock } from '../clock/replay.ts';
import type { HouseOptions } from '../house/options.ts';
import type { DeviceWish } from '../driver/index.ts';
import { meterFormat } from '../driver/meter/index.ts';
import type { OpenedMeter } from '../driver/meter/meter.ts';
import type { BusAddress } from '../transport/mqtt/client.ts';
import { SIM_PLUG, type SimPorts } from './children/simProcess.ts';
import { parseDevicesFile } from './devicesFile.ts';
import { refuse } from './failure.ts';
import { parseHomeFile, PLAIN_HOME, type HomeFile } from './homeFile.ts';
import { busAddressOf } from './homeFile/deviceBus.ts';
import { readText, type StartOptions } from './options.ts';

/** The home that the command line describes, before anything of it runs. */
export interface HomeSetting {
  readonly source: HouseOptions['source'];
  readonly name: string;
  /** Names the home's time: kept states of another are not ours. */
  readonly timeline: string;
  /** Null while the simulated home has not said where it listens. */
  readonly meter: OpenedMeter | null;
  readonly devices: readonly DeviceWish[];
  readonly house: HomeFile;
  /** The broker at which devices speak; null = the gateway's own. */
  readonly bus: BusAddress | null;
  /** The replayed home is given simulated devices of this process. */
  readonly withReplayDevices: boolean;
  /** No instant of this home is before it. @param known an instant that has surely passed in it, null at a first start. */
  floor(known: Instant | null): Instant;
  clock(floor: Instant): HomeClock;
}

/** Above this speed a real device would be commanded faster than it can follow (DESIGN, The flows). */
const FASTEST_WITH_DEVICES = 60;

/** @throws Refusal for a meter or file that cannot be used. */
export function readHome(options: StartOptions): HomeSetting {
  const devices = options.devices === null || options.devices === 'none' ? [] : parseDevicesFile(readText('--devices', options.devices), options.devices);
  if (devices.length > 0 && options.speed > FASTEST_WITH_DEVICES)
    throw refuse('too-fast-for-devices', `At --speed ${options.speed} real devices cannot follow.`, `Give --speed ${FASTEST_WITH_DEVICES} or less, or leave --devices out.`);
  const meter = openMeter(options);
  const span = meter?.span ?? null;
  const source = options.meter.kind === 'replay' ? 'replay' : options.meter.kind === 'simulated' ? 'simulated' : span ? 'capture' : 'meter';
  const from = options.from ?? span?.start ?? null;
  const house = options.home === null ? PLAIN_HOME : parseHomeFile(readText('--home', options.home), options.home);
  return {
    source,
    name: nameOf(options),
    timeline: timelineOf(options, span ? from : null),
    meter,
    devices,
    house,
    bus: busOf(options, house),
    withReplayDevices: source === 'replay' && options.devices === null,
    // A replay begins anew at each start; in the real home's time nothing that has passed comes again.
    floor: (known) => (span && from !== null ? from : (Math.max(known ?? RELEASED, RELEASED) as Instant)),
    clock: (floor) => (span && from !== null ? replayClock({ from, speed: options.speed }) : realClock({ floor })),
  };
}

/** @throws Refusal where a simulated home, whose devices have a broker of their own, is sent to another. */
function busOf({ home, meter }: StartOptions, { deviceBus }: HomeFile): BusAddress | null {
  if (deviceBus === null || home === null) return null;
  if (meter.kind === 'simulated') throw refuse('bus-of-simulation', `${home} names a broker for devices, and those of a simulated home are at the gateway's own.`, 'Give the meter with --meter, or leave deviceBus out.');
  return busAddressOf(deviceBus, home);
}

function openMeter({ meter, zone, from, to }: StartOptions): OpenedMeter | null {
  if (meter.kind === 'simulated') return null;
  if (meter.kind === 'meter') return meterFormat(meter.format ?? 'p1').open({ meter: meter.address, format: meter.format ?? 'p1', zone, key: meter.key, from, to });
  return meterFormat('replay').open({ meter: meter.file, format: 'replay', zone, columns: meter.columns, label: meter.label, from, to });
}

/** @param from where the past of a file begins; null for the present. */
function timelineOf({ meter }: StartOptions, from: Instant | null): string {
  const home = meter.kind === 'simulated' ? `simulated ${meter.seed}` : meter.kind === 'replay' ? `replay ${meter.file}` : meterTimeline(meter.address);
  return from === null ? home : `${home} from ${from}`;
}

/** The time of the home behind a meter, now. @param address as after --meter. */
export const meterTimeline = (address: string): string => `meter ${address}`;

function nameOf({ meter }: StartOptions): string {
  if (meter.kind === 'simulated') return 'Simulated home';
  return meter.kind === 'replay' ? 'Recorded home' : 'Home';
}

/** The simulated home's meter, once its process has said where it listens. */
export const simMeter = ({ p1 }: SimPorts, zone: string): OpenedMeter => meterFormat('p1').open({ meter: `tcp://127.0.0.1:${p1}`, format: 'p1', zone });

/** The simulated home's devices, reached as real ones are. */
export function simDevices({ modbus }: SimPorts): DeviceWish[] {
  const minutes = DISHWASHER.profile.flatMap(({ power, ms }) => Array.from({ length: Math.round(ms / 60_000) }, () => power));
  return [
    { driver: 'sunspec-battery', id: 'battery', name: null, host: '127.0.0.1', port: modbus, unit: 1, capacity: null, simulated: true },
    {
      driver: 'zigbee2mqtt-plug',
      id: SIM_PLUG,
      name: 'Dishwasher',
      topic: `zigbee2mqtt/${SIM_PLUG}`,
      rating: Math.max(...minutes),
      profile: { powers: minutes, step: 60_000 },
      simulated: true,
    },
  ];
}
