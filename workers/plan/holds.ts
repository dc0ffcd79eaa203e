import { at } from '#domain/plan/at.ts';
import { durationOf } from '#domain/plan/profile.ts';
import type { Scene } from '#domain/plan/scene.ts';
import { MWH_PER_KWH } from '#domain/units/energy.ts';
import type { Built } from './model/build.ts';
import type { Part } from './model/part.ts';
import { contentOf } from './content.ts';
import { roundWays } from './round.ts';
import { runsOf, swingsOf } from './swing.ts';
import { held, type Choice, type Hold } from './solver/solver.ts';

/** ms UTC at which a device that others wait for is done, by its id. */
type Done = Map<string, number>;

/** The start that a solution has most of, of those that its appliance need not wait for; the first of equals. */
function mostOf({ problem }: Scene, part: Part, values: Float64Array, done: Done): number | undefined {
  const { after } = at(problem.devices, part.device);
  const open = part.starts.filter(({ start }) => start >= (done.get(after ?? '') ?? -Infinity));
  const [first] = open;
  // Where nothing is begun the wish is missed for something that matters more.
  if (part.starts.reduce((sum, { column }) => sum + at(values, column), 0) < 0.5) return undefined;
  return first && open.reduce((best, one) => (at(values, one.column) > at(values, best.column) + 1e-9 ? one : best), first).column;
}

/** Every appliance held to one start, what is waited for before what waits. */
function startChoices(scene: Scene, { parts }: Built, values: Float64Array): readonly Choice[] {
  const done: Done = new Map();
  const choices: Choice[] = [];
  const waits = ({ device }: Part): boolean => at(scene.problem.devices, device).after !== undefined;
  for (const waiting of [false, true]) {
    for (const part of parts) {
      if (part.starts.length === 0 || waits(part) !== waiting) continue;
      const chosen = mostOf(scene, part, values, done);
      const { id, primitive } = at(scene.problem.devices, part.device);
      for (const { column, start } of part.starts) {
        choices.push({ column, value: column === chosen ? 1 : 0 });
        if (column === chosen && primitive.kind === 'profile') done.set(id, start + durationOf(primitive));
      }
    }
  }
  return choices;
}

/** Share of its capacity that a store keeps above its floors where it evens out runs: what is converted to and fro is lost. */
const MARGIN = 0.01;

/** A little more than is asked of the stores that will have to even out runs, from when the solution holds it. */
function margins(scene: Scene, { parts }: Built, values: Float64Array, starts: ReadonlyMap<number, number>): readonly Hold[] {
  const runs = runsOf(scene, parts, (part) => part.starts.find(({ column }) => starts.get(column) === 1)?.start);
  if (swingsOf(scene, runs).every(({ up }) => up === 0)) return [];
  return parts.flatMap((part) => {
    const content = contentOf(scene, parts, values, part.device);
    const { primitive } = at(scene.problem.devices, part.device);
    if (!content || !part.level || part.switched || primitive.kind !== 'store' || primitive.maxDischarge === 0) return [];
    const spare = (primitive.capacity / MWH_PER_KWH) * MARGIN;
    const first = content.solved.findIndex((level, slot) => level >= at(content.floor, slot) + spare);
    return part.level.flatMap((column, slot) => (first < 0 || slot < first || at(content.floor, slot) === 0 ? [] : [{ column, lower: at(content.floor, slot) + spare, upper: content.ceiling }]));
  });
}

/** What a solution is held to so that devices can run it. */
export interface Held {
  /** Whole-number columns: where a search for whole numbers may begin. */
  readonly whole: readonly Choice[];
  /** Those, and every slot of what is not free in its power: nothing is left but powers that devices have. */
  readonly all: readonly Hold[];
}

/** Rounds a solution: starts to the likeliest, on and off to ways that devices have, other whole numbers to the nearest. */
export function holdsFor(scene: Scene, built: Built, values: Float64Array): Held {
  const ways = new Map(roundWays(scene, built, values).map((hold) => [hold.column, hold]));
  const starts = new Map(startChoices(scene, built, values).map((choice) => [choice.column, choice.value]));
  const isWhole = new Set(built.model.whole);
  const whole = Array.from(built.model.whole, (column): Choice => ({ column, value: starts.get(column) ?? ways.get(column)?.lower ?? Math.round(at(values, column)) }));
  return { whole, all: [...margins(scene, built, values, starts), ...whole.map(held), ...[...ways.values()].filter(({ column }) => !isWhole.has(column))] };
}
