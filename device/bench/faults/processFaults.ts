import { operators, restart, type Fault } from './fault.ts';
import type { World } from './world.ts';

const RESTART_S = 2;

/** F01 to F08: processes that die, stand still or throw. */
export const PROCESS_FAULTS: readonly Fault[] = [
  { id: 'F01', name: 'kill -9 core', how: 'the router is dropped and started from the slots 2 s later', seconds: RESTART_S, begin: (world) => restart(world, RESTART_S) },
  {
    id: 'F02', name: 'kill -9 broker', how: 'the operator and the tank, which speak MQTT, are cut off for 5 s', seconds: 5,
    begin: (world) => brokerLinks(world).forEach((link) => link.cut('down')),
    end: (world) => brokerLinks(world).forEach((link) => link.cut('up')),
  },
  { id: 'F03', name: 'SIGSTOP 30 s', how: 'events wait and come all at once', seconds: 30, begin: (world) => world.control.stop(), end: (world) => world.control.resume() },
  { id: 'F04', name: 'event loop blocked 15 s', how: 'events wait and come all at once', seconds: 15, begin: (world) => world.control.stop(), end: (world) => world.control.resume() },
  {
    id: 'F05', name: 'OOM kill', how: 'three seconds of collection, then control and house are gone; house is back after 10 s', seconds: 13,
    begin(world) {
      world.control.stop();
      world.time.in(3_000, () => {
        world.house = 'down';
        restart(world, RESTART_S);
      });
    },
    end: (world) => void (world.house = 'up'),
  },
  {
    id: 'F06', name: 'crash loop x10', how: 'ten kills, each 3 s after the last start', seconds: 10 * (RESTART_S + 3),
    begin(world) {
      for (let n = 0; n < 10; n++) world.time.in(n * (RESTART_S + 3) * 1_000, () => restart(world, RESTART_S));
    },
  },
  {
    id: 'F07', name: 'driver exception', how: 'the battery driver throws at every question and command', seconds: 60,
    begin: (world) => void (world.stationOf('battery').device.broken = true),
    end: (world) => void (world.stationOf('battery').device.broken = false),
  },
  {
    id: 'F08', name: 'unhandled rejection', how: 'control leaves each device as it does when it ends, is gone and is started', seconds: RESTART_S,
    begin(world) {
      world.leave();
      restart(world, RESTART_S);
    },
  },
];

const brokerLinks = (world: World) => {
  const { to, from } = world.stationOf('heater');
  return [...operators(world), to, from];
};
