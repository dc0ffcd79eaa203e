import type { Instant } from '#domain/time/instant.ts';
import { credentialOf, signalAnswerTopic } from '#wire/topics.ts';

export interface CarrierPorts {
  /** Hands a message to control. @param sender the credential by which it came. */
  readonly signed: (id: string, jws: string, sender: string) => void;
  readonly publish: (topic: string, payload: string) => void;
  readonly now: () => Instant | null;
}

interface Open {
  readonly credential: string;
  readonly jti: string | null;
  readonly seq: number | null;
  /** Real ms. */
  readonly since: number;
}

/** Messages of one sender that control has not answered: one more is a flood. */
const MOST_OPEN = 64;
/** Control answers within its storage's time or is gone, real ms. */
const GIVEN_UP_AFTER = 10_000;

/** What a message says of itself, unverified: only so that its sender finds the answer. */
function labelOf(jws: string): Pick<Open, 'jti' | 'seq'> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { jti, seq } = typeof claims === 'object' && claims !== null ? (claims as { readonly jti?: unknown; readonly seq?: unknown }) : {};
    return { jti: typeof jti === 'string' && jti.length <= 64 ? jti : null, seq: typeof seq === 'number' && Number.isSafeInteger(seq) ? seq : null };
  } catch {
    return { jti: null, seq: null };
  }
}

/** Carries signed messages from an operator's topic to control, and control's word back to the topic of its answers. */
export class SignalCarrier {
  private readonly open = new Map<string, Open>();
  private count = 0;

  /** @param run names this run of house: an answer to an earlier one is nobody's. */
  constructor(
    private readonly ports: CarrierPorts,
    private readonly run: string,
    private readonly mono: () => number = () => performance.now(),
  ) {}

  hear(topic: string, jws: string): void {
    const credential = credentialOf(topic);
    if (credential === undefined) return;
    const message: Open = { credential, ...labelOf(jws), since: this.mono() };
    this.forget();
    if (this.openOf(credential) >= MOST_OPEN) return this.say(message, 'refused', 'busy');
    this.count += 1;
    const id = `${this.run}/${this.count}`;
    this.open.set(id, message);
    this.ports.signed(id, jws, credential);
  }

  answered(id: string, outcome: 'done' | 'refused', reason: string | null): void {
    const message = this.open.get(id);
    if (message && this.open.delete(id)) this.say(message, outcome, reason);
  }

  private openOf(credential: string): number {
    return [...this.open.values()].filter((one) => one.credential === credential).length;
  }

  private forget(): void {
    for (const [id, { since }] of this.open) if (this.mono() - since > GIVEN_UP_AFTER) this.open.delete(id);
  }

  private say({ credential, jti, seq }: Open, outcome: 'done' | 'refused', reason: string | null): void {
    const now = this.ports.now();
    this.ports.publish(signalAnswerTopic(credential), JSON.stringify({ jti, seq, outcome, reason, at: now === null ? null : new Date(now).toISOString() }));
  }
}
