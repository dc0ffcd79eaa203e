import type { BrokerCredential } from '../channel.ts';

/** What one client may make the broker hold; a hostile one stays under 2 MiB with all of them together. */
export const CAPS = {
  /** Bytes of one packet from a person's or an operator's program, or from a stranger; fixed header included. */
  packet: 65_536,
  /** The same from the gateway's own programs and from a bridge, which tells of all its devices in one message. */
  packetOfHome: 393_216,
  /** Bytes of a topic or a topic filter. */
  topic: 256,
  subscriptions: 32,
  /** Bytes a client may send before it is known. */
  beforeConnect: 66_000,
  /** ms from the first byte to a CONNECT, and again to the first credentials. */
  connect: 5_000,
  /** Seconds without a word: what is asked for is moved into these bounds. None at all would never notice a half-open connection. */
  keepalive: { least: 10, most: 120 },
  /** 64 in all; strangers in front of one door do not block the other. */
  connections: { tcp: 24, webSocket: 40 },
  /** Of them, by one credential: a phone has a few tabs. */
  connectionsEach: 16,
  /** Connections of one listener that have not said who they are, */
  strangers: 16,
  /** and those of one neighbour; by TCP all come from this machine. */
  strangersEach: { tcp: 16, webSocket: 6 },
  /** Bytes waiting for a slow reader, */
  queue: 524_288,
  /** and messages. */
  queueMessages: 1_000,
  /** Packets of one client that are read together: each costs far more than its bytes. */
  together: 32,
  /** QoS 2 messages awaiting their release, and packets taken in before CONNACK. */
  inflight: 8,
  /** Retained topics of one device credential, and their bytes. */
  retainedTopics: 512,
  retainedBytes: 786_432,
} as const;

/** How much may come at once, and how much a second for ever. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What a known client may send. */
export interface Allowance {
  /** Bytes of one packet. */
  readonly packet: number;
  /** Null = not limited. */
  readonly rates: { readonly packets: Rate; readonly bytes: Rate } | null;
}

const KIB = 1_024;
const bytesOf = (perSecond: number, burst: number): Rate => ({ perSecond: perSecond * KIB, burst: burst * KIB });
const OWN: Allowance = { packet: CAPS.packetOfHome, rates: null };

/** House and control are the gateway itself. A device is a bridge that speaks for many. */
export const ALLOWANCES: Readonly<Record<BrokerCredential['role'], Allowance>> = {
  house: OWN,
  control: OWN,
  planner: { packet: CAPS.packetOfHome, rates: { packets: { perSecond: 50, burst: 200 }, bytes: bytesOf(1_024, 4_096) } },
  phone: { packet: CAPS.packet, rates: { packets: { perSecond: 50, burst: 200 }, bytes: bytesOf(128, 512) } },
  device: { packet: CAPS.packetOfHome, rates: { packets: { perSecond: 500, burst: 5_000 }, bytes: bytesOf(1_024, 4_096) } },
  operator: { packet: CAPS.packet, rates: { packets: { perSecond: 10, burst: 40 }, bytes: bytesOf(64, 256) } },
};
