import type { ChunkKind } from './chunk.ts';

/** Where a home tells its history, below the folder that the app is served from. The demo home answers the same over its port. */
export const HISTORY_INDEX = 'api/history/index';
export const HISTORY_TOTALS = 'api/history/totals';
export const HISTORY_PIECE = 'api/history/piece';
export const HISTORY_CHUNK = 'api/history/chunk/';

export const HISTORY_LOG = 'api/history/log';
export const HISTORY_REPLAY = 'api/history/replay';

/** The log of [from, to), ms UTC, newest first, of records before one that is known. */
export const logPath = (from: number, to: number, before: number | null): string => `${HISTORY_LOG}?from=${Math.floor(from)}&to=${Math.ceil(to)}${before === null ? '' : `&before=${before}`}`;

/** The piece [from, to), ms UTC, at most `LONGEST_PIECE`. */
export const piecePath = (kind: ChunkKind, from: number, to: number): string => `${HISTORY_PIECE}?kind=${kind}&from=${Math.floor(from)}&to=${Math.ceil(to)}`;
export const chunkPath = (hash: string): string => `${HISTORY_CHUNK}${hash}`;

/** ms: what is asked for at once must fit into a small gateway's memory. */
export const LONGEST_PIECE = 31 * 86_400_000;
