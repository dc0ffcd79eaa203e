import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import type { Instant } from '#domain/time/instant.ts';
import { CHUNK_KINDS } from '#wire/history/chunk.ts';
import { HISTORY_CHUNK, HISTORY_INDEX, HISTORY_LOG, HISTORY_PIECE, HISTORY_REPLAY, HISTORY_TOTALS, LONGEST_PIECE } from '#wire/history/paths.ts';
import { replaySchema } from '#wire/history/replay.ts';
import type { HistoryMessage } from '#wire/message/history.ts';
import type { Archive } from '../archive.ts';
import { conventionOf, EXPORT_COLUMNS } from '#wire/history/export/columns.ts';
import { csvText, jsonLines, jsonText } from '#wire/history/export/write.ts';
import { isOwnOrigin } from '../../origin.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { jsonBody } from './jsonBody.ts';
import { isPaired } from './paired.ts';
import { refuse, send } from './say.ts';

export interface ArchiveSources {
  readonly pairing: Pairing;
  readonly archive: Archive;
  /** Home's wall time, ms UTC. */
  readonly wall: () => number;
  /** Removes everything that the home remembers; the gateway begins anew after the answer. */
  readonly erase: () => Promise<void>;
  readonly erased: () => void;
  /** Unlinks every phone. @throws when that cannot be stored. */
  readonly leave: () => void;
}

const instantSchema = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.safeInteger());
const rangeSchema = v.object({ from: instantSchema, to: instantSchema });
const logSchema = v.object({ ...rangeSchema.entries, before: v.optional(instantSchema) });
const pieceSchema = v.object({ ...rangeSchema.entries, kind: v.picklist(CHUNK_KINDS) });
const tableSchema = v.object({ what: v.picklist(CHUNK_KINDS), format: v.picklist(['csv', 'json']) });
const listSchema = v.object({ what: v.picklist(['readings', 'excursions', 'journal']), format: v.literal('json') });
/** `household` forgets the people too: whoever lives here next links anew. */
const eraseSchema = v.object({ erase: v.picklist(['everything', 'household']) });
const YEAR = 'private, max-age=31536000, immutable';

const valuesOf = (query: URLSearchParams): Record<string, string> => Object.fromEntries(query);

/** Answers `/history`, `/api/history/…`, `/api/export` and `/api/erase`; false when the path is none of these. */
export async function answerArchive(sources: ArchiveSources, request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams): Promise<boolean> {
  const answer = answerOf(path, request.method ?? 'GET');
  if (!answer) return false;
  if (!isPaired(sources.pairing, request, response)) return true;
  try {
    await answer({ sources, request, response, query });
  } catch (error) {
    if (response.headersSent) response.destroy();
    else refuse(response, 503, 'storage-down', 'The home’s storage does not answer at the moment.', 'Ask again in a minute.', { 'retry-after': '60' });
    if (!(error instanceof Error)) throw error;
  }
  return true;
}

interface Asked {
  readonly sources: ArchiveSources;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}
type Answer = (asked: Asked) => Promise<void>;

function answerOf(path: string, method: string): Answer | undefined {
  if (method === 'POST') return path === '/api/erase' ? erase : undefined;
  if (method !== 'GET') return undefined;
  const hash = path.startsWith(`/${HISTORY_CHUNK}`) ? /\/([0-9a-f]{64})$/.exec(path)?.[1] : undefined;
  return hash === undefined ? READS[path] : (asked) => chunk(asked, hash);
}

const READS: Readonly<Record<string, Answer>> = {
  '/history': slots,
  [`/${HISTORY_INDEX}`]: async ({ sources, response }) => send(response, 200, await sources.archive.index()),
  [`/${HISTORY_TOTALS}`]: async ({ sources, response }) => send(response, 200, await sources.archive.totals()),
  [`/${HISTORY_PIECE}`]: piece,
  [`/${HISTORY_LOG}`]: log,
  [`/${HISTORY_REPLAY}`]: replay,
  '/api/export': exported,
};

const wrongRange = (response: ServerResponse): void => refuse(response, 400, 'wrong-range', '"from" and "to" are instants in ms UTC, at most 31 days apart.', 'Give both.');

