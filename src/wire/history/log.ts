import * as v from 'valibot';
import { planSchema } from '../message/plan.ts';
import { requestBodySchema } from '../message/request.ts';
import { safetySchema } from '../message/safety.ts';

const plan = v.unwrap(planSchema);
const alarmKind = safetySchema.entries.alarms.item.entries.kind;

/** One line of the home's log: what was done, by whom or what, and why. W, mWh, ms UTC; null is not known. */
export const logEntrySchema = v.variant('kind', [
  /** A plan that was committed: its acts hold from `from` until the next one. */
  v.object({ kind: v.literal('plan'), from: v.number(), until: v.number(), acts: plan.entries.acts, reasons: plan.entries.reasons }),
  /** What a person of the home asked for and got. */
  v.object({ kind: v.literal('person'), body: requestBodySchema }),
  v.object({ kind: v.literal('limit'), step: v.picklist(['applied', 'lifted', 'binding', 'free', 'unkeepable', 'kept']), source: v.nullable(v.string()), w: v.nullable(v.number()), excess: v.number() }),
  v.object({ kind: v.literal('event'), issuer: v.string(), status: v.picklist(['offered', 'joined', 'skipped', 'scheduled', 'running', 'opted-out', 'over', 'cancelled']) }),
  v.object({ kind: v.literal('receipt'), issuer: v.string(), asked: v.nullable(v.number()), delivered: v.nullable(v.number()) }),
  v.object({ kind: v.literal('notice'), issuer: v.string(), text: v.string() }),
  v.object({ kind: v.literal('refused'), issuer: v.string(), reason: v.string() }),
  v.object({ kind: v.literal('ladder'), what: v.picklist(['below', 'warned', 'shedding', 'interrupted', 'waiting', 'restoring', 'acknowledged', 'test']) }),
  /** Who says what energy costs (or what CO2 is in it): changed by the installer, fallen silent or refused with its reason, heard again. */
  v.object({ kind: v.literal('price-source'), change: v.picklist(['begins', 'replaces', 'ends', 'fails', 'answers']), gives: v.picklist(['import', 'export', 'gas', 'carbon']), name: v.string(), reason: v.nullable(v.string()) }),
  v.object({ kind: v.literal('alarm'), change: v.picklist(['begins', 'ends', 'happened', 'withdrawn']), alarm: alarmKind }),
]);
export type LogEntry = v.InferOutput<typeof logEntrySchema>;

const logRecordSchema = v.object({ seq: v.number(), at: v.number(), entry: logEntrySchema });
export type LogRecord = v.InferOutput<typeof logRecordSchema>;

/** Answer of `GET api/history/log?from=MS&to=MS&before=SEQ`: newest first; `next` = the `before` of what comes after, null at the end. */
export const historyLogSchema = v.object({ storeId: v.string(), records: v.array(logRecordSchema), next: v.nullable(v.number()) });
export type HistoryLog = v.InferOutput<typeof historyLogSchema>;

/** Records looked through for one answer. */
export const LOG_MOST = 200;
