import * as v from 'valibot';
import { refuse } from './failure.ts';
import { deviceBusSchema } from './homeFile/deviceBus.ts';
import { circuitsSchema, classesSchema, issuersSchema } from './homeFile/issuers.ts';
import { chargingSchema } from './homeFile/charging.ts';
import { guardingEntries } from './homeFile/guarding.ts';
import { limitsSchema } from './homeFile/limits.ts';
import { notifySchema } from './homeFile/notify.ts';
import { opensKnownRelays, thresholdsSchema } from './homeFile/thresholds.ts';
import { sourcesSchema } from '../source/setting.ts';
import { voltageSchema } from './homeFile/voltage.ts';

const deviceId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'the id of a device'));
const phase = v.picklist(['L1', 'L2', 'L3']);
const watts = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000));

/** What the house itself is made of: it holds whatever anybody asks (docs/formats/home.md). */
const entriesSchema = v.strictObject({
  /** The main fuse, A a phase. */
  fuse: v.optional(v.nullable(v.strictObject({ amps: v.pipe(v.number(), v.minValue(1), v.maxValue(1_000)), volts: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(500)), 230), phases: v.optional(v.nullable(v.picklist([1, 3])), null) })), null),
  /** Devices in the order in which they are shed; those not named go first. */
  shedOrder: v.optional(v.array(deviceId), []),
  /** Phases a device is known to be on. */
  phases: v.optional(v.record(deviceId, v.array(phase)), {}),
  /** W that frost and hygiene need: a limit does not go below, the fuse does. */
  protect: v.optional(v.record(deviceId, watts), {}),
  ...guardingEntries,
  /** Who may limit this home, and what is agreed for its connection. */
  limits: v.optional(limitsSchema, {}),
  /** When a voltage is a sag, a swell or a danger; null = the product's own thresholds. */
  voltage: v.optional(v.nullable(voltageSchema), null),
  /** Power at which people are warned, then loads shed, then the supply interrupted. */
  thresholds: v.optional(thresholdsSchema, []),
  /** Who may send signed signals, what is agreed with them, and what devices their calls may be about. */
  issuers: v.optional(issuersSchema, []),
  classes: v.optional(classesSchema, {}),
  circuits: v.optional(circuitsSchema, {}),
  /** Null: devices and meters speak at the gateway's own broker. */
  deviceBus: v.optional(v.nullable(deviceBusSchema), null),
  /** When vehicles charge that nobody plans; left out = by the law of the home's zone, null = at any hour. */
  defaultCharging: v.optional(chargingSchema),
  /** Who says what energy costs and what CO2 is in it; null = nobody outside the home is asked. */
  sources: v.optional(v.nullable(sourcesSchema), null),
  /** How people are reached who are not looking. */
  notify: v.optional(notifySchema, {}),
});
const homeFileSchema = v.pipe(entriesSchema, v.check((home) => opensKnownRelays(home), 'a threshold interrupts by a relay that notify.supplyRelays does not name'));
export type HomeFile = v.InferOutput<typeof homeFileSchema>;

/** A home of which nothing is known but its meter and devices. */
export const PLAIN_HOME: HomeFile = v.parse(homeFileSchema, {});

/**
 * Reads a home file.
 * @throws Refusal naming the place in the file and what was expected there.
 */
export function parseHomeFile(text: string, file: string): HomeFile {
  const remedy = 'docs/formats/home.md shows every field with an example.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw refuse('home-unreadable', `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`, remedy);
  }
  const parsed = v.safeParse(homeFileSchema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw refuse('home-unreadable', `${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}.`, remedy);
}
