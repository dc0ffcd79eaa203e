import { describe, expect, it } from 'vitest';
import { ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { decided, Home, SEVEN } from './at.ts';

/** A home whose ladder has come to a step at 8 kW. */
function homeAt(step: 'warned' | 'shedding' | 'interrupted' | 'waiting' | 'restoring', thresholds = [SEVEN]): Home {
  const home = new Home(thresholds);
  home.read(8_000);
  home.live(8_000, { warned: 10, shedding: 70, interrupted: 100, waiting: 100, restoring: 100 }[step]);
  if (step === 'waiting' || step === 'restoring') home.act('acknowledge');
  if (step !== 'restoring') return home;
  home.read(1_000);
  home.act('restart');
  return home;
}

describe('the ladder of the power threshold (E11)', () => {
  it('takes its steps at the moments it said: warned at 10 s, shedding at 70 s, interrupted at 100 s', () => {
    const home = new Home();
    home.read(8_000);
    expect(home.said).toBe('below - -');
    home.live(8_000, 9);
    expect(home.said).toBe('below - -');
    home.live(8_000, 1);
    expect([home.said, home.kept]).toEqual(['warned 60 90 !', []]);
    home.live(8_000, 59);
    expect([home.said, home.kept]).toEqual(['warned 1 31 !', []]);
    home.live(8_000, 1);
    expect([home.said, home.kept]).toEqual(['shedding - 30 !', [6_650]]);
    home.live(8_000, 29);
    expect(home.said).toBe('shedding - 1 !');
    home.live(8_000, 1);
    expect([home.said, home.kept]).toEqual(['interrupted - - !', [0]]);
  });

  it('asks nothing of the guard before it sheds', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 69);
    expect(home.kept).toEqual([]);
  });

  it('takes a warning back when the power was well below for as long as it took to be sure, and wants that seen', () => {
    const home = homeAt('warned');
    home.live(6_650, 1);
    home.live(6_650, 9);
    expect(home.ladder.step).toBe('warned');
    home.live(6_650, 1);
    expect(home.said).toBe('below - - !');
    expect(home.act('acknowledge')).toBe('done');
    expect(home.said).toBe('below - -');
    expect(home.alarms.map(({ alarm }) => alarm)).toEqual(['warned', 'below', 'acknowledged']);
  });

  it('does not take a warning back just below the threshold', () => {
    const home = homeAt('warned');
    home.live(6_651, 600);
    expect(home.said).toBe('warned 0 - !');
  });

  it('stops shedding when the power is well below, and not while anything is still held down', () => {
    const home = homeAt('shedding');
    home.facts = { ...home.facts, devices: [decided('ladder')] };
    home.live(6_000, 60);
    expect(home.said).toBe('shedding - - !');
    home.facts = { ...home.facts, devices: [decided('plan')] };
    home.live(6_000, 1);
    expect([home.said, home.kept]).toEqual(['below - - !', []]);
  });

  it('says at each step why: in the log, with power, threshold and trips', () => {
    const home = homeAt('restoring');
    home.live(1_000, 120);
    expect(home.records.map(({ entry }) => (entry.what === 'step' ? `${entry.from}>${entry.to} ${entry.cause} ${entry.power}/${entry.threshold} ${entry.trips}` : entry.what))).toEqual([
      'below>warned over 8000/7000 0',
      'warned>shedding time 8000/7000 0',
      'shedding>interrupted over 8000/7000 1',
      'interrupted>waiting person 8000/7000 1',
      'waiting>restoring person 1000/7000 1',
      'restoring>below time 1000/7000 1',
    ]);
  });

  it('holds for an export threshold in the other direction', () => {
    const home = new Home([{ ...SEVEN, id: 'export', direction: 'export', watts: watts(3_000) }]);
    home.read(-3_500);
    home.live(-3_500, 100);
    expect([home.said, home.facts.ladderLimits]).toEqual(['interrupted - - !', [{ id: 'export', direction: 'export', w: 0 }]]);
    home.read(9_000);
    expect(home.ladder.power).toBe(-9_000);
  });
});

