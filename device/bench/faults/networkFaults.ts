import { isIdOf } from '../../broker/clientId.ts';
import { everyLink, operators, restart, wireless, type Fault } from './fault.ts';
import { CALM, type Link, type LinkState, type Weather } from './link.ts';
import { OPERATOR } from './sources/voices.ts';
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
/** A clock that nobody sets loses so much, ms a day. */
const DRIFT_MS = 4_000;

/** The operator and the time come over the WAN; what is in the home goes on. Control is started anew on the third day. */
const WAN_DOWN: Fault = {
  id: 'F10', name: 'WAN down 7 d', how: 'operator and time are out of reach, at full length: the clock runs 4 s a day wrong and is not set after a restart on the third day', seconds: WEEK_S,
  begin(world) {
    cut(operators(world), 'down');
    for (let day = 1; day <= 7; day++) world.time.in(day * 86_400_000, () => operators(world).some(({ state }) => state === 'down') && (world.wallOffset -= DRIFT_MS));
    world.time.in(2.5 * 86_400_000, () => {
      world.synced = operators(world).every(({ state }) => state === 'up');
      restart(world, 2);
    });
  },
  end(world) {
    cut(operators(world), 'up');
    world.wallOffset = 0;
    world.synced = true;
  },
};

/** Connections that stand go on; all are reset once, and what is known by its name is not found again. */
const NO_NAMES: Fault = {
  id: 'F13', name: 'DNS fails', how: 'connections stand until all are reset after a minute; meter and battery are known by address and are back in 2 s, operator and the others by name', seconds: 600,
  begin(world) {
    const byAddress = [world.meterLink, world.stationOf('battery').to, world.stationOf('battery').from];
    world.time.in(60_000, () => {
      cut(everyLink(world), 'down');
      world.time.in(2_000, () => cut(byAddress, 'up'));
    });
  },
  end: (world) => cut(everyLink(world), 'up'),
};

const SESSION_S = 120;
const DIALS_S = 5;

/** A session outlives its certificate; each new one is taken, and ended in the handshake before a word has arrived. */
const EXPIRED: Fault = {
  id: 'F18', name: 'TLS certificate expired', how: 'the session that stands ends after two minutes; each new one, every 5 s, is ended in its handshake', seconds: 600,
  begin(world) {
    for (let second = SESSION_S; second < 600; second += DIALS_S)
      world.time.in(second * 1_000, () => {
        cut(operators(world), 'half-open');
        world.time.in(500, () => cut(operators(world), 'down'));
      });
  },
  end: (world) => cut(operators(world), 'up'),
};

const OWN_ID = `${OPERATOR}/7f3a`;

/** The broker's rule (MQTT 3.1.1, 3.1.4-2): who comes under an id in use throws out who has it. Whose id it may be, the credential says. */
class ClientIds {
  private readonly ended = new Map<string, () => void>();

  /** False for an id that is not of the credential. @param end the connection, when another takes the id. */
  connect(credential: string, id: string, end: () => void): boolean {
    if (!isIdOf(credential, id)) return false;
    this.ended.get(id)?.();
    this.ended.set(id, end);
    return true;
  }
}

/** A stranger asks for the operator's id in vain; a copy of the operator gets it, and the two throw each other out every 5 s. */
const SAME_ID: Fault = {
  id: 'F15', name: 'duplicate client id', how: 'a stranger asks for the operator’s id and is refused; a copy with the operator’s credential gets it, and each throws the other out every 5 s; the copy speaks in the same name', seconds: 300,
  begin(world) {
    const ids = new ClientIds();
    const operator = (): void => {
      cut(operators(world), 'up');
      ids.connect(OPERATOR, OWN_ID, () => cut(operators(world), 'down'));
      world.operator.reconnected();
    };
    const copy = (): void => {
      ids.connect(OPERATOR, OWN_ID, () => undefined);
      world.operator.impersonated();
    };
    operator();
    if (ids.connect('plug', OWN_ID, () => undefined)) cut(operators(world), 'down');
    for (let n = 0; n < 30; n++) {
      world.time.in((2 * n + 1) * 5_000, copy);
      world.time.in((2 * n + 2) * 5_000 - 1, operator);
    }
  },
  end: (world) => cut(operators(world), 'up'),
};

/** F09 to F18: networks that break, delay, repeat and lie. */
export const NETWORK_FAULTS: readonly Fault[] = [
  outage('F09', 'LAN down 10 min', 'meter, devices and operator are out of reach', 600, everyLink),
  WAN_DOWN,
  outage('F11', 'half-open TCP', 'largest device and operator: what is sent is taken and never arrives', 300, (world) => [world.largest.to, world.largest.from, ...operators(world)], 'half-open'),
  storm('F12', '500 ms ± 300 ms, 10 % loss', 'every link; lost packets are repeated by the transport, some twice, some out of order', 1_800, { delay: [200, 800], loss: 0.1, duplicate: 0.02, reorder: 0.02 }),
  NO_NAMES,
  outage('F14', 'DHCP gives a new address', 'devices and operator are found again after 90 s', 90, (world) => [...wireless(world), ...operators(world)]),
  SAME_ID,
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
    id: 'F17', name: 'reconnect storm, 50 clients', how: 'fifty short stalls of control, and each reconnection speaks again', seconds: 60,
    begin(world) {
      for (let n = 0; n < 50; n++)
        world.time.in(n * 1_200, () => {
          world.control.stop();
          world.operator.reconnected();
          world.time.in(400, () => world.control.resume());
        });
    },
  },
  EXPIRED,
];
