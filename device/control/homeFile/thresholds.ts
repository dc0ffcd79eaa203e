import * as v from 'valibot';
import { THRESHOLD_DEFAULTS, type Threshold } from '#domain/ladder/threshold.ts';
import { ms, SECOND, type Milliseconds } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';

const name = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower case letters, digits and hyphens, at most 40'));
/** A plain number of seconds, not below what a meter can show. */
const seconds = (least: number, most: number, standard: Milliseconds) => v.optional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)), standard / SECOND);
const { reaction, grace, shedFor, hysteresis, repeat } = THRESHOLD_DEFAULTS;

const repeatSchema = v.strictObject({
  trips: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), repeat.trips),
  within: seconds(60, 31 * 86_400, repeat.within),
  lockOut: seconds(0, 86_400, repeat.lockOut),
});

const threshold = v.pipe(
  v.strictObject({
    id: name,
    direction: v.optional(v.picklist(['import', 'export']), 'import'),
    /** W, or the meter's own. */
    watts: v.union([v.pipe(v.number(), v.minValue(100), v.maxValue(10_000_000)), v.literal('meter')], 'a power in W, or "meter"'),
    /** s over which the power is averaged; null = the reading itself. */
    window: v.optional(v.nullable(v.pipe(v.number(), v.minValue(60), v.maxValue(86_400))), null),
    reaction: seconds(1, 3_600, reaction),
    grace: seconds(0, 86_400, grace),
    shedFor: seconds(5, 86_400, shedFor),
    hysteresis: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.5)), hysteresis),
    repeat: v.optional(repeatSchema, {}),
    /** The relay that opens the supply, by its name in `notify.supplyRelays`. */
    interrupts: v.optional(v.nullable(name), null),
  }),
  v.check(({ watts: power, direction }) => power !== 'meter' || direction === 'import', 'a meter limits import'),
  v.check(({ watts: power, interrupts }) => power !== 'meter' || interrupts === null, 'the meter interrupts by itself'),
);

/** Power thresholds of the home (docs/formats/home.md). */
export const thresholdsSchema = v.pipe(
  v.array(threshold),
  v.maxLength(8),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two thresholds of one id'),
  v.check((all) => all.filter(({ watts: power }) => power === 'meter').length <= 1, 'two thresholds that are the meter’s'),
  v.check((all) => all.every(({ id, watts: power }) => id !== 'meter' || power === 'meter'), 'the id meter is that of the meter’s own threshold'),
);

/** A threshold opens a relay that is there. */
export const opensKnownRelays = ({ thresholds, notify }: { readonly thresholds: v.InferOutput<typeof thresholdsSchema>; readonly notify: { readonly supplyRelays: Readonly<Record<string, unknown>> } }): boolean =>
  thresholds.every(({ interrupts }) => interrupts === null || Object.hasOwn(notify.supplyRelays, interrupts));

const inMs = (s: number): Milliseconds => ms(Math.round(s * SECOND));

/** The thresholds as the ladder knows them. */
export const thresholdsOf = (entries: v.InferOutput<typeof thresholdsSchema>): readonly Threshold[] =>
  entries.map((one) => ({
    ...one,
    watts: one.watts === 'meter' ? 'meter' : watts(one.watts),
    window: one.window === null ? null : inMs(one.window),
    reaction: inMs(one.reaction),
    grace: inMs(one.grace),
    shedFor: inMs(one.shedFor),
    repeat: { trips: one.repeat.trips, within: inMs(one.repeat.within), lockOut: inMs(one.repeat.lockOut) },
  }));
