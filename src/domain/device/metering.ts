import type { Sensed } from './sense.ts';

/** What the meter's word is worth. */
export interface Metering {
  /** Most W that the home generates beside its devices; null = nobody has said. */
  readonly generation: number | null;
  /** The home file says so, and goes before a person. */
  readonly byFile: boolean;
  /** It goes against the steps of the devices behind it, and is not heard. */
  readonly doubted: boolean;
}

/** @param byFile W, as the home file says, null = it does not. @param byPerson W, as a person says where the file is silent. */
export const metering = ({ proof }: Sensed, byFile: number | null, byPerson: number | null): Metering => ({ generation: byFile ?? byPerson, byFile: byFile !== null, doubted: proof?.doubtedAt != null });
