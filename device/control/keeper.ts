import type { StateFile } from './stateFile.ts';

/** A state that is only newer, not tighter, waits this long for others before it is written, real ms. */
const UNHURRIED_MS = 60_000;

/**
 * Keeps control's state on the disk: at once where something was tightened or somebody waits for it, else at most
 * once a minute. One write at a time, always of the newest state. A disk that fails never stops control.
 */
export class Keeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<boolean> | null = null;
  private following: Promise<boolean> | null = null;
  private closed = false;
  failure: string | null = null;

  constructor(
    private readonly file: Pick<StateFile, 'write' | 'close'>,
    private readonly snapshot: () => unknown,
    private readonly onFailure: (reason: string) => void,
  ) {}

  /** Something changed that may be up to a minute old on the disk. */
  soon(): void {
    if (!this.closed) this.timer ??= setTimeout(() => void this.now(), UNHURRIED_MS);
  }

  /** Resolves true when a state at least as new as the present one is on the disk, false when it cannot be, or after `close`. */
  now(): Promise<boolean> {
    return this.closed ? Promise.resolve(false) : this.newest();
  }

  /** As `now`, and in both slots where the disk takes it: what was acknowledged is not lost with one of them. */
  async both(): Promise<boolean> {
    const kept = await this.now();
    if (kept) await this.now();
    return kept;
  }

  /** Writes the last state. What is asked for from here on comes too late and is kept by nobody. */
  async close(): Promise<void> {
    const last = this.newest();
    this.closed = true;
    await last;
    clearTimeout(this.timer);
    await this.file.close();
  }

  private newest(): Promise<boolean> {
    if (!this.running) return (this.running = this.write().finally(() => (this.running = null)));
    // A write under way may hold an older state: everybody who comes now shares the one after it.
    return (this.following ??= this.running.then(() => {
      this.following = null;
      return this.newest();
    }));
  }

  private async write(): Promise<boolean> {
    clearTimeout(this.timer);
    this.timer = undefined;
    try {
      await this.file.write(this.snapshot());
      this.failure = null;
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (this.failure === null) this.onFailure(reason);
      this.failure = reason;
      return false;
    }
  }
}
