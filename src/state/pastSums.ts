import type { Stretch } from './period.ts';

/** Energy and money of a stretch of time that is over, ms UTC: mWh, and micro of the currency before standing charge. */
export interface PastPiece extends Stretch {
  /** Null: not known, which is not 0. */
  readonly importEnergy: number | null;
  readonly exportEnergy: number | null;
  readonly cost: number | null;
  /** ms of it that something is known of; of these what is estimated, and what has no price. */
  readonly covered: number;
  readonly estimated: number;
  readonly unpriced: number;
}

const sum = (values: readonly (number | null)[]): number | null => values.reduce<number | null>((all, one) => (one === null ? all : (all ?? 0) + one), null);
const total = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** The sum of what is known in a stretch; null where nothing is. A piece belongs to the stretch that it begins in. */
export function sumOf({ start, end }: Stretch, pieces: readonly PastPiece[]): PastPiece {
  const inside = pieces.filter((piece) => piece.start >= start && piece.start < end);
  return {
    start,
    end,
    importEnergy: sum(inside.map(({ importEnergy }) => importEnergy)),
    exportEnergy: sum(inside.map(({ exportEnergy }) => exportEnergy)),
    cost: sum(inside.map(({ cost }) => cost)),
    covered: total(inside.map(({ covered }) => covered)),
    estimated: total(inside.map(({ estimated }) => estimated)),
    unpriced: total(inside.map(({ unpriced }) => unpriced)),
  };
}

/** ms of a stretch that should be known by `until` and is not. */
export const missingOf = ({ start, end, covered }: PastPiece, until: number): number => Math.max(0, Math.min(end, until) - start - covered);

/** A slot of the ledger as a piece; one that nothing was measured of covers nothing. */
export function pieceOf(slot: Stretch & Pick<PastPiece, 'importEnergy' | 'exportEnergy' | 'cost'> & { readonly quality: 'measured' | 'estimated' | 'missing' }): PastPiece {
  const { start, end, importEnergy, exportEnergy, cost, quality } = slot;
  const covered = quality === 'missing' || importEnergy === null ? 0 : end - start;
  if (covered === 0) return { start, end, importEnergy: null, exportEnergy: null, cost: null, covered: 0, estimated: 0, unpriced: 0 };
  return { start, end, importEnergy, exportEnergy, cost, covered, estimated: quality === 'estimated' ? covered : 0, unpriced: cost === null ? covered : 0 };
}

/** How much more than its like, as a share; null where either is not known, the like is next to nothing, or too little of either is known. */
export function changeOf(now: PastPiece, like: PastPiece, of: (piece: PastPiece) => number | null, until: number): number | null {
  const [value, before] = [of(now), of(like)];
  if (value === null || before === null || before <= 0) return null;
  const isThin = (piece: PastPiece, to: number): boolean => missingOf(piece, to) > 0.1 * (Math.min(piece.end, to) - piece.start);
  return isThin(now, until) || isThin(like, like.end) ? null : value / before - 1;
}
