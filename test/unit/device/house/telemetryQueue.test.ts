import { describe, expect, it } from 'vitest';
import { TelemetryQueue } from '../../../../device/house/storage/telemetryQueue.ts';

const synced = (shift: number) => ({ boot: 'b', shift, trust: 'synced' }) as const;
const doubted = (shift: number) => ({ boot: 'b', shift, trust: 'floor' }) as const;
const reading = (at: number) => ({ at }) as never;
const ats = (queue: TelemetryQueue): number[][] => queue.takeOff().map(({ readings }) => readings.map(({ at }) => at));

describe('what waits for the next flush', () => {
  it('is dropped when it is on the disk, and goes again before the rest when it is not', () => {
    const queue = new TelemetryQueue();
    queue.addReading(reading(1), synced(0));
    expect(ats(queue)).toEqual([[1]]);
    queue.addReading(reading(2), synced(0));
    queue.turnBack();
    expect([queue.isFlying, ats(queue)]).toEqual([false, [[1], [2]]]);
    queue.landed();
    expect([queue.isEmpty, queue.isFlying]).toEqual([true, false]);
  });

  it('is kept apart by the clock that told it, unless that clock was set or only slewed', () => {
    const queue = new TelemetryQueue();
    for (const [at, stamp] of [[1, doubted(0)], [2, doubted(1_500)], [3, doubted(9_000)], [4, synced(9_000)], [5, synced(99_000)]] as const) queue.addReading(reading(at), stamp);
    expect(ats(queue)).toEqual([[1, 2], [3], [4, 5]]);
  });

  it('is at most ten minutes of a reading a second: the oldest go', () => {
    const queue = new TelemetryQueue();
    for (let at = 0; at < 700; at++) queue.addReading(reading(at), at < 350 ? doubted(0) : synced(0));
    const [old, young] = ats(queue);
    expect([old?.length, old?.[0], young?.length]).toEqual([250, 100, 350]);
    expect(queue.isFull).toBe(false);
  });
});
