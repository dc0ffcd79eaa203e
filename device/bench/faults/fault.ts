import type { World } from './world.ts';

/** One fault of the catalogue (reliability 4.3). */
export interface Fault {
  readonly id: string;
  readonly name: string;
  /** What happens in the virtual world when the name says more than a world without processes and sockets can do. */
  readonly how: string;
  /** s from its beginning to its clearing. */
  readonly seconds: number;
  begin(world: World): void;
  end?(world: World): void;
}

/** Control ends without a word and its supervisor starts it again. */
export function restart(world: World, after: number): void {
  world.control.kill();
  world.time.in(after * 1_000, () => world.control.state === 'down' && world.boot());
}

export const wireless = (world: World) => world.stations.flatMap(({ to, from }) => [to, from]);
export const operators = (world: World) => [world.fromOperator, world.toOperator];
export const everyLink = (world: World) => [...wireless(world), ...operators(world), world.meterLink];
