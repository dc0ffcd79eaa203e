import type { Grid } from '#wire/message/bodies.ts';

/** W at the connection, + = import. `isEstimate` = the meter tells none, and its registers told it over the last minute or two. */
export interface KnownPower {
  readonly watts: number;
  readonly isEstimate: boolean;
}

/** Null where neither is known: never 0. */
export function knownPower({ power, estimatedPower = null }: Pick<Grid, 'power' | 'estimatedPower'>): KnownPower | null {
  const watts = power ?? estimatedPower;
  return watts === null ? null : { watts, isEstimate: power === null };
}
