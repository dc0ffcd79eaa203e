import type { Phase } from '#domain/meter/reading.ts';
import type { Line, Lines } from './line.ts';
import type { Plant } from './plant.ts';
import type { Station } from './station.ts';

export const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

const sum = (powers: readonly number[]): number => powers.reduce((total, power) => total + power, 0);

/** W on each phase now; a home of one line has all of it on the first. @param stations those that count. */
function onPhase(plant: Plant, stations: readonly Station[], phase: Phase): number {
  return sum(stations.filter(({ device }) => (plant.phases[device.descriptor.id] ?? 'L1') === phase).map(({ device }) => device.power));
}

function lineOf(base: number, stations: readonly Station[], of: (stations: readonly Station[]) => number, sign: 1 | -1): Line {
  const towards = stations.filter(({ device, obeys }) => obeys && sign * device.power > 0);
  return { base: sign * base, flow: sign * (base + of(stations)), sheddable: sign * of(towards) };
}

const all = (stations: readonly Station[]): number => sum(stations.map(({ device }) => device.power));

/** Everything that a limit may be about, as it really is. @param at ms. */
export function flowsOf(plant: Plant, stations: readonly Station[], at: number, kettles: boolean): Lines {
  const base = plant.base(at, kettles);
  const whole = sum(Object.values(base));
  const phase = (name: Phase): Line => lineOf(base[name], stations, (some) => onPhase(plant, some, name), 1);
  return {
    import: lineOf(whole, stations, all, 1),
    export: lineOf(whole, stations, all, -1),
    controllable: lineOf(0, stations.filter(({ device }) => device.power > 0), all, 1),
    L1: phase('L1'), L2: phase('L2'), L3: phase('L3'),
  };
}
