import { VERSION, type StateEnvelope } from '#wire/envelope.ts';
import type { StateName } from '#wire/topics.ts';
import { LIVE_GRID, stateTopic } from '#wire/topics.ts';
import { shortened } from './shortened.ts';

/** At most ten a second a topic, real ms: nobody's eye follows faster, and a replay at speed speaks much faster. */
const SPACING = 100;
/** The broker ends a client that sends more in one packet. */
const LARGEST = 65_000;

export interface PublisherPort {
  /** Hands one message to the broker; does nothing while there is none. */
  send(topic: string, payload: string, retain: boolean): void;
  /** Body too large, or not of its name's shape. */
  fault(name: StateName, reason: string): void;
}

/** What every message carries besides its body. */
export interface Stamp {
  readonly storeId: string;
  readonly boot: string;
  readonly time: number;
}

interface Topic {
  payload: string | null;
  waiting: unknown;
  isWaiting: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The home's state as retained messages: numbered, coalesced to the newest, and said again when the broker is new. */
export class Publisher {
  readonly #topics = new Map<StateName, Topic>();
  #seq = 0;

  constructor(
    private readonly port: PublisherPort,
    /** Undefined while the store has no name or the home no time: what is published waits. */
    private readonly stamp: () => Stamp | undefined,
  ) {}

  publish(name: StateName, body: unknown): void {
    const topic = this.#topicOf(name);
    topic.waiting = body;
    topic.isWaiting = true;
    if (topic.timer === undefined) this.#flush(name, topic);
  }

  /** The last of every topic again: a broker that was restarted has forgotten them. */
  again(): void {
    for (const [name, { payload }] of this.#topics) if (payload !== null) this.port.send(stateTopic(name), payload, true);
  }

  stop(): void {
    for (const { timer } of this.#topics.values()) clearTimeout(timer);
  }

  #topicOf(name: StateName): Topic {
    const known = this.#topics.get(name);
    if (known) return known;
    const topic: Topic = { payload: null, waiting: null, isWaiting: false, timer: undefined };
    this.#topics.set(name, topic);
    return topic;
  }

  #flush(name: StateName, topic: Topic): void {
    topic.timer = undefined;
    if (!topic.isWaiting) return;
    topic.timer = setTimeout(() => this.#flush(name, topic), SPACING);
    const stamp = this.stamp();
    if (!stamp) return;
    topic.isWaiting = false;
    this.#say(name, topic, stamp);
  }

  /** What does not fit is said shortened, so that nobody goes on reading what was before; undefined where that makes no sense. */
  #within(name: StateName, envelope: StateEnvelope): string | undefined {
    const whole = JSON.stringify(envelope);
    if (Buffer.byteLength(whole) <= LARGEST) return whole;
    this.port.fault(name, 'too-large');
    const said = (body: unknown): string => JSON.stringify({ ...envelope, shortened: true, body } satisfies StateEnvelope);
    const body = shortened(name, envelope.body, (one) => Buffer.byteLength(said(one)) <= LARGEST);
    return body === undefined ? undefined : said(body);
  }

  #say(name: StateName, topic: Topic, stamp: Stamp): void {
    const envelope: StateEnvelope = { v: VERSION, ...stamp, seq: ++this.#seq, body: topic.waiting };
    const payload = this.#within(name, envelope);
    if (payload === undefined) return;
    topic.payload = payload;
    if (name === 'grid') this.port.send(LIVE_GRID, payload, false);
    this.port.send(stateTopic(name), payload, true);
  }
}
