import * as v from 'valibot';
import type { DeviceWish } from '../driver/index.ts';
import { refuse } from './failure.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower case letters, digits and hyphens, at most 40'));
const power = v.pipe(v.number(), v.minValue(1), v.maxValue(1_000_000));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(80));

const batterySchema = v.strictObject({
  driver: v.literal('sunspec-battery'),
  id: v.optional(id),
  name: v.optional(name),
  host: v.pipe(v.string(), v.minLength(1)),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 502),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
  /** Wh, where the device does not say it. */
  capacity: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(10_000_000))),
  simulated: v.optional(v.boolean(), false),
});

const plugSchema = v.strictObject({
  driver: v.literal('zigbee2mqtt-plug'),
  id: v.optional(id),
  name: v.optional(name),
  topic: v.pipe(v.string(), v.regex(/^zigbee2mqtt\/[^+#/]+$/, 'zigbee2mqtt/ and the name of the plug')),
  /** W. */
  rating: power,
  /** W a step, and the step in seconds. */
  profile: v.optional(v.strictObject({ powers: v.pipe(v.array(v.pipe(v.number(), v.minValue(0))), v.minLength(1), v.maxLength(1_440)), step: v.pipe(v.number(), v.minValue(1)) })),
  simulated: v.optional(v.boolean(), false),
});

const chargerSchema = v.strictObject({
  driver: v.literal('goe-charger'),
  id: v.optional(id),
  name: v.optional(name),
  host: v.pipe(v.string(), v.minLength(1)),
  port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 502),
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 1),
  /** A a phase that the line to it carries. */
  amps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(32)), 16),
  simulated: v.optional(v.boolean(), false),
});

const fileSchema = v.strictObject({ devices: v.pipe(v.array(v.variant('driver', [batterySchema, plugSchema, chargerSchema])), v.maxLength(64)) });

const KINDS: Readonly<Record<DeviceWish['driver'], string>> = { 'sunspec-battery': 'battery', 'zigbee2mqtt-plug': 'plug', 'goe-charger': 'charger' };

/**
 * Reads a devices file (docs/formats/devices.md).
 * @throws Refusal naming the place in the file and what was expected there.
 */
export function parseDevicesFile(text: string, file: string): DeviceWish[] {
  const remedy = 'docs/formats/devices.md shows every field with an example.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse('devices-unreadable', `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, remedy);
  }
  const parsed = v.safeParse(fileSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw refuse('devices-unreadable', `${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}.`, remedy);
  }
  return withIds(parsed.output.devices, file);
}

type Entry = v.InferOutput<typeof fileSchema>['devices'][number];

/** A device without an id of its own is called by its kind and place in the file. */
function withIds(entries: readonly Entry[], file: string): DeviceWish[] {
  const wishes = entries.map((entry, index) => wishOf(entry, entry.id ?? `${KINDS[entry.driver]}${index === 0 ? '' : `-${index + 1}`}`));
  const twice = wishes.find((wish, index) => wishes.findIndex((other) => other.id === wish.id) !== index);
  if (twice) throw refuse('devices-unreadable', `${file}: two devices are called ${twice.id}.`, 'Give each device an id of its own.');
  return wishes;
}

function wishOf(entry: Entry, id: string): DeviceWish {
  if (entry.driver === 'goe-charger') return { ...entry, id, name: entry.name ?? 'Charger' };
  if (entry.driver === 'sunspec-battery') return { ...entry, id, name: entry.name ?? null, capacity: entry.capacity ?? null };
  const profile = entry.profile ? { powers: entry.profile.powers, step: entry.profile.step * 1_000 } : null;
  return { ...entry, id, name: entry.name ?? entry.topic.slice('zigbee2mqtt/'.length), profile };
}
