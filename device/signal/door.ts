import { verifyJws, type JwsRefusal, type Verified } from './jws.ts';
import type { ContractKey } from './keys.ts';

/** Signatures looked at in a second, and at once: a flood is refused unread (reliability 2.6). */
const MOST_A_SECOND = 20;

/** What came to the door: verified, or why it was not let in. */
export type AtDoor = Verified | { readonly ok: false; readonly reason: JwsRefusal | 'busy' };

/** The door of control for signed messages: at most so many signatures a second are worked out. */
export class SignedDoor {
  private allowance = MOST_A_SECOND;
  private at: number;

  /** @param mono real ms, never backwards. */
  constructor(
    private readonly keys: ReadonlyMap<string, ContractKey>,
    private readonly mono: () => number = () => performance.now(),
  ) {
    this.at = mono();
  }

  verify(jws: string): AtDoor {
    const now = this.mono();
    this.allowance = Math.min(MOST_A_SECOND, this.allowance + ((now - this.at) * MOST_A_SECOND) / 1_000);
    this.at = now;
    if (this.allowance < 1) return { ok: false, reason: 'busy' };
    this.allowance -= 1;
    return verifyJws(jws, this.keys);
  }
}
