import * as v from 'valibot';
import { Refusal } from '#domain/units/refusal.ts';
import { fileBytes, textOf } from '../../../transport/file.ts';
import { jsonOf } from '../json/pick.ts';

const topic = v.pipe(v.string(), v.regex(/^[^+#\s]{1,200}$/, 'a topic without wildcards'));

const valueSchema = v.strictObject({
  topic,
  /** Members of the JSON payload, "power.value"; null: the payload is the number. */
  path: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[^.]{1,64}(\.[^.]{1,64}){0,7}$/, 'names of members with dots between'))), null),
  is: v.picklist(['power', 'import-power', 'export-power', 'import-energy', 'export-energy', 'voltage', 'current', 'frequency', 'reactive-power', 'apparent-power']),
  unit: v.picklist(['W', 'kW', 'MW', 'Wh', 'kWh', 'MWh', 'V', 'A', 'mA', 'Hz', 'var', 'kvar', 'VA', 'kVA']),
  /** By which the number is multiplied first. */
  scale: v.optional(v.pipe(v.number(), v.finite(), v.check((factor) => factor !== 0 && Math.abs(factor) <= 1e6 && Math.abs(factor) >= 1e-6, 'a factor from 0.000001 to 1000000')), 1),
  /** Which way a positive number flows. */
  positive: v.optional(v.picklist(['import', 'export']), 'import'),
  phase: v.optional(v.nullable(v.picklist(['L1', 'L2', 'L3'])), null),
  /** Of a register; 0 = the total. */
  rate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)), 0),
});
export type MappedValue = v.InferOutput<typeof valueSchema>;

const mappingSchema = v.strictObject({
  /** Null: the device bus. */
  broker: v.optional(v.nullable(v.strictObject({ host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)), port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 1883) })), null),
  name: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/, 'letters, digits, hyphens, at most 40')), 'mqtt'),
  /** Seconds between two readings, until they have shown it themselves. */
  period: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3_600)), 10),
  values: v.pipe(v.array(v.pipe(valueSchema, v.check(fits, 'the unit, phase or rate does not go with what the value is'))), v.minLength(1), v.maxLength(40)),
});
export type Mapping = v.InferOutput<typeof mappingSchema>;

function fits({ is, unit, phase, rate }: MappedValue): boolean {
  const energy = is.endsWith('-energy');
  if ((rate !== 0 && !energy) || (phase !== null && !/power$|^voltage$|^current$/.test(is)) || (phase !== null && /^(re|ap)/.test(is))) return false;
  if ((is === 'voltage' || is === 'current') && phase === null) return false;
  if (energy) return /Wh$/.test(unit);
  const units: Partial<Record<MappedValue['is'], RegExp>> = { voltage: /^V$/, current: /^m?A$/, frequency: /^Hz$/, 'reactive-power': /var$/, 'apparent-power': /VA$/ };
  return (units[is] ?? /W$/).test(unit);
}

/** @throws Refusal `mapping-unreadable` naming the place in the file and what was expected there. */
export function readMapping(file: string): Mapping {
  const parsed = v.safeParse(mappingSchema, jsonOf(textOf(fileBytes(file), 'mapping')));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Refusal({ id: 'mapping-unreadable', message: `${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}.`, remedy: 'docs/formats/mqtt-meter.md shows every field with an example.' });
}
