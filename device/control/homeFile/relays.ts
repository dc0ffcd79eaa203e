import * as v from 'valibot';
import { SECOND } from '#domain/time/instant.ts';
import type { HomeClock } from '../../clock/clock.ts';
import type { ContactSource } from '../../signal/relay/contactReader.ts';
import { FileInput } from '../../signal/relay/fileInput.ts';
import type { ContactInput } from '../../signal/relay/input.ts';
import { ModbusInput, type ModbusInputOptions } from '../../signal/relay/modbusInput.ts';
import { MqttInput } from '../../signal/relay/mqttInput.ts';
import { oppositeOf } from '../../signal/relay/words.ts';
import type { MqttBus } from '../../transport/mqtt/client.ts';

const contactName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,12}$/, 'the name of a contact'));
const topic = v.pipe(v.string(), v.regex(/^[^+#]{1,200}$/, 'a topic without wildcards'));
const path = v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(80))), v.maxLength(8)), []);
const plain = v.union([v.pipe(v.string(), v.minLength(1), v.maxLength(80)), v.number(), v.boolean()]);

const modbus = v.strictObject({
  host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 502),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
  /** Number of the discrete input as on the wire, from 0. */
  input: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_999)),
});
const withOpen = <Words extends { readonly closed: string | number | boolean; readonly open?: string | number | boolean | undefined }>(words: Words) => ({ ...words, open: words.open ?? oppositeOf(words.closed) ?? '' });
const NO_OPEN = 'needs the word for open: `closed` is none that has a known opposite';
const hasOpen = ({ open }: { readonly open: string | number | boolean }): boolean => open !== '';

const mqtt = v.pipe(v.strictObject({
  topic,
  path,
  closed: v.optional(plain, true),
  open: v.optional(plain),
  available: v.optional(v.nullable(v.strictObject({ topic, path, value: plain })), null),
  ask: v.optional(v.nullable(v.strictObject({ topic, payload: v.optional(v.pipe(v.string(), v.maxLength(400)), '') })), null),
}), v.transform((words) => withOpen(words)), v.check((words) => hasOpen(words), NO_OPEN));

const word = v.pipe(v.string(), v.regex(/^\S{1,20}$/, 'one word'));

/** Where a contact is wired to (docs/formats/home.md). */
const input = v.union([
  v.strictObject({ modbus }),
  v.strictObject({ mqtt }),
  v.pipe(v.strictObject({ file: v.pipe(v.string(), v.minLength(1), v.maxLength(400)), closed: v.optional(word, '1'), open: v.optional(word) }), v.transform((words) => withOpen(words)), v.check((words) => hasOpen(words), NO_OPEN)),
]);
type Input = v.InferOutput<typeof input>;

/** What a source of contacts says about its wires. */
export const wiringEntries = {
  /** By contact; none: whoever reads them tells the local socket. */
  inputs: v.optional(v.record(contactName, input), {}),
  /** Contacts that speak when they open: a broken wire then limits. */
  normallyClosed: v.optional(v.pipe(v.array(contactName), v.maxLength(16)), []),
};
export type Wiring = v.InferOutput<v.StrictObjectSchema<typeof wiringEntries, undefined>>;

/** The modules that are asked, one for all the wires on it. */
function modulesOf(inputs: Wiring['inputs']): readonly ModbusInputOptions[] {
  const modules = new Map<string, ModbusInputOptions>();
  for (const [contact, one] of Object.entries(inputs)) {
    if (!('modbus' in one)) continue;
    const { input: number, ...address } = one.modbus;
    const key = JSON.stringify(address);
    modules.set(key, { ...address, inputs: { ...modules.get(key)?.inputs, [contact]: number } });
  }
  return [...modules.values()];
}

function single(contact: string, one: Input, maxAge: number, bus: MqttBus, clock: HomeClock): readonly ContactInput[] {
  if ('mqtt' in one) return [new MqttInput({ contact, maxAge, ...one.mqtt }, bus, clock)];
  return 'file' in one ? [new FileInput({ contact, ...one })] : [];
}

/** The sources whose contacts this gateway reads itself. */
export function contactSourcesOf(sources: readonly (Wiring & { readonly source: string; readonly maxAgeSeconds: number })[], bus: MqttBus, clock: HomeClock): readonly ContactSource[] {
  return sources
    .filter(({ inputs }) => Object.keys(inputs).length > 0)
    .map(({ source, inputs, normallyClosed, maxAgeSeconds }) => ({
      source,
      normallyClosed: new Set(normallyClosed),
      inputs: [...modulesOf(inputs).map((module) => new ModbusInput(module)), ...Object.entries(inputs).flatMap(([contact, one]) => single(contact, one, maxAgeSeconds * SECOND, bus, clock))],
    }));
}
