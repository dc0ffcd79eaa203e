import { CAPS } from './caps.ts';

export type PacketFault = 'packet-too-large' | 'topic-too-long' | 'malformed-length' | 'wrong-packet' | 'connect-not-first';

const CONNECT = 1;
const PUBLISH = 3;
const SUBSCRIBE = 8;
const UNSUBSCRIBE = 10;
/** PUBACK to PUBCOMP. */
const FIRST_ACK = 4;
const LAST_ACK = 7;
const ACK_COST = 0.1;
/** Longest body of what a client may send, by packet type (MQTT 3.1.1 table 2.1), beside what its allowance says; what is absent only a server sends. */
const LONGEST_BODY: Readonly<Record<number, number>> = {
  [CONNECT]: CAPS.packet,
  [PUBLISH]: Infinity,
  4: 2,
  5: 2,
  6: 2,
  7: 2,
  [SUBSCRIBE]: 2 + CAPS.subscriptions * (CAPS.topic + 3),
  [UNSUBSCRIBE]: 2 + CAPS.subscriptions * (CAPS.topic + 2),
  12: 0,
  14: 0,
};

type Place = 'type' | 'length' | 'topic' | 'body';

/**
 * Reads the fixed headers of an MQTT byte stream ahead of the parser, holding none of it: the parser itself would
 * collect a packet of any declared length.
 */
export class PacketGuard {
  /** Packets begun so far. */
  packets = 0;
  /** The same, acknowledgements for less: who listens must send them, as many as there are messages. */
  cost = 0;
  #place: Place = 'type';
  #type = 0;
  #remaining = 0;
  #shift = 0;
  #header = 1;
  #topicBytes = 0;
  #topicLength = 0;
  #longest: number = CAPS.packet;

  /** From now on a packet may have so many bytes. */
  allow(longest: number): void {
    this.#longest = longest;
  }

  /**
   * How many of the next bytes of the stream may go on, or their first fault.
   * @param most packets that may be begun in them; the bytes from the next one on are to be shown again.
   */
  take(chunk: Uint8Array, most = Infinity): number | PacketFault {
    const last = this.packets + most;
    let at = 0;
    while (at < chunk.length && !(this.#place === 'type' && this.packets >= last)) {
      if (this.#place === 'body') {
        at += this.#skip(chunk.length - at);
        continue;
      }
      const fault = this.#step(chunk[at++] ?? 0);
      if (fault) return fault;
    }
    return at;
  }

  #step(byte: number): PacketFault | undefined {
    if (this.#place === 'type') return this.#readType(byte >> 4);
    return this.#place === 'length' ? this.#readLength(byte) : this.#readTopicLength(byte);
  }

  #readType(type: number): PacketFault | undefined {
    if (LONGEST_BODY[type] === undefined) return 'wrong-packet';
    if (this.packets === 0 && type !== CONNECT) return 'connect-not-first';
    this.packets++;
    this.cost += type >= FIRST_ACK && type <= LAST_ACK ? ACK_COST : 1;
    this.#type = type;
    this.#remaining = 0;
    this.#shift = 0;
    this.#header = 1;
    this.#place = 'length';
    return undefined;
  }

  /** Remaining length, 7 bits a byte, low first, at most four bytes (MQTT 3.1.1, 2.2.3). */
  #readLength(byte: number): PacketFault | undefined {
    this.#remaining += (byte & 0x7f) << this.#shift;
    this.#shift += 7;
    this.#header++;
    if (byte & 0x80) return this.#shift === 28 ? 'malformed-length' : undefined;
    if (this.#remaining + this.#header > this.#longest || this.#remaining > (LONGEST_BODY[this.#type] ?? 0)) return 'packet-too-large';
    this.#topicBytes = 0;
    this.#topicLength = 0;
    this.#place = this.#type === PUBLISH ? 'topic' : this.#remaining === 0 ? 'type' : 'body';
    return this.#place === 'topic' && this.#remaining < 2 ? 'malformed-length' : undefined;
  }

  #readTopicLength(byte: number): PacketFault | undefined {
    this.#topicLength = (this.#topicLength << 8) | byte;
    this.#remaining--;
    if (++this.#topicBytes < 2) return undefined;
    if (this.#topicLength > CAPS.topic) return 'topic-too-long';
    this.#place = this.#remaining === 0 ? 'type' : 'body';
    return undefined;
  }

  #skip(available: number): number {
    const skipped = Math.min(this.#remaining, available);
    this.#remaining -= skipped;
    if (this.#remaining === 0) this.#place = 'type';
    return skipped;
  }
}
