import { describe, expect, it } from 'vitest';
import { DEFAULT_SAFETY } from '#domain/safety/config.ts';
import { SafetyHome, second } from './safetyHome.ts';

const counted = (failures: number, log: readonly { end: number; length: number }[] = []): { counters: { failures: number; failureLog: never[] } } => ({ counters: { failures, failureLog: log as never[] } });

describe('loss and return of supply (E18)', () => {
  it('is a lost supply when the meter counted a failure over a restart of the gateway', () => {
    const home = new SafetyHome().every(0, 10, counted(4)).restart(400).tick(401).hear(402, counted(5));
    expect(home.alarms).toEqual(['supply-lost/ 9..402']);
  });

  it('has the meter’s own times where its log has them', () => {
    const home = new SafetyHome().every(0, 10, counted(4)).restart(400).hear(402, counted(5, [{ end: second(-9_000), length: 300_000 }, { end: second(330), length: 315_000 }]));
    expect(home.alarms).toEqual(['supply-lost/ 15..330']);
  });

  it('is a restart when the meter counted none', () => {
    expect(new SafetyHome().every(0, 10, counted(4)).restart(60).hear(62, counted(4)).alarms).toEqual(['restarted/ 9..62']);
  });

  it('is not known over a restart with a meter that counts nothing', () => {
    expect(new SafetyHome().every(0, 10).restart(60).hear(62).alarms).toEqual(['gap-unknown/ 9..62']);
  });

  it('is a lost link while the gateway runs and the meter is silent, and ends with the next reading', () => {
    const home = new SafetyHome().every(0, 10, counted(4)).tick(20);
    expect(home.alarms).toEqual([]);
    expect(home.tick(25).body?.alarms).toMatchObject([{ kind: 'link-lost', since: second(9), until: null }]);
    expect(home.tick(90).hear(100, counted(4)).alarms).toEqual(['link-lost/ 9..100']);
  });

  it('turns a lost link into a lost supply when the meter says so on its return: a gateway with a battery of its own', () => {
    expect(new SafetyHome().every(0, 10, counted(4)).tick(25).hear(100, counted(5)).alarms).toEqual(['supply-lost/ 9..100']);
  });

  it('that was too short to miss a reading is known from the counter alone', () => {
    expect(new SafetyHome().hear(0, counted(4)).hear(1, counted(5)).alarms).toEqual(['supply-lost/ 0..1']);
  });

  it('says after a restart that the link is lost when the meter does not come back', () => {
    expect(new SafetyHome().every(0, 10, counted(4)).restart(60).tick(61).tick(70).tick(80).alarms).toEqual(['link-lost/ 9..']);
  });

  it('says nothing of a restart that missed no reading, of a counter left out, or of another meter’s counter', () => {
    expect(new SafetyHome().every(0, 10, counted(4)).restart(10).hear(11, counted(4)).alarms).toEqual([]);
    expect(new SafetyHome().hear(0, counted(4)).hear(1).hear(2, counted(4)).alarms).toEqual([]);
    expect(new SafetyHome().hear(0, counted(4)).every(1, 3, { ...counted(9), meter: 'other' }).alarms).toEqual([]);
  });

  it('is no affair of a recording: its holes and its end are not of now', () => {
    const home = new SafetyHome({ ...DEFAULT_SAFETY, live: false }).every(0, 10, counted(4)).tick(100).hear(200, counted(5));
    expect(home.alarms).toEqual([]);
  });
});