async function slots({ sources, response, query }: Asked): Promise<void> {
  const range = v.safeParse(rangeSchema, valuesOf(query));
  if (!range.success) return refuse(response, 400, 'wrong-range', '"from" and "to" are instants in ms UTC.', 'Give both.');
  const intervals = await sources.archive.slots(range.output.from, range.output.to);
  send(response, 200, { storeId: sources.archive.storeId, intervals } satisfies HistoryMessage);
}

async function piece({ sources, response, query }: Asked): Promise<void> {
  const asked = v.safeParse(pieceSchema, valuesOf(query));
  if (!asked.success || asked.output.to - asked.output.from > LONGEST_PIECE) return wrongRange(response);
  const { kind, from, to } = asked.output;
  send(response, 200, { storeId: sources.archive.storeId, chunk: await sources.archive.piece(kind, from, to) });
}

async function log({ sources, response, query }: Asked): Promise<void> {
  const asked = v.safeParse(logSchema, valuesOf(query));
  if (!asked.success) return refuse(response, 400, 'wrong-range', '"from" and "to" are instants in ms UTC, "before" is a number that an answer named.', 'Give "from" and "to".');
  const { from, to, before } = asked.output;
  send(response, 200, await sources.archive.log(from, to, before ?? Number.MAX_SAFE_INTEGER));
}

async function replay({ sources, response, query }: Asked): Promise<void> {
  const asked = v.safeParse(replaySchema, valuesOf(query));
  if (!asked.success) return refuse(response, 400, 'wrong-tariff', '"tariff" is no tariff as it is typed in.', 'See docs/formats/tariff.md, Typed in.');
  send(response, 200, await sources.archive.replay(asked.output.tariff, sources.wall() as Instant));
}

async function chunk({ sources, request, response }: Asked, hash: string): Promise<void> {
  const bytes = await sources.archive.chunk(hash);
  if (!bytes) return refuse(response, 404, 'no-such-chunk', 'This piece of the history is not there.', 'Ask for the index again.');
  const asGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = asGzip ? Buffer.from(bytes) : gunzipSync(bytes);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, 'cache-control': YEAR, vary: 'accept-encoding, authorization', ...(asGzip && { 'content-encoding': 'gzip' }) }).end(body);
}

async function exported({ sources, response, query }: Asked): Promise<void> {
  const { archive } = sources;
  const table = v.safeParse(tableSchema, valuesOf(query));
  if (table.success) {
    const { what, format } = table.output;
    const write = format === 'csv' ? csvText : jsonText;
    return stream(response, `${what}.${format}`, write(EXPORT_COLUMNS[what], conventionOf(what, archive.zone, archive.storeId), archive.allRows(what, sources.wall())));
  }
  const list = v.safeParse(listSchema, valuesOf(query));
  if (!list.success) return refuse(response, 400, 'wrong-export', 'There is no such export.', `"what" is one of ${CHUNK_KINDS.join(' ')} with "format" csv or json, or readings, excursions or journal with json.`);
  const items = { readings: () => archive.allReadings(sources.wall()), excursions: () => archive.allExcursions(), journal: () => archive.allRecords() }[list.output.what]();
  return stream(response, `${list.output.what}.jsonl`, jsonLines(conventionOf(list.output.what, archive.zone, archive.storeId), items));
}

/** As fast as the caller reads: years of rows are never in memory at once. */
async function stream(response: ServerResponse, name: string, text: AsyncIterable<string>): Promise<void> {
  const type = name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'content-disposition': `attachment; filename="tidewatt-${name}"` });
  await pipeline(Readable.from(text), response);
}

async function erase({ sources, request, response }: Asked): Promise<void> {
  if (!isOwnOrigin(request)) return refuse(response, 403, 'foreign-origin', 'This page does not belong to the home.', 'Ask from the home’s own page.');
  const body = v.safeParse(eraseSchema, await jsonBody(request));
  if (!body.success) return refuse(response, 400, 'wrong-body', 'The request does not say what to erase.', 'Send {"erase":"everything"}, or {"erase":"household"} to unlink every phone too. Export first what you want to keep.');
  await sources.erase();
  response.once('close', () => sources.erased());
  if (body.output.erase === 'household') sources.leave();
  send(response, 200, { erased: true });
}
