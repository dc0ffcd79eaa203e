import * as v from 'valibot';
import type { NotifierOptions } from '../../notify/notifier.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower case letters, digits and hyphens, at most 40'));
const topic = v.pipe(v.string(), v.regex(/^zigbee2mqtt\/[^+#/]+$/, 'zigbee2mqtt/ and the name of the device'));
const level = v.pipe(v.string(), v.regex(/^[^+#]{1,120}$/, 'a topic without wildcards'));

/** How people are reached who are not looking (docs/formats/home.md). */
export const notifySchema = v.strictObject({
  /** Sirens of zigbee2mqtt. */
  sounders: v.optional(v.pipe(v.array(v.strictObject({ topic, seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_800)), 10) })), v.maxLength(8)), []),
  /** Relays of zigbee2mqtt that ring a bell or light a lamp. */
  relays: v.optional(v.pipe(v.array(v.strictObject({ topic, seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_800)), 10) })), v.maxLength(8)), []),
  /** The broker that Home Assistant listens at. */
  mqtt: v.optional(
    v.nullable(
      v.strictObject({
        host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)),
        port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 1883),
        user: v.optional(v.pipe(v.string(), v.maxLength(120)), 'tidewatt'),
        password: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
        /** Under which Home Assistant looks for devices; null = it is not told. */
        discovery: v.optional(v.nullable(level), 'homeassistant'),
        /** Ours begin with this. */
        prefix: v.optional(level, 'tidewatt'),
      }),
    ),
    null,
  ),
  /** Relays that open the supply of the home, closed in rest. */
  supplyRelays: v.optional(v.record(id, v.strictObject({ topic })), {}),
});

/** What the notifier is made of; which ladder opens which relay stands with the thresholds. */
export function notifierOf({ notify, thresholds }: { readonly notify: v.InferOutput<typeof notifySchema>; readonly thresholds: readonly { readonly id: string; readonly interrupts: string | null }[] }): NotifierOptions {
  return { ...notify, opens: Object.fromEntries(thresholds.flatMap(({ id: ladder, interrupts }) => (interrupts === null ? [] : [[ladder, interrupts]]))) };
}
