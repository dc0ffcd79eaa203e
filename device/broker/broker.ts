import type { Duplex } from 'node:stream';
import type { Aedes, AedesOptions, AedesPublishPacket, AuthenticateError, Client, ConnectPacket, PublishPacket } from 'aedes';
import type { BrokerCredential } from '../channel.ts';
import { covers } from '../transport/mqtt/topicFilter.ts';
import { mayLeaveWill, mayPublish, maySubscribe } from './access.ts';
import { FairPlaces } from '../fairPlaces.ts';
import { GuessLimit } from '../guessLimit.ts';
import { ALLOWANCES, CAPS } from './caps.ts';
import { isIdOf } from './clientId.ts';
import { CredentialBook } from './credentials.ts';
import { CapReached, GuardedStream } from './guardedStream.ts';
import { OrderedAedes } from './orderedAedes.ts';
import { PutOut } from './putOut.ts';
import { RetainedShare } from './retainedShare.ts';
import { guesserOf } from './sourceAddress.ts';

/** CONNACK return codes (MQTT 3.1.1, table 3.1). */
const IDENTIFIER_REJECTED = 2;
const UNAVAILABLE = 3;
const BAD_SECRET = 4;
const NOT_AUTHORISED = 5;

const refusal = (code: number, message: string): AuthenticateError => Object.assign(new Error(message), { returnCode: code });

/** Their secrets are made at each start and cannot be guessed; a neighbour's typing error must not keep them out. */
const GATEWAY: ReadonlySet<BrokerCredential['role']> = new Set(['house', 'control', 'planner']);

const topicFits = (topic: string): boolean => Buffer.byteLength(topic) <= CAPS.topic;

/** The ways in: loopback programs by TCP; by WebSocket whoever reaches the app's port. */
export type Listener = keyof typeof CAPS.connections;

interface Connection {
  readonly listener: Listener;
  readonly address: string;
  readonly client: Client | null;
}

/** The embedded broker: aedes behind caps and an access list. It keeps no sessions: whoever comes back subscribes again. */
export class Broker {
  readonly #book = new CredentialBook();
  readonly #retained = new RetainedShare();
  readonly #wrongSecrets = new GuessLimit(() => performance.now());
  /** Open connections, and who is behind them once that is known. */
  readonly #streams = new Map<GuardedStream, Connection>();
  /** Those of them who have not said who they are. */
  readonly #strangers: Readonly<Record<Listener, FairPlaces<GuardedStream>>> = { tcp: new FairPlaces(CAPS.strangersEach.tcp), webSocket: new FairPlaces(CAPS.strangersEach.webSocket) };
  readonly #credentials = new WeakMap<Client, BrokerCredential>();
  readonly #wills = new WeakMap<Client, ConnectPacket['will']>();
  /** What each has subscribed to, and the quality of service that it was granted. */
  readonly #subscriptions = new WeakMap<Client, Map<string, number>>();
  readonly #aedes: Aedes;