describe('interference (E21)', () => {
  it('is another serial number, three readings in a row', () => {
    const home = new SafetyHome().every(0, 5).hear(5, { meter: 'x' }).hear(6).every(7, 9, { meter: 'x' });
    expect(home.alarms).toEqual([]);
    expect(home.hear(9, { meter: 'x' }).alarms).toEqual(['meter-swapped/ 9..9']);
    expect(home.every(10, 20, { meter: 'x' }).alarms).toHaveLength(1);
  });

  it('is a register that runs back by more than 10 Wh, three readings in a row, with how far', () => {
    const home = new SafetyHome().hear(0, { wh: 5_000 }).every(1, 3, { wh: 4_950 });
    expect(home.alarms).toEqual([]);
    home.hear(3, { wh: 4_951 });
    expect(home.state.alarms).toMatchObject([{ kind: 'register-back', since: second(3), value: 49_000, threshold: 10_000 }]);
    expect(home.every(4, 9, { wh: 4_960 }).alarms).toHaveLength(1);
  });

  it('is not a single wrong reading, nor a step back within the printing; small steps back add up', () => {
    expect(new SafetyHome().hear(0, { wh: 5_000 }).hear(1, { wh: 400 }).hear(2, { wh: 5_001 }).every(3, 9, { wh: 4_999 }).alarms).toEqual([]);
    const slow = new SafetyHome().hear(0, { wh: 5_000 });
    for (let n = 1; n <= 14; n++) slow.hear(n, { wh: 5_000 - n });
    expect(slow.alarms).toEqual(['register-back/ 13..13']);
  });

  it('is the meter’s own flag, as long as it stands; a reading without the flag does not end it', () => {
    const home = new SafetyHome().hear(0, { counters: { tampered: false } }).hear(1, { counters: { tampered: true } }).hear(2);
    expect(home.alarms).toEqual(['tamper/ 1..']);
    expect(home.hear(3, { counters: { tampered: false } }).alarms).toEqual(['tamper/ 1..3']);
  });

  const drawing = (power: number): never => ({ kind: 'devices', devices: [{ descriptor: { id: 'a' }, report: { online: true, power } }] }) as never;

  it('is devices that draw more than the main meter, for two quarters of an hour', () => {
    const home = new SafetyHome().tell(drawing(2_000), second(0)).every(0, 1_800, { power: 500 });
    expect(home.alarms).toEqual([]);
    expect(home.hear(1_800, { power: 500 }).state.alarms).toMatchObject([{ kind: 'submeter-exceeds', since: second(0), until: null, value: 1_500, threshold: 200 }]);
    home.tell(drawing(300), second(1_800)).every(1_801, 2_701, { power: 500 });
    expect(home.alarms).toEqual(['submeter-exceeds/ 0..1800']);
  });

  it('is not told of a home that gives energy away: nobody knows what it makes', () => {
    expect(new SafetyHome().tell(drawing(2_000), second(0)).every(0, 2_000, { power: 500, exported: 3 }).alarms).toEqual([]);
  });
});

describe('an alarm', () => {
  const seen = (alarm: string): never => ({ kind: 'request', credential: 'phone', role: 'phone', request: { id: 'r1', revision: null, age: 0, timeToLive: 1, peer: 'current' }, body: { kind: 'alarm-seen', alarm }, waited: 0 }) as never;

  it('is called seen when that is stored, and not before', () => {
    const home = new SafetyHome().every(0, 3, { volts: { L1: 290 } });
    const id = home.state.alarms[0]?.id ?? '';
    home.tell(seen(id), second(4));
    expect(home.body?.alarms[0]?.acknowledged).toBe(false);
    home.tell({ kind: 'stored', id: home.effects.findLast(({ kind }) => kind === 'store')?.id ?? '' } as never, second(4));
    expect(home.body?.alarms[0]?.acknowledged).toBe(true);
    expect(home.effects.at(-2)).toMatchObject({ kind: 'reply', requestId: 'r1', outcome: 'done' });
  });

  it('stays unseen when that could not be stored, and one that is not known is refused', () => {
    const home = new SafetyHome().every(0, 3, { volts: { L1: 290 } });
    home.tell(seen(home.state.alarms[0]?.id ?? ''), second(4));
    home.tell({ kind: 'store-failed', id: home.effects.findLast(({ kind }) => kind === 'store')?.id ?? '', reason: 'full' } as never, second(5));
    expect(home.effects.at(-1)).toMatchObject({ kind: 'reply', outcome: 'refused', reason: 'not-stored' });
    expect(home.state.alarms[0]?.acknowledged).toBe(false);
    home.tell(seen('nothing'), second(6));
    expect(home.effects.at(-1)).toMatchObject({ kind: 'reply', outcome: 'refused', reason: 'unknown-alarm' });
  });

  it('that is over stays in the list with the newest 32 of its kind, one that lasts always', () => {
    const home = new SafetyHome().every(0, 3, { volts: { L1: 290 } });
    for (let n = 0; n < 40; n++) home.hear(3 + n, { volts: { L1: 290 }, counters: { failures: n } });
    expect(home.alarms).toHaveLength(33);
    expect(home.alarms.at(-1)).toBe('voltage-high/L1 0..');
  });
});
