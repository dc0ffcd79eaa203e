import type { BrokerCredential } from '../channel.ts';

/** What one client may make the broker hold; a hostile one stays under 2 MiB with all of them together. */
export const CAPS = {
  /** Bytes of one packet, fixed header included. */
  packet: 65_536,
  /** Bytes of a topic or a topic filter. */
  topic: 256,
  subscriptions: 32,
  /** Bytes a client may send before it is known. */
  beforeConnect: 66_000,
  /** ms from the first byte to a CONNECT, and again to the first credentials. */
  connect: 5_000,
  /** Seconds; 0 would never notice a half-open connection. */
  keepalive: 120,
  /** 64 in all; strangers in front of one door do not block the other. */
  connections: { tcp: 24, webSocket: 40 },
  /** Of them, by one credential: a phone has a few tabs. */
  connectionsEach: 16,
  /** Connections of one listener that have not said who they are. */
  strangers: 16,
  /** Bytes waiting for a slow reader. */
  queue: 524_288,
  /** QoS 2 messages awaiting their release, and packets taken in before CONNACK. */
  inflight: 8,
  /** Retained topics of one device credential, and their bytes. */
  retainedTopics: 512,
  retainedBytes: 1_048_576,
} as const;

/** Packets a second, and how many may come at once; null = not limited. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** House and control are the gateway itself. A device is a bridge that speaks for many. */
export const RATES: Readonly<Record<BrokerCredential['role'], Rate | null>> = {
  house: null,
  control: null,
  planner: { perSecond: 50, burst: 200 },
  phone: { perSecond: 50, burst: 200 },
  device: { perSecond: 500, burst: 5_000 },
  operator: { perSecond: 10, burst: 40 },
};
