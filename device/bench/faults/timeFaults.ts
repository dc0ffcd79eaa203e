import { powerCut, type Fault } from './fault.ts';
import { AUTUMN, SPRING } from './localHours.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

const stepped = (id: string, name: string, how: string, ms: number, seconds: number): Fault => ({
  id, name, how, seconds,
  begin: (world) => void (world.wallOffset += ms),
  end: (world) => void (world.wallOffset -= ms),
});

/** From a quarter of an hour before the home's zone changes its offset to as much after; the clock itself goes on. */
const localChange = (id: string, name: string, hours: string, over: typeof SPRING): Fault => ({
  id, name, over, seconds: 1_800, how: `from 15 min before the change to 15 min after; a car that waits from two to three by itself ${hours}`,
  begin: () => undefined,
});

const wallOf = (world: World): number => world.control.now().wall;

/** F27 to F33: clocks that begin in 1970, jump, or stand still. */
export const TIME_FAULTS: readonly Fault[] = [
  {
    id: 'F27', name: 'boot at 1970', how: 'power cut of 20 s, then no time for 5 min', seconds: 320,
    begin(world) {
      world.wallOffset = -wallOf(world) + world.wallOffset;
      world.synced = false;
      powerCut(world, 20);
    },
    end(world) {
      world.wallOffset = 0;
      world.synced = true;
    },
  },
  stepped('F28', '+1 h step', 'the wall clock, and back after 5 min', HOUR_MS, 300),
  stepped('F29', '-14 d step', 'the wall clock, and back after 5 min', -14 * DAY_MS, 300),
  localChange('F30', 'day of 23 h', 'does not wait', SPRING),
  localChange('F31', 'day of 25 h', 'waits for two hours', AUTUMN),
  stepped('F32', 'NTP says +10 years', 'and is believed for 5 min', 10 * YEAR_MS, 300),
  {
    id: 'F33', name: 'suspended 8 h', how: 'the monotonic clock stands, the wall clock goes on; devices fall back meanwhile', seconds: 8 * 3_600,
    begin(world) {
      world.sleep();
      for (const link of [world.fromOperator, world.toOperator]) link.cut('down');
    },
    end(world) {
      for (const link of [world.fromOperator, world.toOperator]) link.cut('up');
      world.wake();
    },
  },
];
