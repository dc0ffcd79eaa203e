import { describe, expect, it } from 'vitest';
import type { ActsEvent } from '#domain/follow/event.ts';
import { THRESHOLD_DEFAULTS, type Threshold } from '#domain/ladder/threshold.ts';
import { after, HOUR } from '#domain/time/instant.ts';
import { CAR, CONFIG, ControlledHome, device, START, w } from './controlledHome.ts';

const threshold = (power: number): Threshold => ({ ...THRESHOLD_DEFAULTS, id: 'import', direction: 'import', watts: w(power) });
const charging = (power: number): ActsEvent => ({ kind: 'acts', revision: 1, acts: [{ device: 'car', interval: { start: START, end: after(START, 12 * HOUR) }, policy: { kind: 'hold', power: w(power) } }] });

/** A car behind a threshold in W, beside a base load; the steps of the ladder are written down. */
class Threatened extends ControlledHome {
  readonly steps: string[] = [];

  constructor(base: (second: number) => number, limit: number, wanted: number, generation: number | null = null) {
    super(base, [device(CAR)], { ...CONFIG, ladder: { thresholds: [threshold(limit)] }, guard: { ...CONFIG.guard, ...(generation === null ? {} : { generation: w(generation) }) } });
    this.send(charging(wanted));
  }

  live(until: number): this {
    while (this.second < until) {
      this.run(this.second + 1);
      const step = this.facts.ladders?.[0]?.step ?? 'none';
      if (this.steps.at(-1) !== step) this.steps.push(step);
    }
    return this;
  }

  get cap(): readonly number[] {
    return (this.facts.ladderLimits ?? []).map((one) => Math.round(one.w));
  }

  person(act: 'acknowledge' | 'restart'): void {
    this.send({ kind: 'householder', id: `${act}-${this.second}`, act: { kind: 'ladder', ladder: 'import', act } });
  }
}

describe('a meter that hangs above the threshold (F35, E11)', () => {
  /** For four seconds a kettle is on; in the third the meter stops at what it shows. */
  function hanging(period: number): Threatened {
    const home = new Threatened((second) => (second >= 100 && second < 104 ? 4_500 : 500), 7_000, 3_000, 0);
    home.meterPeriod = period;
    let stuck: number | null = null;
    home.shows = (power, second) => (stuck ??= second >= 102 ? Math.round(power > 7_000 ? power : 7_500) : null) ?? power;
    return home;
  }

  it.each([1, 10])('read every %d s, it warns and sheds and never interrupts: only a power that is believed does', (period) => {
    const home = hanging(period).live(900);
    expect(home.steps).toEqual(['none', 'below', 'warned', 'shedding'].slice(home.steps[0] === 'none' ? 0 : 1));
    expect(home.facts.ladders?.[0]).toMatchObject({ power: null, interruptsAt: null });
  });

  it('gives nothing back while it hangs', () => {
    const home = hanging(1).live(900);
    expect(home.cap).toEqual([6_650]);
    expect(home.at('car').power).toBeLessThan(10);
  });

  it('does not shed what was not warned of where the guard never believed what it shows', () => {
    const home = new Threatened(() => 500, 7_000, 3_000, 0).live(60);
    // Ten times what any fuse of the home lets pass, with its sign turned round.
    home.shows = () => -75_000;
    home.live(400);
    expect(home.steps.at(-1)).toBe('below');
    expect(home.facts.ladders?.[0]?.power).toBeNull();
  });
});

describe('too much again while the supply is being restored', () => {
  it('warns, and what was not given back yet stays held back until it is restored', () => {
    const home = new Threatened((second) => (second < 150 ? 5_600 : second < 260 ? 3_000 : second < 290 ? 5_200 : 1_000), 5_000, 7_000);
    home.live(200).person('acknowledge');
    home.live(240).person('restart');
    home.live(262);
    expect(home.facts.ladders?.[0]?.step).toBe('restoring');
    const before = home.cap[0] ?? Number.NaN;
    home.live(275);
    expect([home.facts.ladders?.[0]?.step, (home.cap[0] ?? 0) - before < 200]).toEqual(['warned', true]);
    home.live(289);
    expect([home.at('car').power < 10, home.cap.length]).toEqual([true, 1]);
    // Below again, it goes on from where it stood: no jump, and no second trip.
    home.live(302);
    expect([home.facts.ladders?.[0]?.step, (home.cap[0] ?? Number.NaN) < before + 500]).toEqual(['restoring', true]);
    home.live(600);
    const from = home.steps.indexOf('restoring');
    expect(home.steps.slice(from, from + 4)).toEqual(['restoring', 'warned', 'restoring', 'below']);
  });
});
