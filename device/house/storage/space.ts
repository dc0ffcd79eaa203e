import { appendFileSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFull } from './database.ts';

/** `low` above 90 % of the disk; `full` = telemetry waits for room, the journal goes on in what the ballast held. */
export type SpaceState = 'ok' | 'low' | 'full';

/** Bytes set by, given up for the journal when the disk is full. */
const BALLAST = 64 * 2 ** 20;
const ALARM = 0.9;
/** Telemetry leaves this share of the ballast free beside it. */
const MARGIN = 0.25;
/** Laid down piece by piece: 64 MB at once would hold up a store on a slow card. */
const PIECE = 2 ** 20;

/** Room on the disk: telemetry stops first, the journal last, and both go on by themselves when there is room again. */
export class Space {
  readonly #file: string;

  /** @param folder absolute state folder. @param ballast bytes. */
  constructor(
    private readonly folder: string,
    private readonly ballast = BALLAST,
  ) {
    this.#file = join(folder, 'ballast');
  }

  get state(): SpaceState {
    if (this.#room < (1 + MARGIN) * this.ballast) return 'full';
    const { blocks, bavail, bfree } = statfsSync(this.folder);
    // As `df` counts: what only root may use is no part of the disk.
    return (blocks - bfree) / (blocks - bfree + bavail) >= ALARM ? 'low' : 'ok';
  }

  /** Lays down one more piece of the ballast, where it is not whole and there is room for all of it. */
  hold(): void {
    const missing = this.ballast - this.#held;
    if (missing <= 0 || this.#room < (1 + MARGIN) * this.ballast) return;
    try {
      // Written, not only made long: a file of holes keeps no room.
      appendFileSync(this.#file, Buffer.alloc(Math.min(missing, PIECE)), { mode: 0o600 });
    } catch (error) {
      if (!isFull(error)) throw error;
      rmSync(this.#file, { force: true });
    }
  }

  /** Does what must be done even on a full disk: once more in the ballast's room. @throws what the work throws. */
  insist<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!isFull(error) || this.#held === 0) throw error;
      rmSync(this.#file, { force: true });
      return work();
    }
  }

  get #held(): number {
    return statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What is free, and what the ballast holds of it. */
  get #room(): number {
    const { bsize, bavail } = statfsSync(this.folder);
    return bavail * bsize + this.#held;
  }
}
