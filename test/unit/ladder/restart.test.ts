import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LadderMachineState } from '#domain/ladder/state.ts';
import { ms } from '#domain/time/instant.ts';
import { Home, SEVEN } from './at.ts';

/** The state file is at most this old when a step has not written it, s. */
const UNHURRIED = 60;

/** Too much until the supply is off, little behind it. */
function second(home: Home): void {
  home.live(home.ladder.step === 'interrupted' || home.ladder.step === 'waiting' ? 1_000 : 8_000, 1);
}

describe('a ladder over a restart of the gateway', () => {
  it.each([
    [5, 'below', 'below'],
    [40, 'warned', 'warned'],
    [90, 'shedding', 'shedding'],
    [105, 'interrupted', 'waiting'],
  ])('after %d s in %s it comes back %s', (seconds, before, after) => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, seconds);
    expect(home.ladder.step).toBe(before);
    home.restart(7);
    expect(home.ladder.step).toBe(after);
  });

  it('says after the restart when the supply was interrupted, and by what: that is read afterwards', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 105);
    home.restart(600);
    expect([home.ladder.step, home.ladder.acknowledged, home.now.wall - home.ladder.since]).toEqual(['waiting', false, 605_000]);
    expect(home.records.at(-1)?.journal).toMatchObject({ kind: 'ladder', entry: { to: 'interrupted', cause: 'over', power: 8_000, threshold: 7_000 } });
  });

  it('keeps what it held back before the meter has said anything', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 80);
    home.restart(3_600);
    expect([home.kept, home.ladder.power]).toEqual([[6_650], null]);
  });

  it('gives all of a warning’s time again that was not yet told to be over, and says the new moment', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 30);
    home.restart(600);
    home.read(8_000);
    expect(home.said).toBe('warned 40 70 !');
  });

  it('forgets no acknowledgement and no trip', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 100);
    home.act('acknowledge');
    home.restart(60);
    expect([home.ladder.step, home.ladder.acknowledged, home.ladder.trips]).toEqual(['waiting', true, 1]);
  });

  it('does not restore by itself what a person had asked for and the store had not yet', () => {
    const home = new Home();
    home.read(8_000);
    home.live(8_000, 100);
    home.act('acknowledge');
    home.read(1_000);
    home.storage = 'slow';
    home.act('restart');
    home.restart(10);
    home.live(1_000, 600);
    expect(home.ladder.step).toBe('waiting');
  });

  it('at 200 random instants, with a state up to a minute old: no warning is skipped, no grace and no lock-out is shortened', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: UNHURRIED })), { minLength: 1, maxLength: 4 }), (restarts) => {
        const home = new Home();
        home.read(8_000);
        const running: Record<string, number> = {};
        let seen = 0;
        for (const [after, away, age] of restarts) {
          const states: LadderMachineState[] = [];
          for (let n = 0; n < after; n++) {
            const { step } = home.ladder;
            second(home);
            running[step] = (running[step] ?? 0) + 1;
            states.push(home.state);
            for (const { entry } of home.records.slice(seen)) {
              // A step is on the disk before anything else happens: older states are no longer there.
              states.splice(0, states.length - 1);
              if (entry.what !== 'step') continue;
              if (entry.to === 'shedding') expect(running['warned']).toBeGreaterThanOrEqual(entry.trips === 0 ? 60 : 30);
              if (entry.to === 'interrupted') expect(running['shedding']).toBeGreaterThanOrEqual(30);
              running[entry.to] = 0;
            }
            seen = home.records.length;
          }
          const { step, trips } = home.ladder;
          home.restart(away, states[Math.max(0, states.length - 1 - age)]);
          expect([home.ladder.step, home.ladder.trips]).toEqual([step === 'interrupted' ? 'waiting' : step, trips]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('at 200 random instants of a lock-out: it is served in full', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 50_000 })), { maxLength: 3 }), (restarts) => {
        const home = new Home([{ ...SEVEN, repeat: { ...SEVEN.repeat, trips: 1, lockOut: ms(120_000) } }]);
        home.read(8_000);
        home.live(8_000, 70);
        while (home.ladder.step !== 'interrupted') home.live(8_000, 1);
        home.act('acknowledge');
        let served = 0;
        for (const [after, away] of restarts) {
          home.live(1_000, after);
          served += after;
          home.restart(away);
        }
        home.live(1_000, 119 - served);
        expect(home.act('restart')).toBe('refused locked-out');
        home.live(1_000, 1);
        expect(home.act('restart')).toBe('later, done');
      }),
      { numRuns: 200 },
    );
  });
});
