import type { Phase } from '#domain/meter/reading.ts';
import type { Line, Lines } from './line.ts';
import type { Plant } from './plant.ts';
import type { Station } from './station.ts';

export const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

interface Sums {
  base: number;
  flow: number;
  /** Of those that obey: what they take, and what they give. */
  taken: number;
  given: number;
}

const line = ({ base, flow, taken, given }: Sums, sign: 1 | -1): Line => ({ base: sign * base, flow: sign * flow, sheddable: sign === 1 ? taken : given });

function add(sums: Sums, power: number, obeys: boolean): void {
  sums.flow += power;
  if (obeys && power > 0) sums.taken += power;
  if (obeys && power < 0) sums.given -= power;
}

/** Everything that a limit may be about, as it really is; a home of one line has all of it on the first phase. @param at ms. */
export function flowsOf(plant: Plant, stations: readonly Station[], at: number, kettles: boolean): Lines {
  const base = plant.base(at, kettles);
  const of = (watts: number): Sums => ({ base: watts, flow: watts, taken: 0, given: 0 });
  const phases = { L1: of(base.L1), L2: of(base.L2), L3: of(base.L3) };
  const [all, controllable] = [of(base.L1 + base.L2 + base.L3), of(0)];
  for (const { device, obeys } of stations) {
    const { power } = device;
    add(all, power, obeys);
    add(phases[plant.phases[device.descriptor.id] ?? 'L1'], power, obeys);
    if (power > 0) add(controllable, power, obeys);
  }
  return { import: line(all, 1), export: line(all, -1), controllable: line(controllable, 1), L1: line(phases.L1, 1), L2: line(phases.L2, 1), L3: line(phases.L3, 1) };
}
