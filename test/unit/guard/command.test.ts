import { describe, expect, it } from 'vitest';
import type { DeviceDescriptor, DeviceReport } from '#domain/device/device.ts';
import type { Ask } from '#domain/guard/ask.ts';
import { answered, budgetFor, isObeyed, standing, unwritten, writeDue, written, type Commanded, type Strained } from '#domain/guard/command.ts';
import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Watts } from '#domain/units/power.ts';

const w = (power: number): Watts => power as Watts;
const at = (mono: number): Now => ({ wall: mono as Instant, mono: mono as Milliseconds, boot: 'b', trust: 'synced' });
const LASTING: DeviceDescriptor = { id: 'pump', name: 'P', kind: 'heater', simulated: true, rating: w(3_000), minimum: w(0), fallback: { kind: 'none' }, primitive: { kind: 'envelope', min: w(0), max: w(3_000) } };
const VOLATILE: DeviceDescriptor = { ...LASTING, fallback: { kind: 'timer', after: 60_000 as Milliseconds, power: w(0) } };
const report = (heardAt: number, power: number | null, setpoint: number | null): DeviceReport => ({ id: 'pump', heardAt: heardAt as Milliseconds, online: true, power: power === null ? null : w(power), setpoint: setpoint === null ? null : w(setpoint), stored: null });
const ask = (descriptor: DeviceDescriptor, power: number, told: DeviceReport | null, request = power): Ask => ({ id: 'pump', device: { descriptor, report: told, heardWall: null, lastTold: null }, request, power, decidedBy: 'plan', cut: 0 });

/** The device's memory after one write at `mono` that the driver took. */
function after(one: Ask, mono: number, before?: Commanded): Commanded {
  const budget = budgetFor(one.device.descriptor.fallback);
  const state = written(one, before ?? unwritten(one, budget, at(mono)), 'change', `w${mono}`, budget, at(mono));
  return answered(state, { kind: 'written', id: `w${mono}`, ok: true, reason: null });
}
const due = (one: Ask, before: Commanded, mono: number, strained: Strained = []): ReturnType<typeof writeDue> => writeDue(one, before, budgetFor(one.device.descriptor.fallback), at(mono), strained);

