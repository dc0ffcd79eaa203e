import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor } from '#domain/device/device.ts';
import type { DeviceState } from '#domain/guard/event.ts';
import type { LimitOrigin, PhaseLimit } from '#domain/limit/standing.ts';
import type { Instant } from '#domain/time/instant.ts';
import { leftAt, leftOff } from '../../../../device/control/leftAt.ts';
import { BATTERY, CAR, limit, w } from '../../guard/onePass.ts';

const signal = (direction: 'import' | 'export', origin: LimitOrigin = 'signal') => ({ limits: [limit(1_000, { direction, origin })] });
const TIMED: DeviceDescriptor = { ...CAR, fallback: BATTERY.fallback.kind === 'none' ? { kind: 'profile', power: w(0) } : BATTERY.fallback };
const AMPS: PhaseLimit = { source: 'dso', origin: 'signal', direction: 'import', scope: 'site', sequence: 1, amps: 6, start: 0 as Instant, end: null };
const ROOF: DeviceDescriptor = { ...CAR, id: 'pv', rating: w(0), primitive: { kind: 'envelope', min: w(-6_000), max: w(0) } };

describe('what control leaves behind', () => {
  it.each([
    ['nothing limits', {}, CAR, null],
    ['an operator limits the import', signal('import'), CAR, 0],
    ['... and it falls back by itself', signal('import'), TIMED, null],
    ['... and it takes nothing', signal('import'), ROOF, null],
    ['the feed-in is limited, and it can give nothing', signal('export'), CAR, null],
    ['... and it can', signal('export'), ROOF, 0],
    ['... and it is a battery', signal('export'), BATTERY, 0],
    ['only contract and fuse hold', { limits: [...signal('import', 'contract').limits, ...signal('import', 'fuse').limits] }, CAR, null],
    ['a limit in A holds', { phaseLimits: [AMPS] }, CAR, 0],
    ['a power threshold sheds', { ladderLimits: [{ id: 'supply', direction: 'import', w: w(3_000) }] }, CAR, 0],
  ] as const)('%s', (_when, facts, device, left) => expect(leftAt(facts)(device)).toBe(left));

  it('frost protection goes on', () => {
    const held: DeviceState = { descriptor: CAR, report: null, heardWall: null, asked: 1_500, state: 'obeyed', reason: null, decidedBy: 'minimum' };
    expect(leftAt({ ...signal('import'), devices: [held] })(CAR)).toBe(1_500);
    expect(leftAt({ ...signal('import'), devices: [{ ...held, decidedBy: 'plan' }] })(CAR)).toBe(0);
  });

  it('is said, for it stays so until somebody comes', () => {
    const state = (descriptor: DeviceDescriptor): DeviceState => ({ descriptor, report: null, heardWall: null, asked: 0, state: 'obeyed', reason: null, decidedBy: 'limit' });
    const devices = [state(CAR), state({ ...TIMED, id: 'timed', name: 'Timed' })];
    expect(leftOff({ ...signal('import'), devices })).toEqual(['Car is left off, because a limit holds: it stays so until this gateway runs again, or somebody switches it at the device.']);
    expect(leftOff({ devices })).toEqual([]);
  });
});
