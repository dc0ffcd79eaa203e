import { everyLink, operators, wireless, type Fault } from './fault.ts';
import { CALM, type Link, type LinkState, type Weather } from './link.ts';
import type { World } from './world.ts';

const cut = (links: readonly Link[], state: LinkState): void => links.forEach((link) => link.cut(state));
const blow = (links: readonly Link[], weather: Weather): void => links.forEach((link) => void (link.weather = weather));

function outage(id: string, name: string, how: string, seconds: number, links: (world: World) => readonly Link[], state: LinkState = 'down'): Fault {
  return { id, name, how, seconds, begin: (world) => cut(links(world), state), end: (world) => cut(links(world), 'up') };
}

function storm(id: string, name: string, how: string, seconds: number, weather: Weather): Fault {
  return { id, name, how, seconds, begin: (world) => blow(everyLink(world), weather), end: (world) => blow(everyLink(world), CALM) };
}

const WEEK_S = 604_800;

/** F09 to F18: networks that break, delay, repeat and lie. */
export const NETWORK_FAULTS: readonly Fault[] = [
  outage('F09', 'LAN down 10 min', 'meter, devices and operator are out of reach', 600, everyLink),
  outage('F10', 'WAN down 7 d', 'the operator is out of reach, at full length', WEEK_S, operators),
  outage('F11', 'half-open TCP', 'car and operator: what is sent is taken and never arrives', 300, (world) => [world.stationOf('car').to, world.stationOf('car').from, ...operators(world)], 'half-open'),
  storm('F12', '500 ms ± 300 ms, 10 % loss', 'every link; lost packets are repeated by the transport, some twice, some out of order', 1_800, { delay: [200, 800], loss: 0.1, duplicate: 0.02, reorder: 0.02 }),
  outage('F13', 'DNS fails', 'the connection to the operator cannot be made anew', 600, operators),
  outage('F14', 'DHCP gives a new address', 'devices and operator are found again after 90 s', 90, (world) => [...wireless(world), ...operators(world)]),
  {
    id: 'F15', name: 'duplicate client id', how: 'the operator is thrown out every 5 s, and the other beats in its own name', seconds: 300,
    begin(world) {
      for (let n = 0; n < 60; n++) {
        world.time.in(n * 5_000, () => cut(operators(world), n % 2 === 0 ? 'down' : 'up'));
        world.time.in(n * 5_000 + 1, () => world.control.dispatch({ kind: 'heartbeat', source: 'operator', peer: 'somebody-else' }));
      }
    },
    end: (world) => cut(operators(world), 'up'),
  },
  {
    id: 'F16', name: 'slow reader', how: 'answers to the operator take 40 s and house does not read', seconds: 300,
    begin(world) {
      world.house = 'blocked';
      blow([world.toOperator], { ...CALM, delay: [40_000, 40_000] });
    },
    end(world) {
      world.house = 'up';
      blow([world.toOperator], CALM);
    },
  },
  {
    id: 'F17', name: 'reconnect storm, 50 clients', how: 'fifty short stalls of control, and each reconnection beats again', seconds: 60,
    begin(world) {
      for (let n = 0; n < 50; n++)
        world.time.in(n * 1_200, () => {
          world.control.stop();
          world.operator.beat();
          world.time.in(400, () => world.control.resume());
        });
    },
  },
  outage('F18', 'TLS certificate expired', 'the operator is refused', 600, operators),
];
