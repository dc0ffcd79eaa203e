import { at } from '#domain/plan/at.ts';
import type { Scene } from '#domain/plan/scene.ts';
import type { Built } from './model/build.ts';
import { hoursOf, partPower, type Part, type Switched } from './model/part.ts';
import { contentOf, type Content } from './content.ts';
import type { Hold } from './solver/solver.ts';

/** kWh of content that rounding may be behind and ahead of the solution at a stretch's end, so that what comes later can still make up for it. */
interface Leeway {
  readonly behind: number;
  readonly ahead: number;
}

/** What a way would come to. */
interface Tried {
  readonly way: number;
  /** kWh at the grid. */
  readonly energy: number;
  /** kWh of content. */
  readonly gain: number;
}

/** What a kWh outside of the content's bounds counts for beside one at the grid. */
const OUTSIDE_TIMES = 100;
/** kWh that an energy may be further off for staying as it is. */
const STAYING = 0.05;

/** One device while its stretches are rounded, in order of time. */
class Rounding {
  readonly holds: Hold[] = [];
  private readonly scene: Scene;
  private readonly part: Part;
  private readonly values: Float64Array;
  private readonly content: Content | undefined;
  private readonly leeways: readonly Leeway[];
  /** kWh at the grid that rounding has left out so far, and of content that it has put in besides. */
  private owed = 0;
  private gained = 0;
  private last = 0;

  constructor(scene: Scene, part: Part, values: Float64Array, content: Content | undefined) {
    this.scene = scene;
    this.part = part;
    this.values = values;
    this.content = content;
    this.leeways = content ? this.leewaysOf(part.switched ?? [], content) : [];
  }

  /** Takes for each stretch the way that comes nearest to what was solved and is owed, as far as the content allows. */
  round(): void {
    this.part.switched?.forEach((switched, index) => this.stretch(switched, this.leeways[index]));
  }

  private stretch(switched: Switched, leeway: Leeway | undefined): void {
    const wanted = this.energyIn(switched) + this.owed;
    const solved = this.gainIn(switched);
    const badness = ({ way, energy, gain }: Tried): number => {
      const gained = this.gained + gain - solved;
      const out = leeway ? Math.max(0, -gained - leeway.behind, gained - leeway.ahead) : 0;
      return Math.abs(wanted - energy) + out * OUTSIDE_TIMES + (way === this.last ? 0 : STAYING);
    };
    const best = this.waysOf(switched, wanted).reduce((least, tried) => (badness(tried) < badness(least) ? tried : least));
    this.owed = wanted - best.energy;
    this.gained += best.gain - solved;
    this.last = best.way;
    switched.slots.forEach((slot, index) => {
      this.holds.push(...at(at(switched.ways, index), best.way).holds);
      if (this.content) this.content.beside[slot] = at(this.content.beside, slot) + this.gained;
    });
  }

  /** kWh at the grid in a slot of the solution. */
  private energy(slot: number): number {
    return (partPower(this.part, this.values, slot) / 1_000) * hoursOf(this.scene, slot);
  }

  private energyIn({ slots }: Switched): number {
    return slots.reduce((sum, slot) => sum + this.energy(slot), 0);
  }

  /** kWh of content that a stretch of the solution gains, at what the way next to its power gains. */
  private gainIn({ slots, ways }: Switched): number {
    return slots.reduce((sum, slot, index) => {
      const energy = this.energy(slot);
      const way = at(ways, index).find(({ least, most, gain }) => gain !== 0 && (energy >= 0 ? most > 0 : least < 0));
      return sum + energy * (way?.gain ?? 0);
    }, 0);
  }

  /** What each way comes to in a stretch at the power that is nearest to an energy, in kWh. */
  private waysOf({ slots, ways }: Switched, wanted: number): readonly Tried[] {
    const hours = slots.map((slot) => hoursOf(this.scene, slot));
    const mean = (wanted / hours.reduce((sum, one) => sum + one, 0)) * 1_000;
    return at(ways, 0).map((_, way) => {
      let [energy, gain] = [0, 0];
      hours.forEach((length, index) => {
        const { least, most, gain: per } = at(at(ways, index), way);
        const own = (Math.min(Math.max(mean, least), most) / 1_000) * length;
        energy += own;
        gain += own * per;
      });
      return { way, energy, gain };
    });
  }

  /** From the last stretch to the first: what the content leaves there, or what the next leaves and can make up for. */
  private leewaysOf(stretches: readonly Switched[], { solved, beside, floor, ceiling }: Content): readonly Leeway[] {
    let next: Leeway = { behind: Infinity, ahead: Infinity };
    return stretches
      .toReversed()
      .map((switched) => {
        const levels = switched.slots.map((slot) => ({ level: at(solved, slot) + at(beside, slot), floor: at(floor, slot) }));
        const own = this.gainIn(switched);
        const most = Math.max(...this.waysOf(switched, Infinity).map(({ gain }) => gain));
        const least = Math.min(...this.waysOf(switched, -Infinity).map(({ gain }) => gain));
        const here: Leeway = {
          behind: Math.max(0, Math.min(next.behind, ...levels.map(({ level, floor }) => level - floor))),
          ahead: Math.max(0, Math.min(next.ahead, ...levels.map(({ level }) => ceiling - level))),
        };
        next = { behind: here.behind + Math.max(0, most - own), ahead: here.ahead + Math.max(0, own - least) };
        return here;
      })
      .toReversed();
  }
}

/**
 * Makes of a solution in which devices may run for part of a slot, or at a power they have not, one of ways that they have,
 * slot by slot: what one slot leaves out comes with the next, as the stores that it goes into bear it. What is held then is
 * left for the model to solve around.
 */
export function roundWays(scene: Scene, built: Built, values: Float64Array): readonly Hold[] {
  const contents = new Map<number, Content | undefined>();
  const contentFor = (device: number): Content | undefined => {
    if (!contents.has(device)) contents.set(device, contentOf(scene, built.parts, values, device));
    return contents.get(device);
  };
  return built.parts.flatMap((part) => {
    if (!part.switched) return [];
    const { feeds } = at(scene.problem.devices, part.device);
    const target = feeds === undefined ? part.device : scene.problem.devices.findIndex(({ id }) => id === feeds);
    const rounding = new Rounding(scene, part, values, contentFor(target));
    rounding.round();
    return rounding.holds;
  });
}
