import { describe, it } from 'vitest';
import { glow } from '../../device/driver/meter/glow/glow.ts';
import { homewizard } from '../../device/driver/meter/homewizard/homewizard.ts';
import { decodeMessages, jsonCapture } from '../../device/driver/meter/json/capture.ts';
import type { JsonKind, JsonReader } from '../../device/driver/meter/json/kind.ts';
import { JsonStream } from '../../device/driver/meter/json/stream.ts';
import { MappedReader } from '../../device/driver/meter/mapped/mapped.ts';
import { shelly } from '../../device/driver/meter/shelly/shelly.ts';
import { tasmota } from '../../device/driver/meter/tasmota/tasmota.ts';
import { FEW_INPUTS, FUZZ_TIMEOUT, fuzz } from '../fakes/fuzz.ts';
import type { Mutator } from '../fakes/mutations.ts';
import { GLOW_STATE, glowElectricity, glowGas } from '../fixtures/messages/glow.ts';
import { V1, V2, V2_PUSHED } from '../fixtures/messages/homewizard.ts';
import { EM, EM_PART, EMDATA, GEN1_3EM, STATUS } from '../fixtures/messages/shelly.ts';
import { ENERGY, SML, STATUS10, THREE } from '../fixtures/messages/tasmota.ts';

const CORPORA: readonly (readonly [JsonKind, readonly string[]])[] = [
  [glow, [GLOW_STATE, glowElectricity({ in: 5.125, out: 1 }, -0.4), glowGas(12.5)]],
  [homewizard, [V1, V2, V2_PUSHED]],
  [shelly, [EM, EM_PART, EMDATA, GEN1_3EM, STATUS, 'shellies/shellyem-A/emeter/0/power 12.5\n']],
  [tasmota, [ENERGY, THREE, SML, STATUS10]],
];
const MAPPING = { broker: null, name: 'm', period: 10, values: [{ topic: 'tele/cellar/SENSOR', path: 'ENERGY.Power', is: 'power', unit: 'kW', scale: 0.5, positive: 'export', phase: null, rate: 0 }] } as const;

function readings(reader: JsonReader, bytes: Buffer, mutator: Mutator): void {
  const stream = new JsonStream(reader);
  const cut = mutator.pick(bytes.length + 1);
  for (const { power, registers, phases } of [...stream.push(bytes.subarray(0, cut)), ...stream.push(bytes.subarray(cut)), ...stream.end()]) {
    const numbers = [power, ...Object.values(phases).flatMap((phase) => [phase.power, phase.volts, phase.amps]), ...registers.map(({ energy }) => energy)];
    if (!numbers.every((one) => one === null || Number.isFinite(one))) throw new Error(`a reading of ${JSON.stringify(numbers)}`);
  }
}

function digest(kind: JsonKind, bytes: Buffer, mutator: Mutator): void {
  for (const { value } of decodeMessages(kind, bytes, kind.zone).lines) if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`value ${value}`);
  readings(kind.reader({ zone: kind.zone, channel: null }), bytes, mutator);
  if (kind === tasmota) readings(new MappedReader({ ...MAPPING, values: [...MAPPING.values] }), bytes, mutator);
  if (mutator.pick(20) === 0 && jsonCapture(kind).redact(bytes, { zone: null, key: null }).length !== bytes.length) throw new Error('redaction moved bytes');
}

/** Braces that lie about their depth, members of other types, numbers beyond all bounds. */
const LIES = ['{', '}', '[', ']', '"', '\\"', '\n', ':', ',null', '1e308', '-1e-308', '9'.repeat(400), '{"a":'.repeat(500), '[[[['.repeat(300), '"__proto__":{}', 'true', 'null', '\u0000', '{"em:0":{}}', '{"topic":"glow/x/STATE","payload":"{}"}'];

function lied(bytes: Buffer, mutator: Mutator): Buffer {
  if (mutator.pick(2) === 0) return bytes;
  const at = mutator.pick(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(LIES[mutator.pick(LIES.length)] ?? ''), bytes.subarray(at)]);
}

describe('damaged messages of meters', () => {
  it.each(CORPORA.map(([kind, texts]) => [kind.name, kind, texts] as const))(`of %s never end or hold up the gateway: ${FEW_INPUTS} inputs`, { timeout: FUZZ_TIMEOUT }, (name, kind, texts) => {
    fuzz({ name, inputs: FEW_INPUTS, corpus: [...texts, texts.join('')].map((text) => Buffer.from(text)), prepare: lied, digest: (bytes, mutator) => digest(kind, bytes, mutator) });
  });
});
