import { contractedPower, type ContractedPower, type ContractQuestion, type MeanPower } from '#domain/answers/contracted.ts';
import { meansOf } from '#domain/answers/ownFigures.ts';
import { periodAt } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import { ownSlots } from './ownAnswers.ts';
import type { PastUse } from './past.ts';

/** How much of the contracted power was used, and the highest mean of the month that runs. */
export interface ContractedUse {
  readonly used: ContractedPower | null;
  /** Null where nothing of the month is known. */
  readonly month: MeanPower | null;
}

/** A bill of a year has its winter in it; three months are enough to say which, and days say how many. */
const BEHIND = 92 * 86_400_000;

const NO_CONTRACT: ContractQuestion = { contracted: null, operator: null, steps: [] };

/** @param now ms UTC. @throws RangeError for an unknown zone. */
export async function contractedUse(past: PastUse, contract: ContractQuestion | null, zone: string, now: number): Promise<ContractedUse> {
  const { rows } = await past.read('slots', now - BEHIND, now);
  const means = meansOf(ownSlots(rows));
  const { start } = periodAt('month', now as Instant, zone);
  const ofMonth = means.filter((mean) => mean.start >= start);
  return { used: contractedPower(means, contract ?? NO_CONTRACT, zone), month: ofMonth.reduce<MeanPower | null>((most, one) => (most && most.power >= one.power ? most : one), null) };
}
