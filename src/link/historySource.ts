import * as v from 'valibot';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import { historyIndexSchema, historyPieceSchema, historyTotalsSchema, type ChunkEntry, type HistoryIndex, type HistoryPiece, type HistoryTotals } from '#wire/history/catalogue.ts';
import { chunkSchema, type Chunk, type ChunkKind } from '#wire/history/chunk.ts';
import { historyLogSchema, type HistoryLog } from '#wire/history/log.ts';
import { chunkPath, HISTORY_INDEX, HISTORY_TOTALS, logPath, piecePath } from '#wire/history/paths.ts';
import { replayAnswerSchema, replayPath, type ReplayAnswer } from '#wire/history/replay.ts';

/**
 * Why a home's history was not told: nobody answered, this phone is not let in, the home's storage is down, the chunk was
 * replaced, what came is not what its hash says, or this page cannot tell because its address is not secure.
 */
export type HistoryFailure = 'away' | 'refused' | 'down' | 'gone' | 'damaged' | 'unverifiable';

export class HistoryError extends Error {
  constructor(
    readonly id: HistoryFailure,
    options?: ErrorOptions,
  ) {
    super(`history not told: ${id}`, options);
    this.name = 'HistoryError';
  }
}

/** Brings the bytes of one path of the history. @throws HistoryError */
export type AskHistory = (path: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;

/** What the status of an answer means; undefined = it is one. */
export function failureOf(status: number): HistoryFailure | undefined {
  if (status === 200) return undefined;
  if (status === 401 || status === 403) return 'refused';
  return status === 404 ? 'gone' : 'down';
}

/** The history of a home, over whichever way it is asked. Every method throws HistoryError. */
export class HistorySource {
  constructor(private readonly ask: AskHistory) {}

  index(signal: AbortSignal): Promise<HistoryIndex> {
    return this.#read(HISTORY_INDEX, historyIndexSchema, signal);
  }

  totals(signal: AbortSignal): Promise<HistoryTotals> {
    return this.#read(HISTORY_TOTALS, historyTotalsSchema, signal);
  }

  /** Any time of a series, [from, to) in ms UTC and at most 31 days. */
  piece(kind: ChunkKind, from: number, to: number, signal: AbortSignal): Promise<HistoryPiece> {
    return this.#read(piecePath(kind, from, to), historyPieceSchema, signal);
  }

  /** What was done in [from, to), ms UTC, the newest first. @param before the `next` of the answer before; null = from the newest. */
  log(from: number, to: number, before: number | null, signal: AbortSignal): Promise<HistoryLog> {
    return this.#read(logPath(from, to, before), historyLogSchema, signal);
  }

  /** A year of the past under a tariff that was typed in. */
  replay(typed: TypedTariff, signal: AbortSignal): Promise<ReplayAnswer> {
    return this.#read(replayPath(typed), replayAnswerSchema, signal);
  }

  /** A sealed chunk, whole: what has another hash than the index says is not taken. */
  async chunk({ hash }: Pick<ChunkEntry, 'hash'>, signal: AbortSignal): Promise<Chunk> {
    const bytes = await this.ask(chunkPath(hash), signal);
    if ((await sha256(bytes)) !== hash) throw new HistoryError('damaged');
    return parsed(bytes, chunkSchema);
  }

  async #read<T>(path: string, schema: v.GenericSchema<unknown, T>, signal: AbortSignal): Promise<T> {
    return parsed(await this.ask(path, signal), schema);
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Only a secure context has it, and only such a page is ever paired over a network.
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) throw new HistoryError('unverifiable');
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function parsed<T>(bytes: Uint8Array<ArrayBuffer>, schema: v.GenericSchema<unknown, T>): T {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), new TextDecoder().decode(bytes));
  if (!result.success) throw new HistoryError('damaged');
  return result.output;
}
