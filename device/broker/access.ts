import { ALL_STATE, replyTopic, requestTopic, ROOT, signalAnswerTopic, signalTopic } from '#wire/topics.ts';
import type { BrokerCredential } from '../channel.ts';
import { covers } from '../transport/mqtt/topicFilter.ts';

type Role = BrokerCredential['role'];
export type Client = Pick<BrokerCredential, 'name' | 'role'>;

/** Everything of the home's own topics. */
const HOME = `${ROOT}/#`;
const REQUESTS = `${ROOT}/request/#`;
const SIGNALS = `${ROOT}/signal/#`;
/** Where devices speak: one line a bus. */
const DEVICE_BUS = ['zigbee2mqtt/#'];
/** Topics of a device bus that command: only the gateway writes them, and nobody keeps them (zigbee2mqtt, MQTT topics). */
const COMMAND = /^zigbee2mqtt\/(?:bridge\/request\/.+|.+\/(?:set|get)(?:\/[^/]+)?)$/;

const onDeviceBus = (topic: string): boolean => DEVICE_BUS.some((bus) => covers(bus, topic));

/** What each role may read. What is not named is refused. */
const READS: Readonly<Record<Role, (client: Client) => readonly string[]>> = {
  house: () => [HOME],
  control: () => DEVICE_BUS,
  device: () => DEVICE_BUS,
  phone: ({ name }) => [ALL_STATE, `${ROOT}/live/+`, replyTopic(name)],
  planner: ({ name }) => [ALL_STATE, `${ROOT}/live/+`, replyTopic(name)],
  operator: ({ name }) => [signalAnswerTopic(name)],
};

/** House tells and answers; it never asks in somebody's name, and only state is kept. */
const HOUSE_SAYS = [ALL_STATE, `${ROOT}/live/+`, replyTopic('+'), signalAnswerTopic('+'), `${ROOT}/house/+`];

/** What each role may write. */
const WRITES: Readonly<Record<Role, (client: Client, topic: string, retain: boolean) => boolean>> = {
  house: (_client, topic, retain) => (retain ? covers(ALL_STATE, topic) : HOUSE_SAYS.some((said) => covers(said, topic))),
  control: (_client, topic, retain) => COMMAND.test(topic) && !retain,
  device: (_client, topic) => onDeviceBus(topic) && !COMMAND.test(topic),
  phone: ({ name }, topic, retain) => topic === requestTopic(name) && !retain,
  planner: ({ name }, topic, retain) => topic === requestTopic(name) && !retain,
  operator: ({ name }, topic, retain) => topic === signalTopic(name) && !retain,
};

export const mayPublish = (client: Client, topic: string, retain: boolean): boolean => !/[+#]/.test(topic) && WRITES[client.role](client, topic, retain);
/** A will is a publish that comes at any later time: state may, what is acted on may not. */
export const mayLeaveWill = (client: Client, topic: string, retain: boolean): boolean => !covers(REQUESTS, topic) && !covers(SIGNALS, topic) && !COMMAND.test(topic) && mayPublish(client, topic, retain);
export const maySubscribe = (client: Client, filter: string): boolean => READS[client.role](client).some((allowed) => covers(allowed, filter));