describe('a restart after an interruption (E11, E19)', () => {
  it('is a deliberate act of a person after the interruption was acknowledged', () => {
    const home = homeAt('interrupted');
    home.live(1_000, 24 * 3_600);
    expect(home.ladder.step).toBe('interrupted');
    expect(home.act('restart')).toBe('refused acknowledge-first');
    expect(home.act('acknowledge')).toBe('done');
    expect(home.said).toBe('waiting - -');
    home.live(1_000, 24 * 3_600);
    expect([home.ladder.step, home.kept]).toEqual(['waiting', [0]]);
    expect(home.act('restart')).toBe('later, done');
    expect(home.ladder.step).toBe('restoring');
  });

  it('gives the supply back over two minutes, then all of it', () => {
    const home = homeAt('restoring');
    expect(home.kept).toEqual([0]);
    home.live(1_000, 30);
    expect(home.kept).toEqual([1_663]);
    home.live(1_000, 60);
    expect(home.kept).toEqual([4_988]);
    home.live(1_000, 30);
    expect([home.said, home.kept]).toEqual(['below - -', []]);
  });

  it('is stored first: with storage down nothing comes back, and the person is told', () => {
    const home = homeAt('waiting');
    home.read(1_000);
    home.storage = 'down';
    expect(home.act('restart')).toBe('later, refused storage-down');
    expect([home.ladder.step, home.kept]).toEqual(['waiting', [0]]);
  });

  it('waits for the store, and cannot be asked for twice', () => {
    const home = homeAt('waiting');
    home.read(1_000);
    home.storage = 'slow';
    expect(home.act('restart')).toBe('later');
    expect(home.act('restart')).toBe('refused busy');
    expect(home.ladder.step).toBe('waiting');
    home.settle(true);
    expect(home.ladder.step).toBe('restoring');
    expect(home.answers.map(({ outcome }) => outcome)).toEqual(['done', 'later', 'refused', 'done']);
  });

  it('is refused while the power is still too much, or not known', () => {
    const home = homeAt('waiting');
    expect(home.act('restart')).toBe('refused still-over');
    home.silent(16);
    expect(home.act('restart')).toBe('refused power-unknown');
  });

  it('is possible behind a relay that took the meter’s supply too', () => {
    const home = homeAt('waiting', [{ ...SEVEN, interrupts: 'main-relay' }]);
    home.silent(60);
    expect(home.act('restart')).toBe('later, done');
  });

  it('is refused where nothing was interrupted, and for a ladder that is not there', () => {
    const home = homeAt('warned');
    expect(home.act('restart')).toBe('refused not-interrupted');
    expect(home.act('restart', 'another')).toBe('refused unknown-ladder');
    expect(home.act('acknowledge', 'another')).toBe('refused unknown-ladder');
  });

  it('leaves acts that are not for a ladder to others', () => {
    expect(new Home().hear({ kind: 'householder', id: 'x', act: { kind: 'skip-delay' } })).toEqual([]);
  });
});

describe('repeated trips', () => {
  /** Trips, and is restarted as soon as it may be. */
  function trip(home: Home): number {
    const from = home.at;
    home.read(8_000);
    while (home.ladder.step !== 'interrupted') home.live(8_000, 1);
    const took = home.at - from;
    home.act('acknowledge');
    home.read(1_000);
    return took;
  }

  it('halve the grace, and from the third within a day a restart waits 15 minutes', () => {
    const home = new Home();
    expect(trip(home)).toBe(100);
    expect(home.act('restart')).toBe('later, done');
    expect(trip(home)).toBe(70);
    expect(home.act('restart')).toBe('later, done');
    expect(trip(home)).toBe(55);
    expect(home.ladder.trips).toBe(3);
    expect(home.act('restart')).toBe('refused locked-out');
    expect((home.ladder.restartsFrom ?? 0) - home.now.wall).toBe(900_000);
    home.live(1_000, 899);
    expect(home.act('restart')).toBe('refused locked-out');
    home.live(1_000, 1);
    expect(home.act('restart')).toBe('later, done');
    expect(trip(home)).toBe(50);
  });

  it('are forgotten after a day', () => {
    const home = new Home();
    trip(home);
    home.act('restart');
    home.live(1_000, 24 * 3_600);
    expect(home.ladder.trips).toBe(0);
    expect(trip(home)).toBe(100);
  });
});

