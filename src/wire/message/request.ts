import * as v from 'valibot';
import { proposalSchema } from './plan.ts';
import { wishSchema } from './wishes.ts';

/** Body of a request; whoever answers checks revision, lateness and the sender's rights. */
export const requestBodySchema = v.variant('kind', [
  v.object({ kind: v.literal('proposal'), proposal: proposalSchema }),
  v.object({ kind: v.literal('wish'), wish: wishSchema }),
  v.object({ kind: v.literal('wish-removed'), id: v.string() }),
  /** Pause all automation until an instant of the home's wall time; null = until resumed. */
  v.object({ kind: v.literal('pause'), until: v.nullable(v.number()) }),
  v.object({ kind: v.literal('resume') }),
]);
export type RequestBody = v.InferOutput<typeof requestBodySchema>;
