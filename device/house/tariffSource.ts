import { readFileSync } from 'node:fs';
import type { AccountMemory } from '#domain/ledger/memory.ts';
import { reachedTiers } from '#domain/ledger/reachedTiers.ts';
import { tariffState, type TariffState } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { tariffFromText } from '../source/tariffFile.ts';
import { exampleTariff } from './exampleTariff.ts';
import { codeOf, refuse } from './failure.ts';
import type { HouseOptions } from './options.ts';

/** Prices are told from the start of the local day to this long after now; a day-ahead table may end before. */
const AHEAD = 48 * HOUR;

/** The tariff of `--tariff`, else the example. @throws Refusal when the file cannot be read as a tariff. */
export function readHomeTariff({ tariff, zone, currency }: Pick<HouseOptions, 'tariff' | 'zone' | 'currency'>): Tariff {
  if (tariff === null) return exampleTariff(zone, currency);
  let text: string;
  try {
    text = readFileSync(tariff, 'utf8');
  } catch (error) {
    throw refuse('tariff-unreadable', `The tariff file ${tariff} cannot be read (${codeOf(error)}).`, 'Give a file that this user can read with --tariff.', error);
  }
  return tariffFromText(text, 'inc');
}

/** Body of `state/tariff` at an instant. @param tally what its blocks have used; undefined while nobody knows. */
export const tariffAt = (tariff: Tariff, zone: string, at: Instant, tally?: AccountMemory): TariffState =>
  tariffState(tariff, { start: localDay(at, zone).interval.start, end: after(at, AHEAD) }, tally && reachedTiers(tariff, tally, at));
