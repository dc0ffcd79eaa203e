import * as v from 'valibot';

/** Absolute, or from the folder of the settings. */
const keyFile = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const area = v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,10}$/));

/** A source of prices as the installer wrote it (docs/formats/sources.md). */
const settingSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('octopus'), code: v.pipe(v.string(), v.regex(/^E-1R-[A-Z0-9-]{1,60}-[A-P]$/)), direction: v.optional(v.picklist(['import', 'export']), 'import'), payment: v.optional(v.picklist(['DIRECT_DEBIT', 'NON_DIRECT_DEBIT']), 'DIRECT_DEBIT') }),
  v.strictObject({ kind: v.literal('tibber'), keyFile, home: v.optional(v.nullable(v.string()), null) }),
  v.strictObject({ kind: v.literal('awattar'), country: v.picklist(['de', 'at']) }),
  v.strictObject({ kind: v.literal('entsoe'), keyFile, domain: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{16}$/)) }),
  v.strictObject({ kind: v.literal('nord-pool'), area, currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) }),
  v.strictObject({ kind: v.literal('evcc'), url: v.pipe(v.string(), v.url()), direction: v.optional(v.picklist(['import', 'export']), 'import') }),
]);
export type SourceSetting = v.InferOutput<typeof settingSchema>;

const fileSchema = v.strictObject({ version: v.literal(1), source: settingSchema });

/** The settings of a home's source of prices. @returns a sentence that names the field where they cannot be used. */
export function readSourceSetting(raw: unknown): SourceSetting | string {
  const parsed = v.safeParse(fileSchema, raw);
  if (parsed.success) return parsed.output.source;
  const [issue] = parsed.issues;
  return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
