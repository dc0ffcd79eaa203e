import { describe, expect, it } from 'vitest';
import { DEFAULT_SAFETY, DEFAULT_VOLTAGE } from '#domain/safety/config.ts';
import { SafetyHome, second } from './safetyHome.ts';

describe('dangerous voltage (E19)', () => {
  it('is an alarm two seconds after its first reading, told and written down at once, with the phase and the volts', () => {
    const home = new SafetyHome().every(0, 5).hear(5, { volts: { L2: 281.4 } }).hear(6, { volts: { L2: 283.1 } });
    expect(home.alarms).toEqual([]);
    home.hear(7, { volts: { L2: 282 } });
    expect(home.body?.alarms).toMatchObject([{ kind: 'voltage-high', phase: 'L2', since: second(5), until: null, value: 283.1, threshold: 276, acknowledged: false }]);
    expect(home.records).toMatchObject([{ change: 'begins', alarm: { kind: 'voltage-high' } }]);
  });

  it('does not count a single reading, nor two with a good one between them', () => {
    const home = new SafetyHome().every(0, 5).hear(5, { volts: { L1: 150 } }).hear(6).hear(7, { volts: { L1: 150 } }).hear(8).every(9, 30);
    expect(home.alarms).toEqual([]);
  });

  it('ends only after ten seconds well inside: 4.6 V from the threshold do not end it, and what comes back goes on', () => {
    const home = new SafetyHome().every(0, 3, { volts: { L1: 280 } });
    expect(home.alarms).toEqual(['voltage-high/L1 0..']);
    home.every(3, 60, { volts: { L1: 272 } });
    home.every(60, 65).every(65, 66, { volts: { L1: 277 } }).every(66, 76);
    expect(home.alarms).toEqual(['voltage-high/L1 0..']);
    home.hear(76);
    expect(home.alarms).toEqual(['voltage-high/L1 0..66']);
    expect(home.state.alarms[0]).toMatchObject({ value: 280 });
  });

  it('is not ended by silence, by a phase left out, or by a restart: only a reading that shows it does', () => {
    const home = new SafetyHome().every(0, 4, { volts: { L3: 140 } });
    home.every(4, 40, { volts: { L3: null } }).tick(100).tick(200).restart(300).tick(301).hear(310).tick(315);
    expect(home.alarms).toContain('voltage-low/L3 0..');
    home.every(311, 330);
    expect(home.alarms).toContain('voltage-low/L3 0..310');
  });

  it('begins its two seconds again after a hole: nobody knows what was in between', () => {
    const home = new SafetyHome().hear(0, { volts: { L1: 290 } }).hear(60, { volts: { L1: 290 } });
    expect(home.alarms.filter((one) => one.startsWith('voltage'))).toEqual([]);
    expect(home.every(61, 63, { volts: { L1: 290 } }).alarms).toContain('voltage-high/L1 60..');
  });

  it('of a meter that speaks every ten seconds takes two readings', () => {
    const home = new SafetyHome().hear(0, { period: 10_000, volts: { L1: 290 } });
    expect(home.alarms).toEqual([]);
    expect(home.hear(10, { period: 10_000, volts: { L1: 290 } }).alarms).toEqual(['voltage-high/L1 0..']);
  });

  it('shows a lost neutral: one phase high while another is low; two of three known phases show nothing', () => {
    const floating = { L1: 262, L2: 198, L3: 231 };
    expect(new SafetyHome().every(0, 3, { volts: floating }).alarms).toEqual(['neutral-lost/ 0..']);
    expect(new SafetyHome().every(0, 9, { volts: { ...floating, L3: null } }).alarms).toEqual([]);
    expect(new SafetyHome().every(0, 9, { volts: { L1: 262, L2: 255, L3: 256 } }).alarms).toEqual([]);
  });

  it('has the thresholds that the home file gives', () => {
    const config = { ...DEFAULT_SAFETY, voltage: { ...DEFAULT_VOLTAGE, dangerHigh: 260, dangerFor: 0 as never } };
    expect(new SafetyHome(config).hear(0, { volts: { L1: 261 } }).alarms).toEqual(['voltage-high/L1 0..']);
  });
});

describe('the mean of ten minutes', () => {
  it('outside 10 % of 230 V is told from its start until a span is inside again', () => {
    const home = new SafetyHome().every(0, 600, { volts: { L1: 254 } }).hear(600);
    expect(home.state.alarms).toMatchObject([{ kind: 'voltage-quality', phase: 'L1', since: second(0), until: null, value: 254, threshold: 253 }]);
    home.every(601, 1_201);
    expect(home.alarms).toContain('voltage-quality/L1 0..600');
  });

  it('over a span that was mostly not measured says nothing, neither that it began nor that it ended', () => {
    const home = new SafetyHome().every(0, 400, { volts: { L1: 200 } }).hear(600);
    expect(home.alarms.filter((one) => one.startsWith('voltage-quality'))).toEqual([]);
    const outside = new SafetyHome().every(0, 600, { volts: { L1: 200 } }).every(600, 700).hear(1_200);
    expect(outside.alarms).toContain('voltage-quality/L1 0..');
  });
});

describe('sags and swells (E7)', () => {
  it('are kept with phase, times and the worst volts, and end 4.6 V inside', () => {
    const home = new SafetyHome().every(0, 2).hear(2, { volts: { L2: 199 } }).hear(3, { volts: { L2: 190.5 } }).hear(4, { volts: { L2: 209 } }).hear(5);
    expect(home.excursions).toEqual([{ kind: 'sag', phase: 'L2', start: second(2), end: second(5), extreme: 190.5, threshold: 207, by: 'gateway', count: 1, cut: false }]);
    home.hear(6, { volts: { L1: 255, L2: 256 } }).hear(7);
    expect(home.excursions.slice(1).map(({ kind, phase, extreme }) => [kind, phase, extreme])).toEqual([['swell', 'L1', 255], ['swell', 'L2', 256]]);
    expect(home.tick(70).body).toMatchObject({ sags: 1, swells: 2 });
  });

  it('that the meter fell silent in are cut, not stretched over the silence', () => {
    const home = new SafetyHome().hear(0, { volts: { L1: 201 } }).hear(1, { volts: { L1: 202 } }).hear(300, { volts: { L1: 203 } });
    expect(home.excursions).toMatchObject([{ start: second(0), end: second(1), cut: true }]);
  });

  it('that only the meter counted are kept as counted, without a depth, and not counted twice', () => {
    const home = new SafetyHome().hear(0, { counters: { sags: { L1: 7 }, swells: { L1: 0 } } }).hear(10, { counters: { sags: { L1: 9 }, swells: {} } });
    expect(home.excursions).toEqual([{ kind: 'sag', phase: 'L1', start: second(0), end: second(10), extreme: null, threshold: null, by: 'meter', count: 2, cut: false }]);
    expect(home.tick(100).body).toMatchObject({ sags: 0, swells: 0, meter: { sags: 9, failures: null } });
  });

  it('are counted for three months: the oldest day goes, and the state stays small', () => {
    const home = new SafetyHome();
    const day = 86_400;
    for (let n = 0; n < 100; n++) home.hear(n * day, { volts: { L1: 200 } }).hear(n * day + 1);
    expect(home.tick(99 * day + 60).body?.sags).toBe(92);
    expect(JSON.stringify(home.state).length).toBeLessThan(20_000);
  });
});
