import { describe, expect, it } from 'vitest';
import { ContactCreed, HeartbeatCreed, WordCreed } from '../../../device/bench/faults/creeds.ts';
import { LINES, type LineName, type Lines } from '../../../device/bench/faults/line.ts';
import { Oracle } from '../../../device/bench/faults/oracle.ts';
import { ALWAYS, type Creed, type Portion, type Said } from '../../../device/bench/faults/owed.ts';
import type { Judged, Truth } from '../../../device/bench/faults/truth.ts';

const CONTROLLED_W = 5_600;
const quiet: Lines = Object.fromEntries(LINES.map((name) => [name, { flow: 400, base: 400, sheddable: 0 }])) as unknown as Lines;
/** W on one line, of which a base load of 400 W cannot be shed. */
const flowing = (line: LineName, flow: number): Lines => ({ ...quiet, [line]: { flow, base: 400, sheddable: Math.max(0, flow - 400) } });

/** What control publishes: W of one key. */
const publishing = (w: number, of: Record<string, unknown> = {}): Truth['facts'] => ({ limits: [{ source: 'operator', sequence: 1, origin: 'signal', direction: 'import', scope: 'site', start: 0, end: null, value: { kind: 'limit', w }, ...of } as never], phaseLimits: [] });
const perPhase = (amps: number): Truth['facts'] => ({ limits: [], phaseLimits: [{ source: 'operator', sequence: 1, origin: 'signal', direction: 'import', scope: 'site', start: 0, end: null, amps } as never] });

const said = (w: number, of: Partial<Portion> = {}): Said => ({ id: 's', heardAt: 0, portions: [{ line: 'import', w, ...ALWAYS, ...of }] });

class Judge {
  readonly oracle: Oracle;
  private at = 0;

  constructor(private readonly creed: Creed, of: Partial<Judged> = {}) {
    this.oracle = new Oracle({ creed, always: [], direction: 'import', lag: { dead: 4_000, constant: 250 }, period: 1_000, pace: 1_000, devices: 3, ...of });
    this.oracle.read(quiet);
  }

  hear(word: Said): this {
    this.creed.heard(word);
    this.creed.answered(word, true);
    return this;
  }

  beat(): this {
    this.oracle.beat(this.at);
    return this;
  }

  see(seconds: number, of: Partial<Truth>): this {
    for (const until = this.at + seconds * 1_000; this.at < until; ) {
      this.at += 1_000;
      this.oracle.second({ at: this.at, awake: this.at, lines: quiet, isLied: false, isDefied: false, isUp: true, upSince: 0, facts: publishing(4_200), ...of });
    }
    return this;
  }

  get promises(): readonly string[] {
    return this.oracle.violations.map(({ promise }) => promise);
  }
}

const lpc = (): Judge => new Judge(new HeartbeatCreed('import', 4_200));

describe('the oracle of a heartbeat', () => {
  it('sees a limit that is not kept for eleven seconds, and not one that is', () => {
    expect(lpc().see(9, { lines: flowing('import', 6_000) }).promises).toEqual([]);
    expect(lpc().see(13, { lines: flowing('import', 6_000) }).promises).toContain('over-limit');
    expect(lpc().see(60, { lines: flowing('import', 4_200) }).promises).toEqual([]);
  });

  it('sees a home that silence has freed', () => {
    expect(lpc().see(1, { facts: { limits: [] } }).promises).toContain('freed-by-silence');
    expect(lpc().beat().hear(said(9_000)).see(121, { facts: publishing(9_000) }).promises).toEqual([]);
    expect(lpc().beat().hear(said(9_000)).see(123, { facts: publishing(9_000) }).promises).toContain('freed-by-silence');
  });

  it('sees that a word is not in force while its source is heard', () => {
    expect(lpc().beat().hear(said(3_000)).see(3, { facts: publishing(4_200) }).promises).toContain('word-lost');
  });

  it('does not ask for what nothing could shed', () => {
    const base = { ...quiet, import: { flow: 6_000, base: 6_000, sheddable: 0 } };
    expect(lpc().see(60, { lines: base }).promises).toEqual([]);
  });

  it('looks at the export where that is limited, and at nothing else', () => {
    const lpp = (): Judge => new Judge(new HeartbeatCreed('export', 2_000), { direction: 'export' });
    const facts = publishing(2_000, { direction: 'export' });
    expect(lpp().see(13, { lines: flowing('export', 3_000), facts }).promises).toContain('over-limit');
    expect(lpp().see(60, { lines: flowing('import', 9_000), facts }).promises).toEqual([]);
    expect(lpp().see(1, { facts: publishing(2_000) }).promises).toContain('freed-by-silence');
  });

  it('calls it a rise when more is given on a stale meter where the export is limited', () => {
    const judge = new Judge(new HeartbeatCreed('export', 2_000), { direction: 'export' });
    for (const device of ['a', 'b', 'c']) judge.oracle.reportOf(device);
    judge.see(30, { facts: publishing(2_000, { direction: 'export' }) });
    const write = (setpoint: number): void => judge.oracle.wrote({ id: 'w', kind: 'write', device: 'pv', setpoint: setpoint as never, lease: 0 as never }, -2_000, 90_000);
    write(-1_000);
    expect(judge.promises).toEqual([]);
    write(-4_000);
    expect(judge.promises).toEqual(['rise-on-stale']);
  });
});

