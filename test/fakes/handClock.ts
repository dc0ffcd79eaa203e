import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { Cancel, HomeClock } from '../../device/clock/clock.ts';

interface Task {
  readonly due: number;
  readonly run: () => void;
}

/** A home's clock that a test moves by hand; what falls due runs on the way, in order. */
export class HandClock implements HomeClock {
  readonly speed = 1;
  trust: Now['trust'] = 'synced';
  #mono = 0;
  #wall: number;
  #tasks: Task[] = [];

  constructor(wall: number) {
    this.#wall = wall;
  }

  now(): Now {
    return { wall: (this.#wall + this.#mono) as Instant, mono: this.#mono as Milliseconds, boot: 'hand', trust: this.trust };
  }

  at(due: number, run: () => void): Cancel {
    const task = { due, run };
    this.#tasks.push(task);
    return () => (this.#tasks = this.#tasks.filter((other) => other !== task));
  }

  after(delay: Milliseconds, run: () => void): Cancel {
    return this.at(this.#mono + delay, run);
  }

  every(period: Milliseconds, run: () => void): Cancel {
    let cancel: Cancel = () => undefined;
    const next = (): void => {
      cancel = this.after(period, () => {
        next();
        run();
      });
    };
    next();
    return () => cancel();
  }

  get waiting(): number {
    return this.#tasks.length;
  }

  /** Lets `ms` of home time pass. */
  pass(ms: number): void {
    const end = this.#mono + ms;
    for (let task = this.#earliest(end); task; task = this.#earliest(end)) {
      this.#tasks = this.#tasks.filter((other) => other !== task);
      this.#mono = Math.max(this.#mono, task.due);
      task.run();
    }
    this.#mono = end;
  }

  #earliest(end: number): Task | undefined {
    return this.#tasks.filter(({ due }) => due <= end).reduce<Task | undefined>((first, task) => (first && first.due <= task.due ? first : task), undefined);
  }
}
