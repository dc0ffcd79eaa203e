import * as v from 'valibot';
import { DEFAULT_VOLTAGE, type SafetyConfig } from '#domain/safety/config.ts';
import { ms } from '#domain/time/instant.ts';
import { sourcesSchema } from '../source/setting.ts';

const volts = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000));

/** Thresholds of the voltage, V between a phase and neutral; `dangerFor` in s. */
const voltageSchema = v.object({ nominal: volts, dangerHigh: volts, dangerLow: volts, dangerFor: v.pipe(v.number(), v.minValue(0)), swell: volts, sag: volts });

/**
 * What control tells house at the start, as JSON in `process.argv[2]`.
 * Control has read and checked the command line; house checks only the shape.
 */
const houseOptionsSchema = v.object({
  /** TCP port of the app; 0 takes a free one. */
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  /** Absolute folder of the home's state; made when absent. */
  stateDir: v.pipe(v.string(), v.minLength(1)),
  /** Absolute folder of the built app. */
  appDir: v.pipe(v.string(), v.minLength(1)),
  /** Bind every address instead of loopback; needs `cert` and `key`. */
  lan: v.boolean(),
  /** Absolute PEM files; both or none. */
  cert: v.nullable(v.string()),
  key: v.nullable(v.string()),
  /** Absolute file with a tariff in our JSON; null = the example tariff. */
  tariff: v.nullable(v.string()),
  /** What the home file names as sources of prices, with the absolute folder that their keys are told from; null = it names none. */
  sources: v.nullable(v.object({ folder: v.string(), list: sourcesSchema })),
  /** IANA zone of the home. */
  zone: v.string(),
  source: v.picklist(['meter', 'replay', 'capture', 'simulated']),
  /** As after `--format`; left out where no real meter is read. */
  meterFormat: v.optional(v.string()),
  /** How the home is called on the screen. */
  name: v.string(),
  /** ISO 4217. */
  currency: v.string(),
  /** Home seconds per real second; 1 outside a replay. */
  speed: v.pipe(v.number(), v.gtValue(0)),
  /** What the home file says of the voltage; null = the product's own thresholds. */
  voltage: v.nullable(voltageSchema),
});
/** A recording says nothing about the link and the supply of now. */
export const safetyOf = ({ voltage, source }: HouseOptions): SafetyConfig => ({
  voltage: voltage ? { ...voltage, dangerFor: ms(voltage.dangerFor * 1_000) } : DEFAULT_VOLTAGE,
  live: source === 'meter' || source === 'simulated',
});

export type HouseOptions = v.InferOutput<typeof houseOptionsSchema>;

/** @throws when the text is not the JSON of `HouseOptions`: house was started by something else than control. */
export function parseHouseOptions(text: string | undefined): HouseOptions {
  return v.parse(houseOptionsSchema, JSON.parse(text ?? 'null'));
}