describe('when a device is written', () => {
  it('only a changed ask, and not for less than 25 W, but to exactly nothing always', () => {
    const before = after(ask(VOLATILE, 1_000, null), 0);
    const told = report(1_500, 1_000, 1_000);
    expect(due(ask(VOLATILE, 1_024, told), before, 2_000)).toBeNull();
    expect(due(ask(VOLATILE, 1_025, told), before, 2_000)).toBe('change');
    const little = after(ask(VOLATILE, 20, null), 0);
    expect(due(ask(VOLATILE, 0, report(1_500, 20, 20)), little, 2_000)).toBe('change');
  });

  it('R21 keep-alives every 20 s to what falls back by a timer, never to what keeps its set-point', () => {
    const told = report(19_500, 1_000, 1_000);
    expect(due(ask(VOLATILE, 1_000, told), after(ask(VOLATILE, 1_000, null), 0), 19_999)).toBeNull();
    expect(due(ask(VOLATILE, 1_000, told), after(ask(VOLATILE, 1_000, null), 0), 20_000)).toBe('refresh');
    expect(due(ask(LASTING, 1_000, told), after(ask(LASTING, 1_000, null), 0), 3_600_000)).toBeNull();
  });

  it('a budget spaces and caps changes: 120 an hour to what may wear out', () => {
    let before = after(ask(LASTING, 0, null), 0);
    let writes = 0;
    for (let mono = 1_000; mono <= 3_600_000; mono += 1_000) {
      const one = ask(LASTING, mono % 2_000 === 0 ? 1_000 : 2_000, report(mono, null, before.command?.setpoint ?? 0));
      if (due(one, before, mono) !== 'change') continue;
      before = after(one, mono, before);
      writes += 1;
    }
    expect(writes).toBeGreaterThan(100);
    expect(writes).toBeLessThanOrEqual(120);
  });

  it('a tightening is never held back, and costs nothing', () => {
    const before = { ...after(ask(LASTING, 2_000, null), 0), tokens: 0 };
    const cut = ask(LASTING, 500, report(50, 2_000, 2_000), 2_000);
    expect(due(cut, before, 100)).toBe('tighten');
    expect(written(cut, before, 'tighten', 'x', budgetFor(LASTING.fallback), at(100)).tokens).toBeLessThan(0.1);
  });

  it('less of its own wish waits for the budget, unless a limit is exceeded by what stands, or somebody has said so', () => {
    const before = { ...after(ask(LASTING, 2_000, null), 0), tokens: 0 };
    const [told, less, more] = [report(50, 2_000, 2_000), 500, 2_600];
    expect(due(ask(LASTING, less, told), before, 100)).toBeNull();
    expect(due(ask(LASTING, less, told), before, 100, [1])).toBe('tighten');
    expect(due(ask(LASTING, less, told), before, 100, [-1])).toBeNull();
    for (const decidedBy of ['override', 'dispatch', 'event'] as const) {
      expect(due({ ...ask(LASTING, less, told), decidedBy }, before, 100), decidedBy).toBe('tighten');
      expect(due({ ...ask(LASTING, more, told), decidedBy }, before, 100), decidedBy).toBeNull();
    }
    const giving = { ...after(ask(LASTING, -2_000, null), 0), tokens: 0 };
    expect(due(ask(LASTING, -500, report(50, -2_000, -2_000)), giving, 100, [-1])).toBe('tighten');
    expect(due({ ...ask(LASTING, 0, report(50, -2_000, -2_000)), decidedBy: 'override' }, giving, 100)).toBe('tighten');
  });

  it('what is not done of a word or for a limit is said again though the budget is spent', () => {
    const before = { ...after(ask(LASTING, 0, null), 0), tokens: 0 };
    const deaf = report(6_000, 2_000, 2_000);
    expect(due(ask(LASTING, 0, deaf), before, 6_000)).toBeNull();
    expect(due(ask(LASTING, 0, deaf), before, 6_000, [1])).toBe('again');
    expect(due({ ...ask(LASTING, 0, deaf), decidedBy: 'override' }, before, 6_000)).toBe('again');
  });

  it('R22 a refused write is repeated as soon as it may, an unanswered one after 5 s', () => {
    const refused = { ...after(ask(LASTING, 1_000, null), 0) };
    const not = { ...refused, command: refused.command && { ...refused.command, taken: false, reason: 'timeout' } };
    expect(due(ask(LASTING, 1_000, report(4_000, 0, 0)), not, 4_999)).toBeNull();
    expect(due(ask(LASTING, 1_000, report(5_000, 0, 0)), not, 5_000)).toBe('again');
    expect(due(ask(LASTING, 1_000, report(6_000, 0, 0)), refused, 6_000)).toBe('again');
  });

  it('the word of an older write does not count for the newer', () => {
    const before = after(ask(LASTING, 1_000, null), 0);
    const newer = written(ask(LASTING, 500, null), before, 'change', 'w9', budgetFor(LASTING.fallback), at(9_000));
    expect(answered(newer, { kind: 'written', id: 'w0', ok: false, reason: 'superseded' }).command?.taken).toBeNull();
  });
});

describe('read-back', () => {
  const command = { id: 'x', setpoint: w(1_000), at: 1_000, since: 1_000, taken: true, reason: null };
  it.each([
    ['the set-point told back', report(2_000, 990, 1_000), true],
    ['told back, drawing less of its own will', report(2_000, 300, 1_000), true],
    ['told back, drawing more', report(2_000, 2_500, 1_000), false],
    ['another set-point', report(2_000, 1_000, 2_000), false],
    ['heard before it was written', report(999, 1_000, 1_000), false],
    ['power alone, within', report(2_000, 1_040, null), true],
    ['nothing told at all', report(2_000, null, null), false],
  ])('%s', (_, told, obeyed) => expect(isObeyed(command, told, LASTING)).toBe(obeyed));

  it('what is only on or off tells no more than that', () => {
    const plug: DeviceDescriptor = { ...LASTING, minimum: w(3_000) };
    expect(isObeyed(command, report(2_000, 60, 3_000), plug)).toBe(true);
    expect(isObeyed(command, report(2_000, 0, 0), plug)).toBe(false);
  });

  it('pending, then refused when it is not done within 15 s; offline when it is silent', () => {
    const sensed = { descriptor: LASTING, report: null, heardWall: null, lastTold: null };
    expect(standing(command, sensed, report(2_000, 3_000, 3_000), at(10_000))).toEqual({ state: 'pending', reason: null });
    expect(standing(command, sensed, report(2_000, 3_000, 3_000), at(16_001))).toEqual({ state: 'refused', reason: 'not-obeyed' });
    expect(standing({ ...command, taken: false, reason: 'timeout' }, sensed, report(2_000, 3_000, 3_000), at(2_000))).toEqual({ state: 'refused', reason: 'timeout' });
    expect(standing(command, sensed, null, at(2_000))).toEqual({ state: 'offline', reason: null });
  });
});
