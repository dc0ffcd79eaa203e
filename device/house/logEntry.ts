import * as v from 'valibot';
import { logEntrySchema, type LogEntry } from '#wire/history/log.ts';

const text = v.string();
const figure = v.nullable(v.number());
const limit = v.object({ source: text, value: v.variant('kind', [v.object({ kind: v.literal('none') }), v.object({ kind: v.literal('limit'), w: v.number() })]) });

/** The records of the journal that people can read something from, as the machines write them; states and counters are left out. */
const recordSchema = v.variant('kind', [
  v.object({ kind: v.literal('plan'), plan: v.looseObject({}) }),
  v.object({ kind: v.literal('wishes'), change: v.looseObject({}) }),
  v.object({ kind: v.literal('act'), act: v.looseObject({}) }),
  v.object({ kind: v.literal('alarm-seen'), alarm: text }),
  v.object({ kind: v.literal('limit-proof'), step: text, limits: v.array(v.fallback(v.nullable(limit), null)), excess: v.number() }),
  v.object({ kind: v.literal('call'), issuer: text, status: text }),
  v.object({ kind: v.literal('receipt'), issuer: text, receipt: v.object({ asked: figure, delivered: figure }) }),
  v.object({ kind: v.literal('notice'), notice: v.object({ issuer: text, text }) }),
  v.object({ kind: v.literal('signed'), issuer: text, refused: v.nullable(text) }),
  v.object({ kind: v.literal('ladder'), entry: v.object({ what: text, to: v.optional(text) }) }),
  v.looseObject({ kind: v.literal('tariff-typed') }),
  v.looseObject({ kind: v.literal('tariff-typed-removed') }),
  v.looseObject({ kind: v.literal('money') }),
  v.looseObject({ kind: v.literal('advise') }),
  v.looseObject({ kind: v.literal('price-source') }),
  v.object({ kind: v.literal('safety'), change: text, alarm: v.object({ kind: text }) }),
]);
type JournalRecord = v.InferOutput<typeof recordSchema>;

/** A record of the journal as a line of the log; null for what says nothing to people, or has another shape. */
export function entryOf(record: unknown): LogEntry | null {
  const known = v.safeParse(recordSchema, record);
  const line = known.success ? lineOf(known.output) : null;
  const entry = v.safeParse(logEntrySchema, line);
  return entry.success ? entry.output : null;
}

function lineOf(record: JournalRecord): unknown {
  switch (record.kind) {
    case 'plan':
      return { ...record.plan, kind: 'plan' };
    case 'wishes':
      return { kind: 'person', body: record.change };
    case 'act':
      return { kind: 'person', body: record };
    case 'alarm-seen':
    case 'tariff-typed':
    case 'tariff-typed-removed':
    case 'money':
    case 'advise':
      return { kind: 'person', body: record };
    case 'price-source':
      return record;
    case 'limit-proof':
      return limitLine(record);
    case 'call':
      return { ...record, kind: 'event' };
    case 'receipt':
      return { kind: 'receipt', issuer: record.issuer, asked: record.receipt.asked, delivered: record.receipt.delivered };
    case 'notice':
      return { kind: 'notice', issuer: record.notice.issuer, text: record.notice.text };
    case 'signed':
      return record.refused === null ? null : { kind: 'refused', issuer: record.issuer, reason: record.refused };
    case 'ladder':
      return { kind: 'ladder', what: record.entry.to ?? record.entry.what };
    case 'safety':
      return { kind: 'alarm', change: record.change, alarm: record.alarm.kind };
  }
}

/** What came or went with the first that is named: one that allows anything has no W. */
function limitLine({ step, limits, excess }: Extract<JournalRecord, { kind: 'limit-proof' }>): unknown {
  const [first] = limits;
  return { kind: 'limit', step, source: first?.source ?? null, w: first?.value.kind === 'limit' ? first.value.w : null, excess };
}
