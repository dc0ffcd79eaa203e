import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import { clockChange } from '#domain/time/now.ts';
import type { HomeClock } from '../../../../device/clock/clock.ts';
import { RELEASED, realClock } from '../../../../device/clock/real.ts';
import { replayClock } from '../../../../device/clock/replay.ts';
import { scheduler } from '../../../../device/clock/schedule.ts';
import { timeSynced } from '../../../../device/clock/synced.ts';

const at = (text: string): Instant => Date.parse(text) as Instant;
const ms = (value: number): Milliseconds => value as Milliseconds;

/** A clock that no source of time has set. */
const unset = (floor = RELEASED): HomeClock => realClock({ floor, synced: () => false });

beforeEach(() => void vi.useFakeTimers({ now: at('2027-03-24T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

describe('the real clock', () => {
  it('is believed from the day the product was made on, and not before', () => {
    expect(unset().now().trust).toBe('floor');
    vi.setSystemTime(RELEASED - 1);
    expect(unset().now().trust).toBe('none');
    vi.setSystemTime(0);
    expect(unset().now()).toMatchObject({ wall: 0, trust: 'none' });
  });
  it('is not believed before a time that has been', () => {
    const clock = unset(at('2027-03-25T00:00:00Z'));
    expect(clock.now().trust).toBe('none');
    vi.setSystemTime(at('2027-03-25T00:00:01Z'));
    expect(clock.now().trust).toBe('floor');
  });
  it('shows a wall clock that was set, and counts on regardless', () => {
    const clock = realClock();
    const before = clock.now();
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(at('2027-03-24T11:00:00Z'));
    expect(clock.now().mono - before.mono).toBe(1_000);
    expect(clockChange(before, clock.now())).toBe('backward-jump');
  });
  it('is known to be set when the machine’s own source of time says so, and not when its day cannot be', () => {
    const clock = realClock({ synced: () => true });
    expect(clock.now().trust).toBe('synced');
    vi.setSystemTime(0);
    expect(clock.now().trust).toBe('none');
  });
  it('finds out within ten seconds that a source of time has set it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidewatt-synced-'));
    let mono = 0;
    const synced = timeSynced(() => mono, join(folder, 'synchronized'));
    expect(synced()).toBe(false);
    writeFileSync(join(folder, 'synchronized'), '');
    mono = 10_000;
    expect(synced()).toBe(true);
    rmSync(folder, { recursive: true });
    mono = 20_000;
    expect(synced()).toBe(true);
  });
  it('names each run of the process', () => expect(realClock().now().boot).not.toBe(realClock().now().boot));
});

describe('the clock of a replay', () => {
  it('runs wall and monotonic time together, so many times faster', () => {
    const clock = replayClock({ from: at('2023-03-24T00:00:00Z'), speed: 600 });
    const before = clock.now();
    vi.advanceTimersByTime(1_000);
    expect(clock.now()).toMatchObject({ wall: at('2023-03-24T00:10:00Z'), mono: 600_000, trust: 'synced', boot: before.boot });
    expect(clockChange(before, clock.now())).toBe('steady');
  });
  it.each([0, -1, NaN, Infinity])('does not run at speed %d', (speed) => expect(() => replayClock({ from: 0 as Instant, speed })).toThrow(RangeError));
});

describe('what is scheduled', () => {
  it('runs at its moment of home time, once, never before', () => {
    const clock = replayClock({ from: 0 as Instant, speed: 60 });
    const ran: number[] = [];
    clock.after(ms(60_000), () => ran.push(clock.now().mono));
    clock.at(90_000, () => ran.push(clock.now().mono));
    vi.advanceTimersByTime(999);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ran).toEqual([60_000]);
    vi.advanceTimersByTime(10_000);
    expect(ran).toEqual([60_000, 90_000]);
  });
  it('runs at once when its moment has passed', () => {
    const clock = replayClock({ from: 0 as Instant });
    vi.advanceTimersByTime(5_000);
    let ran = 0;
    clock.at(1_000, () => ran++);
    vi.advanceTimersByTime(1);
    expect(ran).toBe(1);
  });
  it('waits longer than a timer of Node can', () => {
    const days = 60 * 86_400_000;
    let ran = 0;
    realClock().after(ms(days), () => ran++);
    vi.advanceTimersByTime(days - 1);
    expect(ran).toBe(0);
    vi.advanceTimersByTime(1);
    expect(ran).toBe(1);
  });
  it('does not run when it was cancelled', () => {
    let ran = 0;
    const cancel = realClock().after(ms(10), () => ran++);
    cancel();
    vi.advanceTimersByTime(100);
    expect(ran).toBe(0);
  });
  it('beats on its grid, and leaves out what was missed', () => {
    const clock = realClock();
    const beats: number[] = [];
    const cancel = clock.every(ms(1_000), () => beats.push(clock.now().mono));
    vi.advanceTimersByTime(2_500);
    expect(beats).toEqual([1_000, 2_000]);
    cancel();
    vi.advanceTimersByTime(5_000);
    expect(beats).toHaveLength(2);
  });
  it('catches up with one beat after the process was held up, and stays on its grid', () => {
    let now = 0;
    const beats: number[] = [];
    scheduler(() => now, 1).every(ms(1_000), () => beats.push(now));
    now = 4_200;
    vi.advanceTimersByTime(1_000);
    expect(beats).toEqual([4_200]);
    now = 5_000;
    vi.advanceTimersByTime(800);
    expect(beats).toEqual([4_200, 5_000]);
  });
  it('goes on beating when a beat throws', () => {
    let beats = 0;
    realClock().every(ms(1_000), () => {
      beats++;
      if (beats === 1) throw new Error('this beat');
    });
    expect(() => vi.advanceTimersByTime(1_000)).toThrow('this beat');
    vi.advanceTimersByTime(1_000);
    expect(beats).toBe(2);
  });
});
