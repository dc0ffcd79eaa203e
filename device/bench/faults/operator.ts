import { Abuse } from './abuse.ts';
import type { Link } from './link.ts';
import type { Sender, Utterance, Voice } from './sender.ts';
import type { VirtualTime } from './virtualTime.ts';

export const BEAT_MS = 60_000;
const RETRY_MS = 10_000;
const LOOK_MS = 5_000;
/** How long an operator holds what a returning supply could start all at once. */
const HOLDS_MS = 120_000;

type Topic = 'limit' | 'hold';

/** An operator on its connection: beats, one word until it is answered, and all of it again after a reconnection (LPC-913). */
export class Operator implements Sender {
  private sequence = 0;
  /** The last number that counts at the gateway. */
  private counted = 0;
  private connected = false;
  private wanted: number | null = null;
  private holds = false;
  private readonly open = new Map<Topic, string>();
  private readonly abuse: Abuse;
  silent = false;

  constructor(
    private readonly time: VirtualTime,
    private readonly link: Link,
    private readonly voice: Voice,
    private readonly deliver: (utterance: Utterance) => void,
  ) {
    time.every(BEAT_MS, () => this.beat());
    time.every(LOOK_MS, () => this.look());
    time.every(RETRY_MS, () => this.connected && [...this.open.keys()].forEach((topic) => this.again(topic)));
    if (voice.renews !== null) time.every(voice.renews, () => this.connected && this.again('limit'));
    this.abuse = new Abuse(time, voice, { next: () => this.next(), last: () => this.counted, beat: () => this.beat(), send: (one) => this.link.send(() => this.deliver(one)) });
  }

  get acknowledged(): boolean {
    return this.open.size === 0;
  }

  say(value: number | null): void {
    this.wanted = value;
    this.beat();
    this.again('limit');
  }

  hungUp(): void {
    this.connected = false;
  }

  reconnected(): void {
    this.beat();
  }

  answered(id: string, done: boolean): void {
    if (done) this.counted = Math.max(this.counted, Number(/\d+$/.exec(id)?.[0] ?? 0));
    for (const [topic, waits] of this.open) if (done && waits === id) this.open.delete(topic);
  }

  restored(): void {
    this.holds = true;
    this.again('hold');
    this.time.in(HOLDS_MS, () => this.settled());
  }

  settled(): void {
    if (!this.holds) return;
    this.holds = false;
    this.again('hold');
  }

  impersonated(): void {
    const beat = this.voice.beat(false);
    if (beat) this.deliver({ id: 'beat', carried: beat, portions: null });
  }

  malformed(n: number): void {
    this.abuse.malformed(n);
  }

  replayed(n: number): void {
    this.abuse.replayed(n);
  }

  hostile(): void {
    this.abuse.hostile();
  }

  private beat(): void {
    const beat = this.voice.beat(true);
    if (beat) this.send({ id: 'beat', carried: beat, portions: null });
  }

  private next(): number {
    return (this.sequence += 1);
  }

  /** It cannot tell a connection on which nothing arrives from one that stands. */
  private look(): void {
    const isUp = this.link.state !== 'down';
    const isBack = isUp && !this.connected;
    this.connected = isUp;
    if (!isBack) return;
    this.beat();
    this.again('limit');
  }

  private again(topic: Topic): void {
    const sequence = this.next();
    const said = topic === 'limit' ? this.voice.word(this.wanted, sequence) : this.voice.hold(this.holds, sequence);
    if (!said) return;
    const id = `${topic}${sequence}`;
    this.open.set(topic, id);
    this.send({ id, ...said });
  }

  private send(utterance: Utterance): void {
    if (this.silent) return;
    this.abuse.overhear(utterance);
    this.link.send(() => this.deliver(utterance));
  }
}

