import { generate, type Packet } from 'mqtt-packet';
import * as v from 'valibot';
import { describe, it } from 'vitest';
import { parseReply, parseRequest, parseState, VERSION } from '#wire/envelope.ts';
import { STATE_SCHEMAS } from '#wire/message/index.ts';
import { readProblem } from '#wire/problem.ts';
import { requestTopic, STATE_NAMES, stateTopic } from '#wire/topics.ts';
import { PacketGuard } from '../../device/broker/packetGuard.ts';
import { readRequest } from '../../device/house/requestInbox.ts';
import { encodeFrame, exceptionOf, FrameSplitter, readRequest as readRegisters, registersOf, writeRequest } from '../../device/transport/modbus/frame.ts';
import { CAPS } from '../../device/broker/caps.ts';
import { FUZZ_TIMEOUT, fuzz, INPUTS } from '../fakes/fuzz.ts';
import { homeMessages } from '../../src/ui/gallery/exampleHome.ts';
import { lyingJson } from '../fakes/jsonDamage.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { battery, hourly } from '../fixtures/plan/problems.ts';

const ROOM = { timeout: FUZZ_TIMEOUT };
const messages: Readonly<Record<string, unknown>> = { ...homeMessages() };
const stamp = { v: VERSION, storeId: 's', boot: 'b', seq: 1, time: 1_700_000_000_000 };
const states = STATE_NAMES.filter((name) => name !== 'problem').map((name) => JSON.stringify({ ...stamp, body: messages[name] ?? null }));
const problem = JSON.stringify({ ...stamp, body: hourly([10, 30], [1_000, 2_000], { devices: [battery(0)] }) });
const bodies = [
  { kind: 'wish', wish: { kind: 'readyBy', id: 'w', device: 'plug', rank: 1, from: 1, by: 2 } },
  { kind: 'wish', wish: { kind: 'reserve', id: 'w', device: 'battery', rank: 1, share: 0.3 } },
  { kind: 'pause', until: null },
  { kind: 'proposal', proposal: { revision: 3, author: 'phone', acts: [{ device: 'battery', interval: { start: 1, end: 2 }, policy: { kind: 'hold', power: 100 } }], reasons: [] } },
];
const requests = bodies.map((body, n) => JSON.stringify({ v: VERSION, id: `r${n}`, revision: 3, age: 0, timeToLive: 60_000, body }));
const texts = [...states, problem, ...requests, JSON.stringify({ v: VERSION, id: 'r1', outcome: 'done', reason: null })];

function readText(bytes: Buffer): void {
  const text = bytes.toString('utf8');
  const state = parseState(text);
  if (state.ok) for (const schema of Object.values(STATE_SCHEMAS)) v.safeParse(schema, state.value.body);
  if (state.ok) readProblem(state.value.body);
  parseRequest(text);
  parseReply(text);
  const read = readRequest(requestTopic('phone-1'), text, () => 'phone', 0);
  if (read.ok && !(read.event.request.age >= 0 && read.event.request.timeToLive >= 0)) throw new Error('a length of time below 0 was let in');
}

const packets: readonly Packet[] = [
  { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'phone-1/abc', keepalive: 10, username: 'phone-1', password: Buffer.from('secret') },
  { cmd: 'publish', topic: requestTopic('phone-1'), payload: Buffer.from(requests[0] ?? ''), qos: 1, messageId: 7, dup: false, retain: false },
  { cmd: 'publish', topic: stateTopic('grid'), payload: Buffer.alloc(3_000), qos: 0, dup: false, retain: true },
  { cmd: 'subscribe', messageId: 8, subscriptions: [{ topic: 'tw/state/+', qos: 1 }, { topic: 'tw/reply/phone-1', qos: 1 }] },
  { cmd: 'unsubscribe', messageId: 9, unsubscriptions: ['tw/state/+'] },
  { cmd: 'puback', messageId: 7 },
  { cmd: 'pingreq' },
  { cmd: 'disconnect' },
];
const encoded = packets.map((packet) => generate(packet));
const [connect = Buffer.alloc(0), ...others] = encoded;

const faultOf = (taken: ReturnType<PacketGuard['take']>): string | undefined => (typeof taken === 'string' ? taken : undefined);

/** However it is cut, the guard says the same; and it never counts more packets than there are bytes for. */
function guardStream(bytes: Buffer, mutator: Mutator): void {
  const [whole, parts] = [new PacketGuard(), new PacketGuard()];
  const cut = mutator.pick(bytes.length + 1);
  const fault = faultOf(whole.take(bytes));
  const inParts = faultOf(parts.take(bytes.subarray(0, cut))) ?? faultOf(parts.take(bytes.subarray(cut)));
  if (fault !== inParts) throw new Error(`${fault} in one piece, ${inParts} in two`);
  if (whole.packets > bytes.length / 2 + 1) throw new Error(`${whole.packets} packets in ${bytes.length} bytes`);
  if (fault === undefined && bytes.length > 0 && (bytes[0] ?? 0) >> 4 !== 1) throw new Error('a stream that does not begin with CONNECT was let through');
}

const answer = (transaction: number, pdu: Buffer): Buffer => encodeFrame({ transaction, unit: 1, pdu });
const registers = Buffer.concat([Buffer.from([3, 20]), Buffer.alloc(20, 7)]);
const frames = [answer(1, readRegisters(40_000, 10)), answer(2, writeRequest(40_000, [1, 2, 3])), answer(3, registers), answer(4, Buffer.from([0x83, 2])), Buffer.concat([answer(5, registers), answer(6, registers)])];

/** A stream out of step is said by a RangeError, and nothing else is. */
function splitFrames(bytes: Buffer, mutator: Mutator): void {
  const splitter = new FrameSplitter();
  const cut = mutator.pick(bytes.length + 1);
  try {
    for (const { pdu } of [...splitter.push(bytes.subarray(0, cut)), ...splitter.push(bytes.subarray(cut))]) {
      if (pdu.length < 1 || pdu.length > 253) throw new Error(`a PDU of ${pdu.length} bytes`);
      registersOf(pdu, 10);
      exceptionOf(pdu);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

describe('damaged input from the network never ends or holds up a process', () => {
  it(`messages and requests: ${INPUTS} inputs`, ROOM, () => {
    const prepare = (damaged: Buffer, mutator: Mutator): Buffer => (mutator.pick(3) === 0 ? damaged : lyingJson(texts[mutator.pick(texts.length)] ?? '', mutator));
    fuzz({ name: 'wire JSON', corpus: texts.map((text) => Buffer.from(text)), prepare, digest: readText });
  });

  it(`MQTT packets at the broker's guard: ${INPUTS} inputs`, ROOM, () => {
    const prepare = (damaged: Buffer, mutator: Mutator): Buffer => (mutator.pick(4) === 0 ? damaged : Buffer.concat([connect, damaged]).subarray(0, 2 * CAPS.packet));
    fuzz({ name: 'MQTT packet', corpus: [...encoded, Buffer.concat(encoded), Buffer.concat(others)], prepare, digest: guardStream });
  });

  it(`Modbus frames: ${INPUTS} inputs`, ROOM, () => fuzz({ name: 'Modbus frame', corpus: frames, digest: splitFrames }));
});
