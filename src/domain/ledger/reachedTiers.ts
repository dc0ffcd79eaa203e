import type { ReachedTiers } from '../tariff/tiers.ts';
import { unitParts, type Tariff } from '../tariff/tariff.ts';
import { periodAt } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { blockName, type AccountMemory } from './memory.ts';
import { edgesOf } from './tierCharge.ts';

/** The tier that each part's running block has reached, by what was counted: it holds until the block ends. @throws RangeError for an unknown zone. */
export function reachedTiers(tariff: Tariff, { blocks }: Pick<AccountMemory, 'blocks'>, at: Instant): ReachedTiers {
  return new Map(
    unitParts(tariff, 'import').flatMap((part) => {
      const block = part.tiers.find(({ from }) => from.kind === 'energy')?.from;
      if (block?.kind !== 'energy') return [];
      const { key, end } = periodAt(block.each, at, tariff.zone, tariff.billing);
      const used = blocks.get(blockName(part.name, key)) ?? 0n;
      return [[part.name, { tier: edgesOf(part).edges.filter((edge) => edge <= used).length, until: end }] as const];
    }),
  );
}
