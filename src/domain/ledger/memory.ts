import type { CivilDate } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { ExactPrice } from '../units/money.ts';

/** The highest window of a rate in a month: 10^-18 kW, and the price that its kW have. */
export interface Peak {
  readonly power: bigint;
  readonly price: ExactPrice;
}

/** Highest windows by the first date of their month, then by rate. */
export type Peaks = ReadonlyMap<CivilDate, ReadonlyMap<string, Peak>>;

/** A window that has begun: what was metered of it, 10^-18 kWh. */
export interface OpenWindow {
  readonly start: Instant;
  readonly energy: bigint;
}

/** What a bill must know of the time before it: energy used in blocks that still run (10^-18 kWh), and peaks of past months and the window that runs, by part. */
export interface AccountMemory {
  readonly blocks: ReadonlyMap<string, bigint>;
  readonly peaks: ReadonlyMap<string, Peaks>;
  readonly windows: ReadonlyMap<string, OpenWindow>;
}

export const NO_MEMORY: AccountMemory = { blocks: new Map(), peaks: new Map(), windows: new Map() };

/** The name of a part's counter in a block that begins on a date. */
export const blockName = (part: string, begins: CivilDate): string => `${begins} ${part}`;

/** What a period that begins on a date can still need: two years reach over every block and every mean of peaks. */
export function neededFrom(memory: AccountMemory, begins: CivilDate): AccountMemory {
  const oldest = `${String(Number(begins.slice(0, 4)) - 2).padStart(4, '0')}${begins.slice(4)}`;
  const blocks = new Map([...memory.blocks].filter(([name]) => name >= oldest));
  const peaks = new Map([...memory.peaks].map(([part, months]) => [part, new Map([...months].filter(([month]) => month >= oldest))]));
  return { ...memory, blocks, peaks };
}
