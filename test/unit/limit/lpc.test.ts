import { describe, expect, it } from 'vitest';
import type { LimitValue } from '#domain/limit/limit.ts';
import type { LpcConfig, LpcStateName, WriteRefusal } from '#domain/limit/lpc.ts';
import { lpcTrace, type LpcEvent } from '#domain/limit/lpcTrace.ts';
import type { Watts } from '#domain/units/power.ts';

const CONSUME: LpcConfig = { direction: 'consume', failsafe: 4_200 as Watts, failsafeDuration: 7_200, afterFailsafe: 'standard' };
const PROTECTIVE: LpcConfig = { ...CONSUME, afterFailsafe: 'protective' };
const PRODUCE: LpcConfig = { ...CONSUME, direction: 'produce', failsafe: -3_000 as Watts };

const beat = (t: number): LpcEvent => ({ t, event: 'heartbeat' });
const tick = (t: number): LpcEvent => ({ t, event: 'tick' });
const restart = (t: number): LpcEvent => ({ t, event: 'restart' });
const write = (t: number, w: unknown, active: unknown = true, duration?: unknown): LpcEvent => ({ t, event: 'limit', write: { w, active, duration } });
/** Heartbeats every 60 s over [from, to]. */
const beats = (from: number, to: number): LpcEvent[] => Array.from({ length: Math.floor((to - from) / 60) + 1 }, (_, n) => beat(from + 60 * n));

type Short = readonly [t: number, state: LpcStateName, limit: number | null, nack?: WriteRefusal];
const short = (lines: ReturnType<typeof lpcTrace>): Short[] => lines.map(({ t, state, limit, nack }) => (nack === null ? [t, state, watts(limit)] : [t, state, watts(limit), nack]));
const watts = (limit: LimitValue): number | null => (limit.kind === 'none' ? null : limit.w);
const play = (events: readonly LpcEvent[], config = CONSUME): Short[] => short(lpcTrace(config, 0, events));

describe('LPC/LPP states', () => {
  it('LPC-901 LPC-903 after power-up the failsafe limit holds and is not reported as a limit', () => expect(play([tick(119)])).toEqual([[0, 'init', 4200]]));
  it('LPC-906 LPC-TS-022/1 init without heartbeat and limit ends after 120 s', () =>
    expect(play([tick(500)])).toEqual([
      [0, 'init', 4200],
      [120, 'unlimited-autonomous', null],
    ]));
  it('LPC-902 LPC-905 LPC-TS-021 heartbeat, then a deactivated limit: unlimited-controlled', () =>
    expect(play([beat(5), write(6, 4200, false)])).toEqual([
      [0, 'init', 4200],
      [6, 'unlimited-controlled', null],
    ]));
  it('LPC-904 LPC-TS-020 heartbeat, then an active limit: limited', () =>
    expect(play([beat(5), write(6, 6000)])).toEqual([
      [0, 'init', 4200],
      [6, 'limited', 6000],
    ]));
  it('LPC-TS-036 R02 R03 a limit counts until 60 s after a heartbeat, not at 61 s', () => {
    expect(play([beat(0), write(60, 6000)]).at(-1)).toEqual([60, 'limited', 6000]);
    expect(play([beat(0), write(61, 6000)]).at(-1)).toEqual([61, 'init', 4200, 'no-heartbeat']);
    expect(play([write(6, 6000)]).at(-1)).toEqual([6, 'init', 4200, 'no-heartbeat']);
  });
  it('LPC-908 LPC-909 LPC-TS-025 LPC-TS-026 a limit ends when it is deactivated or its duration is over', () => {
    expect(play([beat(0), write(1, 4200), write(20, 4200, false)]).at(-1)).toEqual([20, 'unlimited-controlled', null]);
    expect(play([beat(0), write(1, 4200, true, 30), beat(60), tick(61)]).slice(1)).toEqual([
      [1, 'limited', 4200],
      [31, 'unlimited-controlled', null],
    ]);
  });
  it('R01 a limit without duration does not end by itself, in thirty days', () =>
    expect(play([beat(0), write(1, 4200), ...beats(60, 30 * 86_400)])).toEqual([
      [0, 'init', 4200],
      [1, 'limited', 4200],
    ]));
  it('a later write without duration takes the duration away', () =>
    expect(play([beat(0), write(1, 4200, true, 30), write(10, 4200), beat(60), tick(100)])).toEqual([
      [0, 'init', 4200],
      [1, 'limited', 4200],
    ]));
  it('LPC-910 LPC-TS-027 unlimited-controlled takes an active limit without a fresh heartbeat', () =>
    expect(play([beat(0), write(1, 4200, false), write(100, 5000)]).at(-1)).toEqual([100, 'limited', 5000]));
  it.each([
    ['LPC-911 LPC-TS-028 unlimited-controlled', false],
    ['LPC-912 LPC-TS-029 limited', true],
  ])('%s: no heartbeat for more than 120 s is failsafe', (_, active) => {
    expect(play([beat(0), write(1, 6000, active), tick(120)])).toHaveLength(2);
    expect(play([beat(0), write(1, 6000, active), tick(121)]).at(-1)).toEqual([120, 'failsafe', 4200]);
  });
  it('R07 a heartbeat in the very second is in time', () => expect(play([beat(0), write(1, 6000), beat(120), tick(121)])).toHaveLength(2));
  it('LPC-916 R02 in failsafe the heartbeat alone frees nothing for 120 s', () =>
    expect(play([beat(0), write(1, 6000), beat(300), beat(360), tick(419)]).slice(2)).toEqual([[120, 'failsafe', 4200]]));
  it('LPC-921 LPC-TS-022/3 heartbeat back and no limit in 120 s: unlimited-autonomous', () =>
    expect(play([beat(0), write(1, 6000), beat(300), beat(360), tick(420)]).at(-1)).toEqual([420, 'unlimited-autonomous', null]));
  it('LPC-922 LPC-TS-022/2 the failsafe duration ends in unlimited-autonomous', () =>
    expect(play([beat(0), write(1, 6000), tick(10_000)]).slice(2)).toEqual([
      [120, 'failsafe', 4200],
      [7320, 'unlimited-autonomous', null],
    ]));
  it('R04 seven days without the control box: the protective default never lets go', () =>
    expect(play([beat(0), write(1, 6000), tick(7 * 86_400)], PROTECTIVE).slice(2)).toEqual([
      [120, 'failsafe', 4200],
      [7320, 'unlimited-autonomous', 4200],
    ]));
  it('LPC-919 LPC-TS-032 R03 heartbeat and limit in failsafe: limited at once', () =>
    expect(play([beat(0), write(1, 6000), beat(300), write(301, 5000)]).at(-1)).toEqual([301, 'limited', 5000]));
  it('LPC-918 LPC-TS-031 heartbeat and a deactivated limit in failsafe: unlimited-controlled', () =>
    expect(play([beat(0), write(1, 6000), beat(300), write(301, 5000, false)]).at(-1)).toEqual([301, 'unlimited-controlled', null]));
  it('LPC-918 LPC-919 R05 out of unlimited-autonomous by heartbeat and limit only', () => {
    expect(play([tick(130), beat(200), tick(400)]).at(-1)).toEqual([120, 'unlimited-autonomous', null]);
    expect(play([tick(130), beat(200), write(201, 5000)]).at(-1)).toEqual([201, 'limited', 5000]);
    expect(play([tick(130), beat(200), write(201, 0, false)]).at(-1)).toEqual([201, 'unlimited-controlled', null]);
  });
});

