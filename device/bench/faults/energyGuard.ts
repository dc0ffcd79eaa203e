import type { Link } from './link.ts';
import type { VirtualTime } from './virtualTime.ts';

export const BEAT_MS = 60_000;
const RETRY_MS = 10_000;
const LOOK_MS = 5_000;

/** What the energy guard sends; `w` null = the limit is deactivated. */
export type Word = { readonly kind: 'beat'; readonly peer: string } | { readonly kind: 'limit'; readonly id: string; readonly sequence: number; readonly w: number | null };

/** The grid operator's side of LPC: heartbeats, one word until it is answered, and all of it again after a reconnection (LPC-913). */
export class EnergyGuard {
  private sequence = 0;
  private connected = false;
  private wanted: number | null = null;
  /** Nothing is sent while silent; the connection itself may stand. */
  silent = false;
  acknowledged = true;

  constructor(
    private readonly time: VirtualTime,
    private readonly link: Link,
    private readonly deliver: (word: Word) => void,
  ) {
    time.every(BEAT_MS, () => this.beat());
    time.every(LOOK_MS, () => this.look());
    time.every(RETRY_MS, () => !this.acknowledged && this.connected && this.again());
  }

  say(w: number | null): void {
    this.wanted = w;
    this.acknowledged = false;
    this.beat();
    this.again();
  }

  /** The other side has hung up. */
  hungUp(): void {
    this.connected = false;
  }

  answered(id: string, done: boolean): void {
    if (done && id === `eg${this.sequence}`) this.acknowledged = true;
  }

  beat(peer = 'box'): void {
    this.send({ kind: 'beat', peer });
  }

  get lastSequence(): number {
    return this.sequence;
  }

  nextSequence(): number {
    return (this.sequence += 1);
  }

  private look(): void {
    const isUp = this.link.state === 'up';
    const isBack = isUp && !this.connected;
    this.connected = isUp;
    if (!isBack) return;
    this.beat();
    this.again();
  }

  private again(): void {
    this.acknowledged = false;
    const sequence = this.nextSequence();
    this.send({ kind: 'limit', id: `eg${sequence}`, sequence, w: this.wanted });
  }

  private send(word: Word): void {
    if (!this.silent) this.link.send(() => this.deliver(word));
  }
}
