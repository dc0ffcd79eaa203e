import * as v from 'valibot';
import { eventRestSchema } from './eventRest.ts';
import { moneyChangeSchema } from './moneyBody.ts';
import { proposalSchema } from './plan.ts';
import { typedTariffSchema } from './typedTariff.ts';
import { windowsSchema } from './windows.ts';
import { intentSchema, slotChoiceSchema, wishSchema } from './wishes.ts';

/** ms. */
const MOST_OF_A_SLOT = 3_600_000;
const device = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** What control must know at once; it answers when its own state is kept. */
export const householderActSchema = v.variant('kind', [
  v.object({ kind: v.literal('event-answer'), event: v.pipe(v.string(), v.maxLength(128)), answer: v.picklist(['join', 'skip', 'opt-out', 'rejoin']) }),
  v.object({ kind: v.literal('override'), device, want: v.picklist(['on', 'off']), until: v.pipe(v.number(), v.safeInteger()) }),
  v.object({ kind: v.literal('override-ended'), device }),
  v.object({ kind: v.literal('ladder'), ladder: v.pipe(v.string(), v.maxLength(64)), act: v.picklist(['acknowledge', 'restart', 'test']) }),
  v.object({ kind: v.literal('event-rest'), rest: eventRestSchema }),
  v.object({ kind: v.literal('operators-confirmed') }),
  v.object({ kind: v.literal('charging-hours'), except: windowsSchema }),
  v.object({ kind: v.literal('generation'), watts: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))) }),
  v.object({ kind: v.literal('skip-delay') }),
]);

/** Body of a request; whoever answers checks revision, lateness and the sender's rights. */
export const requestBodySchema = v.variant('kind', [
  v.object({ kind: v.literal('proposal'), proposal: proposalSchema }),
  v.object({ kind: v.literal('wish'), wish: wishSchema }),
  v.object({ kind: v.literal('wish-removed'), id: v.string() }),
  v.object({ kind: v.literal('intent'), intent: intentSchema }),
  /** One half-hour of one device, decided by a person; longer than an hour is an override's affair. */
  v.object({ kind: v.literal('slot'), choice: v.pipe(slotChoiceSchema, v.check(({ start, end }) => end > start && end - start <= MOST_OF_A_SLOT)) }),
  v.object({ kind: v.literal('slot-freed'), device, start: v.pipe(v.number(), v.safeInteger()) }),
  /** Pause all automation until an instant of the home's wall time; null = until resumed. */
  v.object({ kind: v.literal('pause'), until: v.nullable(v.number()) }),
  v.object({ kind: v.literal('resume') }),
  /** Plans are made and shown, and nothing is commanded by them; until an instant of the home's wall time, null or left out = until somebody says so. */
  v.object({ kind: v.literal('advise'), on: v.boolean(), until: v.optional(v.nullable(v.number())) }),
  v.object({ kind: v.literal('act'), act: householderActSchema }),
  /** An alarm of `state/safety` was seen by somebody of the home. */
  v.object({ kind: v.literal('alarm-seen'), alarm: v.pipe(v.string(), v.maxLength(128)) }),
  /** A tariff read off a bill, in place of one typed before for the same date; the other takes one back. */
  v.object({ kind: v.literal('tariff-typed'), tariff: typedTariffSchema }),
  v.object({ kind: v.literal('tariff-typed-removed'), validFrom: v.pipe(v.string(), v.maxLength(10)) }),
  /** Limits to be told of, a prepayment meter, the contracted power, a suggestion put away. */
  v.object({ kind: v.literal('money'), change: moneyChangeSchema }),
]);
export type RequestBody = v.InferOutput<typeof requestBodySchema>;
