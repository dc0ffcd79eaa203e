import { describe, expect, it } from 'vitest';
import type { ActsEvent } from '#domain/follow/event.ts';
import { controlMachines } from '#domain/home/control.ts';
import { hand, startDemo, stepDemo, type Demo, type DemoParts } from '#domain/home/demo.ts';
import { demoParts } from '#domain/home/demoParts.ts';
import type { LadderEntry } from '#domain/ladder/record.ts';
import { THRESHOLD_DEFAULTS, type Threshold } from '#domain/ladder/threshold.ts';
import type { HomeChoice } from '#domain/sim/spec.ts';
import { after, HOUR, instant, MINUTE, ms } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import type { HouseholderEvent } from '#domain/wish/householder.ts';

const START = instant(Date.parse('2026-03-20T18:00:00Z'));

/** The simulated home behind a threshold. */
function parts(threshold: Partial<Threshold>, without: HomeChoice['without'] = ['car']): DemoParts {
  const seed = 3;
  const floor = after(START, -HOUR);
  const guard = { shedOrder: ['battery', 'plug'], fuse: null, phases: {}, protect: {}, ramp: 100, releaseDelay: ms(MINUTE / 2), seed };
  const ladder = { thresholds: [{ ...THRESHOLD_DEFAULTS, id: 'supply', direction: 'import' as const, watts: watts(3_000), ...threshold }] };
  return { ...demoParts(seed, floor, { without }), control: controlMachines({ limit: { sources: [], fixed: [], floor }, ladder, follow: { neutral: {} }, guard }) };
}

/** A home that is lived in second by second, with its log and the steps it took. */
class Evening {
  demo: Demo;
  readonly steps: string[] = [];
  readonly grid: number[] = [];
  readonly replies: string[] = [];

  constructor(readonly parts: DemoParts) {
    this.demo = startDemo(parts, START).demo;
    this.live(60);
  }

  live(seconds: number): void {
    for (let n = 0; n < seconds; n++) {
      const { demo, outside } = stepDemo(this.parts, this.demo);
      if (outside.faults.length > 0) throw new Error('a machine failed', { cause: outside.faults });
      this.demo = demo;
      this.grid.push(demo.plant.grid);
      this.log(outside.effects);
    }
  }

  charge(power: number, seconds: number): void {
    const { at } = this.demo.plant;
    const acts = { kind: 'acts', revision: 1, acts: [{ device: 'battery', interval: { start: at, end: after(at, seconds * 1_000) }, policy: { kind: 'hold', power: watts(power) } }] } satisfies ActsEvent;
    this.demo = hand(this.parts, this.demo, 'control', acts).demo;
  }

  act(act: 'acknowledge' | 'restart'): void {
    const event = { kind: 'householder', id: `${act}-${this.demo.plant.at}`, act: { kind: 'ladder', ladder: 'supply', act } } satisfies HouseholderEvent;
    const { demo, outside } = hand(this.parts, this.demo, 'control', event);
    this.demo = demo;
    this.log(outside.effects);
    for (const effect of outside.effects) if (effect.kind === 'householder-answer' && 'outcome' in effect) this.replies.push(`${act} ${String(effect.outcome)}`);
  }

  get step(): string | undefined {
    return this.demo.control.facts.ladders?.[0]?.step;
  }

  private log(effects: readonly { readonly kind: string }[]): void {
    for (const effect of effects) {
      if (effect.kind !== 'store' || !('record' in effect)) continue;
      const { entry } = effect.record as { readonly entry?: LadderEntry };
      if (entry?.what === 'step') this.steps.push(entry.to);
    }
  }
}

describe('an evening at a threshold of 3 kW', () => {
  it('is warned when the battery charges, shed to the threshold after the time given, and never interrupted; then free again', () => {
    const evening = new Evening(parts({}));
    evening.charge(3_600, 900);
    evening.live(65);
    expect([evening.step, Math.max(...evening.grid) > 3_500]).toEqual(['warned', true]);
    evening.live(35);
    expect(evening.step).toBe('shedding');
    const from = evening.grid.length;
    evening.live(700);
    const held = evening.grid.slice(from);
    // The devices keep it, within what a load that comes by itself may do in a few seconds.
    expect(held.filter((w) => w > 3_000).length / held.length).toBeLessThan(0.02);
    expect(held.reduce((sum, w) => sum + w, 0) / held.length).toBeGreaterThan(2_000);
    expect(evening.step).toBe('shedding');
    evening.live(600);
    expect(evening.steps).toEqual(['warned', 'shedding', 'below']);
  });

  it('needs nobody where a person switches off in time', () => {
    const evening = new Evening(parts({}));
    evening.charge(3_600, 40);
    evening.live(300);
    expect(evening.steps).toEqual(['warned', 'below']);
  });

  it('is interrupted when nothing that can be shed is left, waits for a person for hours, and comes back over two minutes', () => {
    const evening = new Evening(parts({ watts: watts(1_500) }, ['car', 'battery', 'plug']));
    const until = (done: () => boolean): void => {
      for (let n = 0; n < 6 * 3_600 && !done(); n++) evening.live(1);
      expect(done()).toBe(true);
    };
    // The water heater takes 2 kW and listens to nobody.
    until(() => evening.step === 'interrupted');
    expect(evening.steps).toEqual(['warned', 'shedding', 'interrupted']);
    evening.act('restart');
    evening.live(3 * 3_600);
    expect(evening.step).toBe('interrupted');
    evening.act('acknowledge');
    until(() => (evening.grid.at(-1) ?? 0) < 1_000);
    evening.act('restart');
    expect(evening.replies).toEqual(['restart refused', 'acknowledge done', 'restart later', 'restart done']);
    expect(evening.step).toBe('restoring');
    evening.live(121);
    expect(evening.steps).toEqual(['warned', 'shedding', 'interrupted', 'waiting', 'restoring', 'below']);
  });
});
