import mqtt, { type MqttClient } from 'mqtt';
import { parseReply, parseState, VERSION, type ReplyEnvelope } from '#wire/envelope.ts';
import type { StateBodies } from '#wire/message/index.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { PairAnswer } from '#wire/pairing.ts';
import { ALL_STATE, replyTopic, requestTopic, stateNameOf, stateTopic, type StateName } from '#wire/topics.ts';
import { PATIENCE, until } from './chaosHome.ts';

/** A paired phone without a screen: what the home says retained, and requests of its own. */
export class Observer {
  readonly #states = new Map<string, unknown>();
  readonly #replies: ReplyEnvelope[] = [];
  #asked = 0;

  private constructor(
    private readonly client: MqttClient,
    readonly credential: string,
    readonly storeId: string,
    readonly secret: string,
  ) {
    client.on('message', (topic, payload) => this.#hear(topic, payload.toString()));
    client.on('connect', () => client.subscribe([ALL_STATE, replyTopic(credential)], { qos: 1 }));
    client.on('error', () => undefined);
  }

  /** @param link a one-time link, spent by this. */
  static async pair(link: URL): Promise<Observer> {
    const answer = await fetch(new URL('pair', link.origin), { method: 'POST', body: JSON.stringify({ token: link.hash.replace('#link=', '') }) });
    const { credential, secret, storeId } = (await answer.json()) as PairAnswer;
    const client = mqtt.connect(`ws://${link.host}/mqtt`, { clientId: `${credential}/${Math.random().toString(36).slice(2)}`, username: credential, password: secret, reconnectPeriod: 100 });
    return new Observer(client, credential, storeId, secret);
  }

  /** The body of the newest message of a name; undefined before the first. */
  state<Name extends StateName>(name: Name): StateBodies[Name] | undefined {
    return (this.#states.get(name) as { readonly body: StateBodies[Name] } | undefined)?.body;
  }

  /** Names and stores of the newest messages: the store that each was said by. */
  get stores(): ReadonlyMap<string, string> {
    return new Map([...this.#states].map(([name, state]) => [name, (state as { readonly storeId: string }).storeId]));
  }

  /** The first state of a name for which it holds. @throws Error when none comes within `seconds`. */
  async seen<Name extends StateName>(name: Name, holds: (body: StateBodies[Name]) => boolean, seconds = PATIENCE): Promise<StateBodies[Name]> {
    const look = (): { body: StateBodies[Name] } | undefined => {
      const body = this.state(name);
      return body !== undefined && holds(body) ? { body } : undefined;
    };
    const found = await until(`state/${name}`, look, seconds).catch((error: unknown) => {
      throw new Error(`${name} is ${JSON.stringify(this.state(name))?.slice(0, 1_500)}`, { cause: error });
    });
    return found.body;
  }

  async ask(body: RequestBody): Promise<ReplyEnvelope> {
    const id = `${this.credential}-${++this.#asked}`;
    const { revision } = await this.seen('wishes', () => true);
    this.client.publish(requestTopic(this.credential), JSON.stringify({ v: VERSION, id, revision, age: 0, timeToLive: 10_000, body }), { qos: 1 });
    return until(`an answer to ${body.kind}`, () => this.#replies.find((reply) => reply.id === id));
  }

  /** Tries to say a changed body as the home would, in the envelope of its last message. */
  forge<Name extends StateName>(name: Name, change: (body: StateBodies[Name]) => StateBodies[Name]): void {
    const envelope = this.#states.get(name) as { readonly seq: number; readonly body: StateBodies[Name] };
    this.client.publish(stateTopic(name), JSON.stringify({ ...envelope, seq: envelope.seq + 1, body: change(envelope.body) }), { qos: 1, retain: true });
  }

  end(): void {
    this.client.end(true);
  }

  #hear(topic: string, payload: string): void {
    const [name, state, reply] = [stateNameOf(topic), parseState(payload), parseReply(payload)];
    if (name && state.ok) this.#states.set(name, state.value);
    else if (reply.ok) this.#replies.push(reply.value);
  }
}
