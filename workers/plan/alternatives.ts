import type { Act } from '#domain/plan/act.ts';
import { at } from '#domain/plan/at.ts';
import { courseOf } from '#domain/plan/course.ts';
import { runCost } from '#domain/plan/runMoney.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { Player } from '#domain/plan/simulate.ts';
import { slotSteps, type Steps } from '#domain/plan/steps.ts';
import { DAY, negligible } from '#domain/plan/tolerance.ts';
import type { Interval } from '#domain/time/instant.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '#domain/units/energy.ts';
import { charger } from './charges.ts';
import { moneyUnder } from './score.ts';

/** A plan as it was played: what is needed to hold another against it. */
interface Played {
  /** Micro as the bill has it. */
  readonly money: number;
  /** Per aim, the share that it lacks. */
  readonly lacks: readonly number[];
  /** mWh through the connection per slot, + = bought. */
  readonly flows: Float64Array;
}

/** What one act is worth within its plan. */
export interface Worth {
  /** Micro that the plan costs more without it. */
  readonly own: number;
  /** kWh that it takes from the grid while it lasts; below zero = it gives, or spares buying. */
  readonly taken: number;
  /** The kind of wish that is missed without it. */
  readonly serves: Scene['aims'][number]['kind'] | null;
}

/** Plans re-priced with something left out: quick, by slots. */
export class Alternatives {
  private readonly scene: Scene;
  private readonly steps: Steps;
  private readonly player: Player;
  private readonly charge: ReturnType<typeof charger>;
  private readonly acts: readonly Act[];
  private readonly whole: Played;

  constructor(scene: Scene, acts: readonly Act[]) {
    this.scene = scene;
    this.acts = acts;
    this.steps = slotSteps(scene.problem.slots);
    this.player = new Player(scene, this.steps);
    this.charge = charger(scene.problem, this.steps);
    this.whole = this.play(acts);
  }

  /** The plan without one of its acts; or with another in its place. */
  without(act: Act, instead: readonly Act[] = []): Worth {
    const other = this.play([...this.acts.filter((one) => one !== act), ...instead]);
    const index = other.lacks.findIndex((lack, aim) => !negligible(lack - at(this.whole.lacks, aim)) && lack > at(this.whole.lacks, aim));
    return { own: Math.round(other.money - this.whole.money), taken: this.takenIn(act.interval, other), serves: this.scene.aims[index]?.kind ?? null };
  }

  /** The highest mean of a slot in an interval, W bought: what a peak or a tier is reached by. */
  highestIn(interval: Interval): number {
    return Math.max(0, ...this.scene.problem.slots.map((slot, index) => (slot.start < interval.end && interval.start < slot.end ? (at(this.whole.flows, index) * WATT_MS_PER_MWH) / (slot.end - slot.start) : 0)));
  }

  private takenIn({ start, end }: Interval, other: Played): number {
    return this.scene.problem.slots.reduce((sum, slot, index) => (slot.start < end && start < slot.end ? sum + (at(this.whole.flows, index) - at(other.flows, index)) / MWH_PER_KWH : sum), 0);
  }

  private play(acts: readonly Act[]): Played {
    const { problem, aims } = this.scene;
    const simulated = this.player.play(courseOf(problem, acts, this.steps));
    const lacks = aims.map(({ device }, aim) => {
      const { primitive } = at(problem.devices, device);
      return at(simulated.deficit, aim) / (primitive.kind === 'store' ? primitive.capacity : DAY);
    });
    return {
      money: moneyUnder(problem, problem, simulated) + this.charge(simulated) + runCost(problem, simulated),
      lacks,
      flows: simulated.importWork.map((work, slot) => (work - at(simulated.exportWork, slot)) / WATT_MS_PER_MWH),
    };
  }
}
