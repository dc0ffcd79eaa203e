/** What a meter's status word says that a household is concerned with; null is what it does not say. */
export interface MeterState {
  readonly direction: 'import' | 'export' | null;
  /** A magnet was held to the meter, or its terminal cover was opened. */
  readonly tampered: boolean | null;
}

const bit = (status: bigint, place: bigint): boolean => ((status >> place) & 1n) === 1n;

/**
 * The status word beside an energy register, in the two layouts that are in use: FNN Lastenheft Basiszähler 1.4, 6 (bit 2
 * is always set, 9 magnet, 10 cover, 11 export, 18 to 20 the phases that have voltage) and the older EDL21 (bit 7 is set,
 * 5 export). Others are not read.
 */
export function stateOf(status: bigint | null): MeterState {
  if (status === null) return { direction: null, tampered: null };
  const hasVoltage = bit(status, 18n) || bit(status, 19n) || bit(status, 20n);
  if (bit(status, 2n) && hasVoltage) return { direction: bit(status, 11n) ? 'export' : 'import', tampered: bit(status, 9n) || bit(status, 10n) };
  if (bit(status, 7n) && !bit(status, 2n)) return { direction: bit(status, 5n) ? 'export' : 'import', tampered: null };
  return { direction: null, tampered: null };
}
