import type { ContactLoss } from '#domain/limit/loss.ts';
import { watts } from '#domain/units/power.ts';
import type { Link } from '../link.ts';
import type { Portion } from '../owed.ts';
import type { Sender } from '../sender.ts';
import type { VirtualTime } from '../virtualTime.ts';

const KEY = { direction: 'import', scope: 'site' } as const;
const DIMMED_W = 4_000;
const LOW_W = 2_000;
export const CONTACT_FAILSAFE_W = 3_000;
export const CONTACT_AGE_MS = 20_000;
const DEBOUNCE_MS = 1_000;
const READ_MS = 1_000;
/** How long a reading of the module is waited for. */
const PATIENCE_MS = 3_000;

/** Two relays: the one dims, the other dims more. */
export const CONTACTS: ContactLoss = {
  kind: 'contact', open: 'none', maxAge: CONTACT_AGE_MS, debounce: DEBOUNCE_MS,
  rows: [
    { ...KEY, contact: 'W4', value: { kind: 'limit', w: watts(DIMMED_W) } },
    { ...KEY, contact: 'W3', value: { kind: 'limit', w: watts(LOW_W) } },
  ],
  failsafe: [{ ...KEY, w: watts(CONTACT_FAILSAFE_W) }],
};

const limitOf = (closed: readonly string[]): number => (closed.includes('W3') ? LOW_W : closed.includes('W4') ? DIMMED_W : Number.POSITIVE_INFINITY);

/** A reading of the contacts on its way to control; `age` ms. */
export interface ContactReading {
  readonly closed: readonly string[];
  readonly age: number;
  readonly portion: Portion;
}

export interface ContactHost {
  /** ms that the gateway was not asleep. */
  awake(): number;
  isListening(): boolean;
  /** @param isTrue what the contacts were; else what somebody makes of them. */
  read(reading: ContactReading, isTrue: boolean): void;
}

/** A control box with contacts, and the module on which the gateway reads them each second, one reading at a time. */
export class ContactBox implements Sender {
  private closed: readonly string[] = [];
  private asking = false;
  private run = 0;
  /** The module does not answer. */
  silent = false;
  readonly acknowledged = true;

  constructor(
    private readonly time: VirtualTime,
    private readonly to: Link,
    private readonly from: Link,
    private readonly host: ContactHost,
  ) {
    time.every(READ_MS, () => this.host.isListening() && this.ask());
  }

  say(value: number | null): void {
    this.closed = value === null ? [] : value < DIMMED_W ? ['W3'] : ['W4'];
  }

  answered(): void {
    // A reading is stored nowhere.
  }

  hungUp(): void {
    this.asking = false;
    this.run += 1;
  }

  reconnected(): void {
    this.ask();
  }

  restored(): void {
    // Relays are as they are.
  }

  settled(): void {
    // Relays are as they are.
  }

  /** Another module answers under the same address: contacts that nobody has wired here. */
  impersonated(): void {
    this.tell(['S1'], 0);
  }

  malformed(): void {
    for (const closed of [['W9'], ['W4', 'W9'], ['']]) this.tell(closed, 0);
  }

  /** What was read long ago: all open. */
  replayed(): void {
    this.tell([], 10 * CONTACT_AGE_MS);
  }

  /** A relay that chatters, ten thousand times, and ends as it was. */
  hostile(): void {
    const before = this.closed;
    for (let n = 0; n < 10_000; n++) this.time.in(n * 10, () => void (this.closed = n % 2 === 0 ? ['W3'] : []));
    this.time.in(100_000, () => void (this.closed = before));
  }

  private ask(): void {
    if (this.asking) return;
    this.asking = true;
    const { run } = this;
    let open = true;
    const done = (told: (() => void) | null): void => {
      if (!open || run !== this.run) return;
      open = false;
      this.asking = false;
      if (told) told();
    };
    const askedAt = this.host.awake();
    this.to.send(() => {
      const { closed } = this;
      if (!this.silent) this.from.send(() => done(() => this.tell(closed, this.host.awake() - askedAt, true)));
    });
    this.time.in(PATIENCE_MS, () => done(null));
  }

  /** @param age ms since it was so for sure. */
  private tell(closed: readonly string[], age: number, isTrue = false): void {
    this.host.read({ closed, age, portion: { line: 'import', w: limitOf(closed), from: this.host.awake() - age, until: Number.POSITIVE_INFINITY } }, isTrue);
  }
}
