import { verifyJws, type JwsRefusal, type Verified } from './jws.ts';
import type { ContractKey } from './keys.ts';

/** Signatures of one sender looked at in a second, and at once: a flood is refused unread (reliability 2.6). */
const MOST_A_SECOND = 20;

/** What came to the door: verified, or why it was not let in. */
export type AtDoor = Verified | { readonly ok: false; readonly reason: JwsRefusal | 'busy' };

/** So many at once, and so many more each second. */
class Allowance {
  private left = MOST_A_SECOND;

  /** @param at real ms. */
  constructor(private at: number) {}

  take(now: number): boolean {
    this.left = Math.min(MOST_A_SECOND, this.left + ((now - this.at) * MOST_A_SECOND) / 1_000);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}

/**
 * The door of control for signed messages: at most so many signatures a second are worked out for each issuer, and for
 * all that come by no issuer's way. Who sends is what the broker's credential says, for a signature is not looked at yet
 * and a key's id can be written by anybody.
 */
export class SignedDoor {
  private readonly allowances: ReadonlyMap<string, Allowance>;
  private readonly others: Allowance;

  /** @param mono real ms, never backwards. */
  constructor(
    private readonly keys: ReadonlyMap<string, ContractKey>,
    private readonly mono: () => number = () => performance.now(),
  ) {
    this.allowances = new Map([...keys.values()].map(({ issuer }) => [issuer, new Allowance(mono())]));
    this.others = new Allowance(mono());
  }

  /** Whether this source's word is signed: said by anybody without its keys, it is nobody's (reliability R08). */
  signs(source: string): boolean {
    return this.allowances.has(source);
  }

  /** @param sender the credential by which it came. */
  verify(jws: string, sender: string): AtDoor {
    const allowance = this.allowances.get(sender) ?? this.others;
    return allowance.take(this.mono()) ? verifyJws(jws, this.keys) : { ok: false, reason: 'busy' };
  }
}
