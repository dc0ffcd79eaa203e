import { describe, expect, it } from 'vitest';
import type { HouseholderAct } from '#domain/wish/householder.ts';
import { CAR, CONFIG, ControlledHome, device, w } from '../../scenario/control/controlledHome.ts';

const said = (watts: number | null): HouseholderAct => ({ kind: 'generation', watts });

/** A home of 2 kW whose meter is turned round. */
function turned(generation: number | null = null): ControlledHome {
  const home = new ControlledHome(() => 2_000, [device(CAR)], { ...CONFIG, guard: { ...CONFIG.guard, generation: generation === null ? null : w(generation) } });
  home.shows = (power) => -power;
  return home;
}

const answerTo = (home: ControlledHome, watts: number | null): unknown => {
  const before = home.told.length;
  home.send({ kind: 'householder', id: 'a', act: said(watts) });
  return home.told.slice(before);
};

describe('what a person says that the home generates', () => {
  it('is known from then on, and over a restart', () => {
    const home = turned();
    home.run(5);
    expect(home.facts.metering).toEqual({ generation: null, byFile: false, doubted: false });
    expect(answerTo(home, 0)).toMatchObject([{ kind: 'householder-answer', act: 'a', outcome: 'done', reason: null }]);
    expect(home.facts.metering).toMatchObject({ generation: 0 });
    home.restart('b2');
    home.run(8);
    expect(home.facts.metering).toMatchObject({ generation: 0 });
  });

  it('makes the feed-in of a turned meter worth nothing', () => {
    const home = turned();
    home.run(5);
    expect(home.facts.grid).not.toBeNull();
    answerTo(home, 0);
    home.restart('b2');
    home.run(25);
    expect(home.facts.grid).toBeNull();
  });

  it('stands back behind the home file, and says so', () => {
    const home = turned(3_000);
    expect(answerTo(home, 0)).toMatchObject([{ outcome: 'refused', reason: 'said-by-home-file' }]);
    expect(home.facts.metering).toEqual({ generation: 3_000, byFile: true, doubted: false });
  });
});

describe('a meter that goes against the devices', () => {
  it('is called doubted, until it follows them', () => {
    const home = turned();
    home.send({ kind: 'acts', revision: 1, acts: [] });
    home.limit(1, 9_000);
    for (const on of [true, false, true, false]) {
      home.send({ kind: 'householder', id: `o${home.second}`, act: { kind: 'override', device: 'car', want: on ? 'on' : 'off', until: (home.now.wall + 60_000) as typeof home.now.wall } });
      home.run(home.second + 60);
    }
    expect(home.facts.metering).toMatchObject({ doubted: true });
  });
});
