import { chance } from '#domain/sim/chance.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** One clock for a whole world: what is due next happens next, in ms, and nothing else moves the time. */
export class VirtualTime {
  private readonly heap: Due[] = [];
  private scheduled = 0;
  private drawn = 0;
  at = 0;

  constructor(private readonly seed: number) {}

  /** A number in [0, 1); the n-th of a seed is always the same. */
  chance(): number {
    return chance(this.seed, 1, this.drawn++);
  }

  in(ms: number, run: () => void): void {
    this.push({ at: this.at + Math.max(0, ms), order: this.scheduled++, run });
  }

  every(ms: number, run: () => void): void {
    this.in(ms, () => {
      run();
      this.every(ms, run);
    });
  }

  runUntil(end: number): void {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.pop();
      this.at = next.at;
      next.run();
    }
    this.at = Math.max(this.at, end);
  }

  private push(due: Due): void {
    const { heap } = this;
    let place = heap.push(due) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (!parent || isBefore(parent, due)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = due;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const child = left && right && isBefore(right, left) ? 2 * place + 2 : 2 * place + 1;
      const below = heap[child];
      if (!below || isBefore(last, below)) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = last;
  }
}