describe('what is not known', () => {
  it('is never below: a warning stays through silence, and sheds at its time', () => {
    const home = homeAt('warned');
    home.silent(59);
    expect(home.ladder.step).toBe('warned');
    home.silent(1);
    expect([home.ladder.step, home.ladder.power]).toEqual(['shedding', null]);
  });

  it('counts for nothing towards the end of a warning: that takes ten seconds seen below', () => {
    const home = homeAt('warned');
    home.silent(40);
    home.live(1_000, 10);
    expect(home.ladder.step).toBe('warned');
    home.live(1_000, 1);
    expect(home.ladder.step).toBe('below');
  });

  it('interrupts nobody: that takes a power seen to be too much', () => {
    const home = homeAt('shedding');
    home.silent(3_600);
    expect(home.said).toBe('shedding - - !');
    home.live(8_000, 30);
    expect(home.ladder.step).toBe('interrupted');
  });

  it('gives nothing back: restoring stands still until the power is seen again', () => {
    const home = homeAt('restoring');
    home.live(1_000, 60);
    expect(home.kept).toEqual([3_325]);
    home.silent(15);
    const seen = home.kept;
    home.silent(3_600);
    expect([home.ladder.step, home.kept]).toEqual(['restoring', seen]);
    home.live(1_000, 60);
    expect(home.ladder.step).toBe('below');
  });

  it('warns nobody', () => {
    const home = new Home();
    home.read(8_000);
    home.silent(3_600);
    home.read(null);
    home.silent(3_600);
    expect(home.records.map(({ entry }) => entry.what === 'step' && entry.to)).toEqual(['warned', 'shedding']);
  });

  it('a reading without power is no power of 0 W', () => {
    const home = homeAt('warned');
    for (let n = 0; n < 40; n++) {
      home.at += 1;
      home.read(null);
    }
    expect(home.ladder.step).toBe('warned');
  });
});

describe('a meter of 10 s', () => {
  it('warns at its second reading over the threshold, and keeps the same times', () => {
    const home = new Home([SEVEN], 10);
    home.read(8_000);
    home.live(8_000, 10);
    expect(home.said).toBe('warned 60 90 !');
    home.live(8_000, 90);
    expect(home.ladder.step).toBe('interrupted');
  });

  it('does not warn of a motor that starts between two readings', () => {
    const home = new Home([SEVEN], 10);
    home.read(9_000);
    home.at += 10;
    home.read(2_000);
    home.live(2_000, 60);
    expect(home.records).toEqual([]);
  });
});

describe('a noisy meter around the threshold', () => {
  /** Whole watts around a middle; the same for the same second. */
  const noise = (at: number, width: number): number => (((at * 7_919 + 104_729) * 2_654_435_761) % (2 * width)) - width;

  it('does not flap: in an hour of ±300 W around 7 kW it is warned once and never taken back', () => {
    const home = new Home([{ ...SEVEN, shedFor: ms(3_600_000) }]);
    for (let n = 0; n < 3_600; n++) home.live(7_000 + noise(n, 300), 1);
    expect(home.records.map(({ entry }) => entry.what === 'step' && entry.to)).toEqual(['warned', 'shedding']);
  });

  it('says nothing of a home that stays below with its noise', () => {
    const home = new Home();
    for (let n = 0; n < 3_600; n++) home.live(6_600 + noise(n, 300), 1);
    expect(home.records).toEqual([]);
  });
});

describe('a threshold on an average', () => {
  const QUARTER = { ...SEVEN, id: 'quarter', watts: watts(4_000), window: ms(900_000) };

  it('lets a peak pass that the average bears, and warns when the average does not', () => {
    const home = new Home([QUARTER]);
    home.live(2_000, 900);
    home.live(8_000, 240);
    expect(home.records).toEqual([]);
    // 2 kW x 600 s + 8 kW x 300 s = 4 kW on average over 900 s.
    home.live(8_000, 120);
    expect(home.ladder.step).toBe('warned');
  });

  it('knows nothing before it has seen half of the time', () => {
    const home = new Home([QUARTER]);
    home.live(8_000, 449);
    expect([home.ladder.step, home.ladder.power]).toEqual(['below', null]);
    home.live(8_000, 12);
    expect(home.ladder.step).toBe('warned');
  });

  it('interrupts nobody whose power already brings the average down', () => {
    const home = new Home([QUARTER]);
    home.live(8_000, 550);
    expect([home.ladder.step, home.kept]).toEqual(['shedding', [3_600]]);
    home.live(3_600, 850);
    expect(home.said).toBe('shedding - - !');
    home.live(3_600, 100);
    expect(home.ladder.step).toBe('below');
  });
});
