import type { Instant, Milliseconds } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';

/**
 * The home's time in house, carried on between control's words. Its boot is that of control and of this run of house:
 * a restart of house alone is a new boot for house's machines and for whoever follows its messages.
 */
export class HomeTime {
  #heard: { readonly now: Now; readonly speed: number; readonly real: number } | undefined;

  /** @param run names this run of house; @param real monotonic real ms. */
  constructor(
    private readonly run: string,
    private readonly real: () => number = () => performance.now(),
  ) {}

  hear(now: Now, speed: number): void {
    this.#heard = { now, speed, real: this.real() };
  }

  get speed(): number {
    return this.#heard?.speed ?? 1;
  }

  /** The moment control said last, as house's machines see it; undefined before its first word. */
  get lastHeard(): Now | undefined {
    return this.#heard && this.#inRun(this.#heard.now, 0);
  }

  /** Now; undefined before control's first word. */
  now(): Now | undefined {
    if (!this.#heard) return undefined;
    const { now, speed, real } = this.#heard;
    return this.#inRun(now, Math.round((this.real() - real) * speed));
  }

  #inRun(now: Now, later: number): Now {
    return { wall: (now.wall + later) as Instant, mono: (now.mono + later) as Milliseconds, boot: `${now.boot}.${this.run}`, trust: now.trust };
  }
}
