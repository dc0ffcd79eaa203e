import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import * as v from 'valibot';
import { Refusal } from '#domain/units/refusal.ts';
import { signalAnswerTopic, signalTopic } from '#wire/topics.ts';
import { LONGEST_JWS } from '../../signal/jws.ts';

export interface BrokerAddress {
  readonly url: string;
  readonly user: string;
  readonly secret: string;
}

const answerSchema = v.object({ jti: v.nullable(v.string()), seq: v.nullable(v.number()), outcome: v.picklist(['done', 'refused']), reason: v.nullable(v.string()), at: v.nullable(v.string()) });
/** What a home answers: `at` is its own time. */
export type SignalAnswer = Pick<v.InferOutput<typeof answerSchema>, 'outcome' | 'reason' | 'at'>;

/** Real ms. */
const CONNECT_WITHIN = 5_000;
const ANSWER_WITHIN = 10_000;

const tooLong = (length: number): Refusal =>
  new Refusal({ id: 'too-long', message: `The signed message has ${length} characters; a home looks at ${LONGEST_JWS}.`, remedy: 'Send fewer intervals at a time, one message after the other.' });

const nobody = (id: string, message: string, remedy: string): Refusal => new Refusal({ id, message, remedy }, 'nothing-valid');

/** Sends a signed message and waits for the home's answer to it. @throws Refusal `too-long`, and when no answer comes. */
export async function send(address: BrokerAddress, jti: string, jws: string): Promise<SignalAnswer> {
  if (jws.length > LONGEST_JWS) throw tooLong(jws.length);
  const client = await connected(address);
  try {
    const answered = answerTo(client, jti);
    // It may fail before it is waited for: what that means is said below.
    answered.catch(() => undefined);
    const [granted] = await client.subscribeAsync(signalAnswerTopic(address.user), { qos: 1 });
    if (!granted || granted.qos > 2) throw nobody('not-allowed', `${address.user} may not read its answers there.`, 'The home file names who may send signals.');
    await Promise.race([client.publishAsync(signalTopic(address.user), jws, { qos: 1 }).catch(() => answered), answered]);
    return await answered;
  } finally {
    client.end(true);
  }
}

function connected({ url, user, secret }: BrokerAddress): Promise<MqttClient> {
  const client = mqtt.connect(url, { clientId: `${user}/${randomBytes(8).toString('hex')}`, username: user, password: secret, protocolVersion: 4, clean: true, reconnectPeriod: 0, connectTimeout: CONNECT_WITHIN });
  return new Promise((resolve, reject) => {
    const fail = (message: string, remedy: string): void => {
      client.end(true);
      reject(nobody('no-broker', message, remedy));
    };
    client.on('connect', () => resolve(client));
    const absent = (): void => fail(`No broker answers at ${url}.`, 'Give --broker the address that npm start prints, or the home’s own.');
    client.on('error', (error) => ('syscall' in error ? absent() : fail(`The broker at ${url} did not let ${user} in: ${error.message}.`, 'Check --broker, and that the home file has the secret’s hash under this name.')));
    client.on('close', absent);
  });
}

function answerTo(client: MqttClient, jti: string): Promise<SignalAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(nobody('no-answer', 'The home gave no answer.', 'It may not be running; a message that was sent again needs a new sequence.')), ANSWER_WITHIN);
    client.on('close', () => {
      clearTimeout(timer);
      reject(nobody('no-answer', 'The broker ended the connection before the home had answered.', 'Messages that are too long, or sent to another’s topic, are ended like this.'));
    });
    client.on('message', (_topic, payload) => {
      const parsed = v.safeParse(answerSchema, jsonOf(payload.toString('utf8')));
      if (!parsed.success || parsed.output.jti !== jti) return;
      clearTimeout(timer);
      const { outcome, reason, at } = parsed.output;
      resolve({ outcome, reason, at });
    });
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
