import { encodeSlot } from '../../control/slots.ts';
import type { Damage } from './disk.ts';
import { powerCut, restart, type Fault } from './fault.ts';

const RESTART_S = 2;
const POWER_BACK_S = 20;

const failing = (id: string, name: string, how: string, state: 'full' | 'read-only' | 'some'): Fault => ({
  id, name, how, seconds: 300,
  begin(world) {
    world.disk.state = state;
    world.house = 'full';
    world.time.in(100_000, () => restart(world, RESTART_S));
  },
  end(world) {
    world.disk.state = 'well';
    world.house = 'up';
  },
});

const damaged = (id: string, name: string, how: string, damage: Damage, both: boolean, seconds: number): Fault => ({
  id, name, how, seconds,
  begin(world) {
    world.disk.damage(damage, both, world.time.chance());
    if (seconds === POWER_BACK_S) powerCut(world, seconds);
    else restart(world, seconds);
  },
});

/** F19 to F26: a disk that is full, fails, forgets or is cut off in the middle. */
export const STORAGE_FAULTS: readonly Fault[] = [
  failing('F19', 'ENOSPC', 'state file and journal refuse; control is killed once meanwhile', 'full'),
  failing('F20', 'EIO on write', 'every second write leaves half a slot; control is killed once meanwhile', 'some'),
  damaged('F21', 'torn page', 'the newest slot has a hole of 512 bytes, control is killed', 'torn', false, RESTART_S),
  damaged('F22', 'deleted files', 'both slots are gone, control is killed', 'deleted', true, RESTART_S),
  failing('F23', 'remounted read-only', 'state file and journal refuse; control is killed once meanwhile', 'read-only'),
  damaged('F24', 'random bytes over the files', 'both slots, control is killed', 'garbage', true, RESTART_S),
  damaged('F25', 'power cut in a checkpoint', 'the newest slot is cut anywhere; back after 20 s', 'truncated', false, POWER_BACK_S),
  {
    id: 'F26', name: 'power cut in a migration', how: 'the newest slot is whole and of a version nobody reads; back after 20 s', seconds: POWER_BACK_S,
    begin(world) {
      world.disk.place(encodeSlot({ sequence: 1_000_000, content: { version: 0, machines: {} } }));
      powerCut(world, POWER_BACK_S);
    },
  },
];
