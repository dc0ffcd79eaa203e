import { describe, expect, it } from 'vitest';
import type { Act } from '#domain/plan/act.ts';
import type { Instant } from '#domain/time/instant.ts';
import { ControlledHome, device, HEATER, START, w } from '../../scenario/control/controlledHome.ts';

const PUMP = { ...HEATER, id: 'pump', fallback: { kind: 'none' } } as const;

/** A pump that what it is told may wear out, whose plan has changed its mind each five seconds until the budget was spent; it runs now. */
class Spent extends ControlledHome {
  private revision = 0;

  constructor() {
    super(() => 300, [device(PUMP, { lag: { kind: 'dead', seconds: 1 } })]);
    for (let n = 0; this.second < 900; n++) this.plan(n % 2 === 0 ? 2_000 : 0).run(this.second + 5);
    this.plan(2_000);
    while (this.writes.at(-1)?.setpoint !== 2_000) this.run(this.second + 1);
    this.run(this.second + 2);
  }

  plan(power: number): this {
    const act: Act = { device: 'pump', interval: { start: START, end: (START + 90_000_000) as Instant }, policy: { kind: 'hold', power: w(power) } };
    this.send({ kind: 'acts', revision: ++this.revision, acts: [act] });
    return this;
  }

  /** Seconds until it is told to stop. */
  stopped(): number {
    const from = this.second;
    while (this.writes.at(-1)?.setpoint !== 0 && this.second < from + 120) this.run(this.second + 1);
    return this.second - from;
  }
}

describe('a tightening is never held back, though the write budget is spent', () => {
  it('a plan that wants less waits, or this would show nothing', () => expect(new Spent().plan(0).stopped()).toBeGreaterThan(10));

  it('C-02 a limit of 0 W that comes with a plan of 0 W', () => {
    const home = new Spent().plan(0);
    home.limit(1, 0);
    expect(home.stopped()).toBeLessThanOrEqual(1);
  });

  it('a limit on controllable devices, too', () => {
    const home = new Spent().plan(0);
    home.limit(1, 0, { scope: 'controllable' });
    expect(home.stopped()).toBeLessThanOrEqual(1);
  });

  it('a stop by hand', () => {
    const home = new Spent();
    home.send({ kind: 'householder', id: 'h', act: { kind: 'override', device: 'pump', want: 'off', until: (home.now.wall + 3_600_000) as Instant } });
    expect(home.stopped()).toBeLessThanOrEqual(1);
  });
});
