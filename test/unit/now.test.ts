import { describe, expect, it } from 'vitest';
import { clockChange, holds, isPlausible, leaseFor, type Now } from '#domain/time/now.ts';
import { instant, ms } from '#domain/time/instant.ts';

const at = (wall: number, mono: number, boot = 'b1'): Now => ({ wall: instant(wall), mono: ms(mono), boot, trust: 'synced' });

describe('now = {wall, mono, boot, trust}', () => {
  it.each([
    ['steady', at(1000, 0), at(61_000, 60_000)],
    ['steady', at(1000, 0), at(62_900, 60_000)],
    ['backward-jump', at(1_000_000, 0), at(1_000_000 - 14 * 86_400_000, 1000)],
    ['forward-jump', at(0, 0), at(3_600_000, 1000)],
    ['new-boot', at(0, 5000), at(1000, 10, 'b2')],
  ] as const)('is %s', (change, before, now) => expect(clockChange(before, now)).toBe(change));

  it('a lease ends by monotonic time, whatever the wall clock does', () => {
    const lease = leaseFor(at(1000, 0), 60_000);
    expect(holds(lease, at(999_999_999, 59_999))).toBe(true);
    expect(holds(lease, at(0, 60_000))).toBe(false);
  });

  it('a lease does not outlive its boot', () => expect(holds(leaseFor(at(0, 0), 60_000), at(0, 1, 'b2'))).toBe(false));
  it('1970 is not the time', () => expect(isPlausible(instant(5_000), instant(1_790_000_000_000))).toBe(false));
});
