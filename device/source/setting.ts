import * as v from 'valibot';
import type { Given } from '#domain/tariff/sources.ts';

/** Absolute, or from the folder of the file that names it. */
const keyFile = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const area = v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,10}$/));
const url = v.pipe(v.string(), v.url(), v.maxLength(1_000));
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time such as "00:30"'));
const code = (kind: 'E-1R' | 'E-2R' | 'G-1R') => v.pipe(v.string(), v.regex(new RegExp(`^${kind}-[A-Z0-9-]{1,60}-[A-P]$`), `is no tariff code such as ${kind}-VAR-22-11-01-C`));
const payment = v.optional(v.picklist(['DIRECT_DEBIT', 'NON_DIRECT_DEBIT']), 'DIRECT_DEBIT');
const direction = v.optional(v.picklist(['import', 'export']), 'import');
const decimalWithin = (least: number, most: number) => v.pipe(v.string(), v.regex(/^\d{1,2}(\.\d{1,6})?$/, 'is no decimal such as "39.4"'), v.check((text) => Number(text) >= least && Number(text) <= most, `is not from ${least} to ${most}`));

/** A source of a home as the installer wrote it (docs/formats/sources.md). */
export const sourceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('octopus'), code: code('E-1R'), direction, payment }),
  /** Two registers; `clock` is the one that switches them: many stay on GMT all year. */
  v.strictObject({ kind: v.literal('octopus-day-night'), code: code('E-2R'), payment, night: v.strictObject({ from: timeOfDay, to: timeOfDay, clock: v.optional(v.picklist(['local', 'gmt']), 'local') }) }),
  /** MJ/m3 and the volume correction, as the bill has them: for a meter that tells cubic metres alone. */
  v.strictObject({ kind: v.literal('octopus-gas'), code: code('G-1R'), payment, calorificValue: v.optional(decimalWithin(30, 50)), correction: v.optional(decimalWithin(0.9, 1.2)) }),
  v.strictObject({ kind: v.literal('tibber'), keyFile, home: v.optional(v.nullable(v.string()), null) }),
  v.strictObject({ kind: v.literal('awattar'), country: v.picklist(['de', 'at']) }),
  v.strictObject({ kind: v.literal('entsoe'), keyFile, domain: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{16}$/)) }),
  v.strictObject({ kind: v.literal('nord-pool'), area, currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) }),
  v.strictObject({ kind: v.literal('evcc'), url, direction }),
  /** Published by a Swiss grid operator; `products` of the home, null = all. */
  v.strictObject({ kind: v.literal('vse'), url, products: v.optional(v.nullable(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(20))), null) }),
  /** Region 1 to 17 of the GB Carbon Intensity API; null = Great Britain. */
  v.strictObject({ kind: v.literal('gb-carbon'), region: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(17))), null) }),
]);
export type SourceSetting = v.InferOutput<typeof sourceSchema>;
export type SourceKind = SourceSetting['kind'];

/** What a source gives the home: two of a home never give the same. */
export function givesOf(setting: SourceSetting): Given {
  if (setting.kind === 'octopus-gas') return 'gas';
  if (setting.kind === 'gb-carbon') return 'carbon';
  return 'direction' in setting ? setting.direction : 'import';
}

const NAMES: Readonly<Record<SourceKind, string>> = {
  octopus: 'Octopus Energy', 'octopus-day-night': 'Octopus Energy', 'octopus-gas': 'Octopus Energy', tibber: 'Tibber', awattar: 'aWATTar', entsoe: 'ENTSO-E',
  'nord-pool': 'Nord Pool', evcc: 'evcc', vse: 'VSE', 'gb-carbon': 'Carbon Intensity API',
};
/** As people call it. */
export const nameOfSource = ({ kind }: SourceSetting): string => NAMES[kind];

/** In the home's own network: nobody else asks it, so it may be asked at once and often. */
export const isNeighbour = (setting: SourceSetting): boolean => 'url' in setting && new URL(setting.url).protocol === 'http:';

const eachOnce = (sources: readonly SourceSetting[]): boolean => new Set(sources.map(givesOf)).size === sources.length;

/** The sources of a home, each of something else. */
export const sourcesSchema = v.pipe(v.array(sourceSchema), v.check((sources) => eachOnce(sources), 'two of the sources give the same: one for import, export, gas and carbon each'));

const onlyOne = v.strictObject({ version: v.literal(1), source: sourceSchema });
const several = v.strictObject({ version: v.literal(1), sources: sourcesSchema });

/** The settings of a home's sources in the state folder. @returns a sentence that names the field where they cannot be used. */
export function readSourceSettings(raw: unknown): readonly SourceSetting[] | string {
  const parsed = v.safeParse(typeof raw === 'object' && raw !== null && 'sources' in raw ? several : onlyOne, raw);
  if (parsed.success) return 'sources' in parsed.output ? parsed.output.sources : [parsed.output.source];
  const [issue] = parsed.issues;
  return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
