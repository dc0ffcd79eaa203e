import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '#domain/time/instant.ts';
import { RELEASED, realClock } from '../../../../device/clock/real.ts';
import { Claim } from '../../../../device/control/claim.ts';
import { Control } from '../../../../device/control/control.ts';
import { PLAIN_HOME } from '../../../../device/control/homeFile.ts';
import { controlMachines } from '../../../../device/control/machines.ts';
import { openStateFile } from '../../../../device/control/stateFile.ts';
import { Household } from '../../../../device/control/household.ts';
import { RevokedKeys } from '../../../../device/control/revokedKeys.ts';
import { SignedDoor } from '../../../../device/signal/door.ts';
import { slotsOf } from '../../../../device/control/snapshot.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidewatt-floor-'));
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: RELEASED });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

/** A run of control with the wall clock at `wall`, for an hour; the floor that it kept. */
async function floorAfter(wall: number): Promise<number> {
  vi.setSystemTime(wall);
  const claim = await Claim.of(folder, 'home');
  const floor = (known: Instant | null): Instant => Math.max(known ?? RELEASED, RELEASED) as Instant;
  const control = new Control({ timeline: 'home', floor, clock: (known) => realClock({ floor: known, synced: () => false }), machines: (from) => controlMachines(PLAIN_HOME, from, 'UTC'), door: new SignedDoor(new Map()), revoked: new RevokedKeys(join(folder, 'revoked'), () => undefined), household: new Household(join(folder, 'household'), () => undefined), post: () => false, people: { alarm: () => undefined, ladders: () => undefined }, onEnded: () => undefined }, claim);
  vi.advanceTimersByTime(3_600_000);
  await control.stop();
  const { file, content } = await openStateFile(folder, slotsOf('home'));
  await file.close();
  return (content as { floor: number }).floor;
}

describe('the time that is known to have passed, over restarts', () => {
  const HOUR = 3_600_000;
  it('rises by the hours that ran: a clock ten years ahead does not raise it, one at 1970 does not lower it', async () => {
    expect(await floorAfter(RELEASED + 100 * HOUR)).toBe(RELEASED + HOUR);
    expect(await floorAfter(RELEASED + 90_000 * HOUR)).toBe(RELEASED + 2 * HOUR);
    expect(await floorAfter(0)).toBe(RELEASED + 3 * HOUR);
  });
  it('a right clock is believed again after one that was ahead', async () => {
    const kept = await floorAfter(RELEASED + 90_000 * HOUR);
    vi.setSystemTime(RELEASED + 101 * HOUR);
    expect(realClock({ floor: kept as Instant, synced: () => false }).now().trust).toBe('floor');
  });
});