  private constructor(note: (sentence: string) => void) {
    const putOut = new PutOut(note, () => performance.now());
    this.#aedes = new OrderedAedes(this.#options());
    this.#aedes.on('clientError', (client, error) => {
      const credential = this.#credentials.get(client);
      if (credential && error instanceof CapReached) putOut.of(credential, error.id);
    });
    this.#aedes.on('unsubscribe', (topics, client) => {
      for (const topic of topics) this.#subscriptions.get(client)?.delete(topic);
    });
  }

  /** @param note hears why a client was put out. */
  static async start(note: (sentence: string) => void = () => undefined): Promise<Broker> {
    const broker = new Broker(note);
    await broker.#aedes.listen();
    return broker;
  }

  /**
   * Takes over a connection's bytes; where the listener is full of known clients it is ended at once, and where it is full
   * of strangers the oldest of the busiest address goes instead. @param address of who is at its other end.
   */
  take(socket: Duplex, listener: Listener, address = '127.0.0.1'): void {
    const known = [...this.#streams.values()].filter((connection) => connection.listener === listener && connection.client !== null).length;
    const places = Math.min(CAPS.strangers, CAPS.connections[listener] - known);
    if (places <= 0) return void socket.on('error', () => undefined).destroy();
    const stream = new GuardedStream(socket);
    this.#strangers[listener].take(stream, address, places)?.destroy(new CapReached('strangers'));
    this.#streams.set(stream, { listener, address, client: null });
    stream.once('close', () => this.#forget(stream, listener));
    this.#aedes.handle(stream);
  }

  #forget(stream: GuardedStream, listener: Listener): void {
    this.#streams.delete(stream);
    this.#strangers[listener].leave(stream);
  }

  /** Those who are no longer listed are put out. */
  setCredentials(credentials: readonly BrokerCredential[]): void {
    this.#book.replace(credentials);
    for (const { client } of this.#streams.values()) if (client && !this.#standing(client)) client.close();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#aedes.close(resolve));
  }

  #options(): AedesOptions {
    return {
      connectTimeout: CAPS.connect,
      queueLimit: CAPS.inflight,
      maxInflightInbound: CAPS.inflight,
      preConnect: (client, packet, done) => done(null, this.#prepare(client, packet)),
      authenticate: (client, name, secret, done) => {
        void this.#refusalOf(client, name, secret).then((refused) => done(refused ?? null, refused === undefined));
      },
      authorizePublish: (client, packet, done) => done(client && this.#mayWrite(client, packet) ? null : new CapReached('not-allowed')),
      authorizeForward: (client, packet) => this.#lowered(client, packet),
      authorizeSubscribe: (client, subscription, done) => done(null, this.#mayRead(client, subscription.topic, subscription.qos) ? subscription : null),
    };
  }

  /** Nothing is kept for a client that is away, whatever it asks for, and no client may be silent for ever. */
  #prepare(client: Client, packet: ConnectPacket): boolean {
    packet.clean = true;
    const { least, most } = CAPS.keepalive;
    packet.keepalive = Math.min(most, Math.max(least, packet.keepalive || most));
    this.#wills.set(client, packet.will);
    return true;
  }

  async #refusalOf(client: Client, name: string | undefined, secret: Uint8Array | undefined): Promise<AuthenticateError | undefined> {
    if (!(await this.#book.filled(CAPS.connect))) return refusal(UNAVAILABLE, 'no credentials yet');
    const credential = this.#book.verify(name, secret);
    const guesser = guesserOf(this.#connectionOf(client)?.address ?? '', name);
    if (this.#wrongSecrets.isSpent(guesser) && !(credential && GATEWAY.has(credential.role))) return refusal(UNAVAILABLE, 'too many wrong secrets');
    if (!credential) {
      this.#wrongSecrets.mayGuess(guesser);
      return refusal(BAD_SECRET, 'unknown name or wrong secret');
    }
    if (!isIdOf(credential.name, client.id)) return refusal(IDENTIFIER_REJECTED, 'a client id is its credential, a slash and a random part');
    const will = this.#wills.get(client);
    if (will && !(topicFits(will.topic) && mayLeaveWill(credential, will.topic, will.retain ?? false))) return refusal(NOT_AUTHORISED, 'will not allowed');
    if (this.#connectionsOf(credential.name) >= CAPS.connectionsEach) return refusal(UNAVAILABLE, 'too many connections of one credential');
    this.#admit(client, credential);
    return undefined;
  }

  #admit(client: Client, credential: BrokerCredential): void {
    this.#credentials.set(client, credential);
    const connection = this.#connectionOf(client);
    if (!connection || !(client.conn instanceof GuardedStream)) return;
    this.#streams.set(client.conn, { ...connection, client });
    this.#strangers[connection.listener].leave(client.conn);
    client.conn.admit(ALLOWANCES[credential.role]);
  }

  #connectionOf({ conn }: Client): Connection | undefined {
    return conn instanceof GuardedStream ? this.#streams.get(conn) : undefined;
  }

  #connectionsOf(name: string): number {
    return [...this.#streams.values()].filter(({ client }) => client && this.#credentials.get(client)?.name === name).length;
  }

  /** The credential of a client that is still listed. */
  #standing(client: Client): BrokerCredential | undefined {
    const credential = this.#credentials.get(client);
    return credential && this.#book.stands(credential) ? credential : undefined;
  }

  #mayWrite(client: Client, { topic, retain, payload }: PublishPacket): boolean {
    const credential = this.#standing(client);
    if (!credential || !topicFits(topic) || !mayPublish(credential, topic, retain)) return false;
    const counted = retain && credential.role === 'device';
    return !counted || this.#retained.accept(credential.name, topic, Buffer.byteLength(payload));
  }

  /** MQTT 3.1.1 has a return code for a refused subscription: the client stays. */
  #mayRead(client: Client, topic: string, qos: number): boolean {
    const credential = this.#standing(client);
    if (!credential || !topicFits(topic) || !maySubscribe(credential, topic)) return false;
    const topics = this.#subscriptions.get(client) ?? new Map<string, number>();
    this.#subscriptions.set(client, topics);
    if (!topics.has(topic) && topics.size >= CAPS.subscriptions) return false;
    topics.set(topic, qos);
    return true;
  }

  /** aedes forgets a subscription's quality when its filter has a wildcard (MQTT 3.1.1, 3.8.4): the best that was granted for a topic. */
  #grantedTo(client: Client, topic: string): number {
    let most = 0;
    for (const [filter, qos] of this.#subscriptions.get(client) ?? []) if (qos > most && covers(filter, topic)) most = qos;
    return most;
  }

  #lowered(client: Client, packet: AedesPublishPacket): AedesPublishPacket {
    const isGranted = (qos: number): boolean => qos >= packet.qos;
    if ([...(this.#subscriptions.get(client)?.values() ?? [])].every(isGranted)) return packet;
    return Object.assign(packet, { qos: Math.min(packet.qos, this.#grantedTo(client, packet.topic)) });
  }
}