describe('the oracle of words', () => {
  const PHASES = ['L1', 'L2', 'L3'] as const;
  const amps = (a: number): Said => ({ id: 's', heardAt: 0, portions: PHASES.map((line) => ({ line, w: a * 230, ...ALWAYS })) });

  it('holds each phase against its own limit', () => {
    const judge = (): Judge => new Judge(new WordCreed()).hear(amps(16));
    expect(judge().see(60, { lines: flowing('import', 9_000), facts: perPhase(16) }).promises).toEqual([]);
    expect(judge().see(13, { lines: flowing('L2', CONTROLLED_W), facts: perPhase(16) }).promises).toContain('over-limit');
    expect(judge().see(3, { facts: perPhase(20) }).promises).toContain('word-lost');
  });

  it('expects a word to survive silence and a restart, and the failsafe values when the state was lost', () => {
    const creed = new WordCreed();
    const judge = new Judge(creed).hear(said(3_000));
    creed.started({ at: 0, awake: 0, isLost: false, isOutage: true });
    expect(judge.see(600, { facts: publishing(3_000) }).promises).toEqual([]);
    expect(creed.owed({ at: 600_000, awake: 600_000 })).toMatchObject([{ line: 'import', w: 3_000 }]);
    creed.started({ at: 0, awake: 0, isLost: true, isOutage: false });
    expect(creed.owed({ at: 600_000, awake: 600_000 }).map(({ line, w }) => [line, w])).toEqual([['import', 4_200], ['export', 0]]);
  });

  it('after a kill holds the looser of what was acknowledged and what may have been stored', () => {
    const creed = new WordCreed();
    new Judge(creed).hear(said(3_000));
    creed.heard(said(5_000));
    creed.started({ at: 0, awake: 0, isLost: false, isOutage: false });
    expect(creed.owed({ at: 1, awake: 1 })).toMatchObject([{ w: 5_000 }]);
  });

  it('expects a series step by step, then the subscription, which an outage brings at once', () => {
    const creed = new WordCreed([{ line: 'import', w: 3_800 }]);
    const series: Said = { id: 's', heardAt: 0, portions: [{ line: 'import', w: 4_000, from: 0, until: 60_000 }, { line: 'import', w: 5_000, from: 60_000, until: 120_000 }] };
    new Judge(creed).hear(series);
    const owedAt = (at: number): unknown => creed.owed({ at, awake: at }).map(({ w, silent }) => [w, silent]);
    expect([owedAt(0), owedAt(60_000), owedAt(120_000)]).toEqual([[[4_000, false]], [[5_000, false]], [[3_800, true]]]);
    creed.started({ at: 0, awake: 0, isLost: false, isOutage: true });
    expect(owedAt(60_000)).toEqual([[3_800, true]]);
  });

  it('holds a mean over each whole window, whatever a moment shows', () => {
    const window = 900_000;
    const facts = publishing(4_000, { window });
    const judge = (): Judge => new Judge(new WordCreed()).hear(said(4_000, { window }));
    const [high, low] = [{ lines: flowing('import', 6_000), facts }, { lines: flowing('import', 2_000), facts }];
    expect(judge().see(450, high).see(450, low).see(450, low).promises).toEqual([]);
    expect(judge().see(500, high).see(400, low).promises).toEqual(['over-mean']);
  });
});

describe('the oracle of contacts', () => {
  const reading = (w: number, awake: number): Said => ({ id: 'c', heardAt: 0, portions: [{ line: 'import', w, from: awake, until: ALWAYS.until }] });

  it('expects what was read last for its age, and then the failsafe', () => {
    const creed = new ContactCreed('import', 3_000, 20_000);
    const owedAt = (at: number): unknown => creed.owed({ at, awake: at }).map(({ w, silent }) => [w, silent]);
    expect(owedAt(0)).toEqual([[3_000, true]]);
    creed.heard(reading(4_000, 0));
    expect([owedAt(20_000), owedAt(21_001)]).toEqual([[[4_000, false]], [[3_000, true]]]);
    creed.heard(reading(4_000, 30_000));
    creed.started();
    expect(owedAt(30_000)).toEqual([[3_000, true]]);
  });
});