describe('writes that are refused', () => {
  it.each([
    ['negative', -1],
    ['not-a-number', '4200'],
    ['not-a-number', null],
    ['not-a-number', Number.NaN],
    ['not-a-number', Number.POSITIVE_INFINITY],
    ['too-large', 1e308],
  ] as const)('R06 %s: %j', (reason, w) => {
    expect(play([beat(0), write(1, 6000), write(2, w)]).at(-1)).toEqual([2, 'limited', 6000, reason]);
  });
  it('LPC-TS-023 LPC-TS-024 a refused write leaves unlimited-controlled and limited as they are', () => {
    expect(play([beat(0), write(1, 6000, false), write(2, -1)]).at(-1)).toEqual([2, 'unlimited-controlled', null, 'negative']);
    expect(play([beat(0), write(1, 6000), write(2, -1)]).at(-1)).toEqual([2, 'limited', 6000, 'negative']);
  });
  it('LPC-902 LPC-920 LPC-TS-018 LPC-TS-033 out of init and failsafe it changes the state and frees nothing', () => {
    expect(play([beat(0), write(5, -1)]).at(-1)).toEqual([5, 'unlimited-controlled', 4200, 'negative']);
    expect(play([beat(0), write(1, 6000), beat(300), write(301, -1)]).at(-1)).toEqual([301, 'unlimited-controlled', 4200, 'negative']);
    expect(play([beat(0), write(5, -1), write(9, 5000, false)]).at(-1)).toEqual([9, 'unlimited-controlled', null]);
  });
  it.each([
    ['no-value', undefined, true, undefined],
    ['active-missing', 5000, undefined, undefined],
    ['bad-duration', 5000, true, -3],
    ['bad-duration', 5000, true, '30'],
  ] as const)('%s', (reason, w, active, duration) => expect(play([beat(0), { t: 1, event: 'limit', write: { w, active, duration } }]).at(-1)).toEqual([1, 'unlimited-controlled', 4200, reason]));
  it('a write that only activates takes the last accepted value', () =>
    expect(play([beat(0), write(1, 6000, false), write(2, undefined, true)]).at(-1)).toEqual([2, 'limited', 6000]));
});

describe('0 W, production and restarts', () => {
  it('R13 0 W is a limit', () => expect(play([beat(0), write(1, 0)]).at(-1)).toEqual([1, 'limited', 0]));
  it('LPP production limits are zero or below, and a positive one is refused', () => {
    expect(play([beat(0), write(1, -5000)], PRODUCE).at(-1)).toEqual([1, 'limited', -5000]);
    expect(play([beat(0), write(1, 0)], PRODUCE).at(-1)).toEqual([1, 'limited', 0]);
    expect(play([beat(0), write(1, 5000)], PRODUCE).at(-1)).toEqual([1, 'unlimited-controlled', -3000, 'positive']);
  });
  it('R10 the failsafe limit applied is the one configured, not the last one sent', () =>
    expect(play([beat(0), write(1, -9000), tick(130)], PRODUCE).at(-1)).toEqual([120, 'failsafe', -3000]));
  it('LPC-901 a restart is init with the failsafe limit, whatever held', () =>
    expect(play([beat(0), write(1, 9000), restart(10)]).at(-1)).toEqual([10, 'init', 4200]));
  it('init does not shorten a failsafe that was running', () =>
    expect(play([beat(0), write(1, 6000), restart(1000), restart(1001), tick(7319), tick(7320)]).slice(2)).toEqual([
      [120, 'failsafe', 4200],
      [1000, 'init', 4200],
      [7320, 'unlimited-autonomous', null],
    ]));
  it('a heartbeat of before the restart does not count', () => expect(play([beat(0), restart(10), write(20, 6000)]).at(-1)).toEqual([20, 'init', 4200, 'no-heartbeat']));
});
