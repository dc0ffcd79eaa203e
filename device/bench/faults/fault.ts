import type { LocalDay } from './localHours.ts';
import type { World } from './world.ts';

/** One fault of the catalogue (reliability 4.3). */
export interface Fault {
  readonly id: string;
  readonly name: string;
  /** What happens in the virtual world when the name says more than a world without processes and sockets can do. */
  readonly how: string;
  /** s from its beginning to its clearing. */
  readonly seconds: number;
  /** A change of the local time in the midst of it, UTC ms, and the day it is of. */
  readonly over?: { readonly change: number; readonly day: LocalDay };
  begin(world: World): void;
  end?(world: World): void;
}

/** Control ends without a word and its supervisor starts it again. */
export function restart(world: World, after: number): void {
  world.control.kill();
  world.time.in(after * 1_000, () => world.control.state === 'down' && world.boot());
}

/** The supply of the machine goes, and comes back: another boot of it, and an operator that may know of the outage. */
export function powerCut(world: World, after: number): void {
  world.powerLost();
  restart(world, after);
  world.time.in((after + OPERATOR_KNOWS_S) * 1_000, () => world.operator.restored());
}

const OPERATOR_KNOWS_S = 5;

export const wireless = (world: World) => world.stations.flatMap(({ to, from }) => [to, from]);
export const operators = (world: World) => [world.fromOperator, world.toOperator];
export const everyLink = (world: World) => [...wireless(world), ...operators(world), world.meterLink];
