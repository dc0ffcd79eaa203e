import * as v from 'valibot';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { typedTariffSchema } from '../message/typedTariff.ts';
import { HISTORY_REPLAY } from './paths.ts';

/** What a year of the home's past would have cost under a tariff that somebody typed in. */
export const replayPath = (typed: TypedTariff): string => `${HISTORY_REPLAY}?tariff=${encodeURIComponent(JSON.stringify(typed))}`;

/** The question of {@link replayPath}. */
export const replaySchema = v.object({ tariff: v.pipe(v.string(), v.parseJson(), typedTariffSchema) });

/** Money in micro, energy in mWh, times in ms UTC; see `Compared` in `#domain/answers/comparison.ts`. */
const compared = v.object({
  start: v.number(),
  end: v.number(),
  days: v.number(),
  paid: v.number(),
  other: v.number(),
  parts: v.array(v.object({ name: v.string(), money: v.number() })),
  leftOut: v.number(),
  unpriced: v.number(),
  shifted: v.nullable(v.object({ low: v.number(), high: v.number(), least: v.number(), most: v.number() })),
});
export type ReplayedPast = v.InferOutput<typeof compared>;

/** The answer to it: `fault` says why the typed tariff is none. */
export const replayAnswerSchema = v.variant('kind', [v.object({ kind: v.literal('compared'), compared }), v.object({ kind: v.literal('nothing-known') }), v.object({ kind: v.literal('fault'), fault: v.string() })]);
export type ReplayAnswer = v.InferOutput<typeof replayAnswerSchema>;
