import * as v from 'valibot';
import { compareOffer } from '#domain/answers/comparison.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import { encodeChunk, type ChunkKind, type ChunkRow } from '#wire/history/chunk.ts';
import type { LogEntry, LogRecord } from '#wire/history/log.ts';
import { HISTORY_LOG, HISTORY_PIECE, HISTORY_REPLAY, HISTORY_TOTALS } from '#wire/history/paths.ts';
import { replaySchema } from '#wire/history/replay.ts';
import { ownSlots } from '../../state/ownAnswers.ts';
import { DAY_START, TOLD_AT } from './exampleHome.ts';

const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
const EARLIEST = DAY_START - 400 * DAY;

/** Half-hours of 0.25 kWh at 20p a kWh (5p each), sent out at noon; the last week has a gap and an estimate, and one day cost twice as much. */
export function slotAt(start: number): ChunkRow | null {
  const day = Math.floor((start - DAY_START) / DAY);
  const half = Math.round((start - DAY_START - day * DAY) / HALF_HOUR);
  if (start < EARLIEST || start + HALF_HOUR > TOLD_AT) return null;
  // Three days ago nothing was heard from 06:00 to 08:00.
  if (day === -3 && half >= 12 && half < 16) return null;
  const importEnergy = day === -2 ? 500_000 : 250_000;
  const quality = day === -1 && half === 20 ? 'estimated' : 'measured';
  return { start, end: start + HALF_HOUR, revision: 1, importEnergy, exportEnergy: half === 24 ? 100_000 : 0, cost: importEnergy / 5, currency: 'GBP', rate: 'day', quality };
}

function slots(from: number, to: number): ChunkRow[] {
  const rows: ChunkRow[] = [];
  for (let start = Math.ceil(from / HALF_HOUR) * HALF_HOUR; start < to; start += HALF_HOUR) {
    const row = slotAt(start);
    if (row) rows.push(row);
  }
  return rows;
}

/** 600 W, 1.2 kW in the last ten minutes; one minute is missing. */
function minutes(from: number, to: number): ChunkRow[] {
  const rows: ChunkRow[] = [];
  for (let start = Math.ceil(from / 60_000) * 60_000; start < Math.min(to, TOLD_AT - 60_000); start += 60_000) {
    if (start === DAY_START + 13 * 3_600_000 + 30 * 60_000) continue;
    rows.push({ start, meter: 'grid', power: start >= TOLD_AT - 11 * 60_000 ? 1_200 : 600, low: 500, high: 1_300, imported: null, exported: null, seen: 60_000, quality: 'measured' });
  }
  return rows;
}

/** A gas meter that tells at each full hour: 50 litres an hour. */
function gas(from: number, to: number): ChunkRow[] {
  const rows: ChunkRow[] = [];
  for (let at = Math.ceil(from / 3_600_000) * 3_600_000; at < Math.min(to, TOLD_AT); at += 3_600_000) rows.push({ at, meter: 'gas-1', medium: 'gas', litres: ((at - EARLIEST) / 3_600_000) * 50, energy: null });
  return rows;
}

/** What a home of a year and more knows of its past: days of 24 h, as London has them in winter. */
export const pastRows = (kind: ChunkKind, from: number, to: number): ChunkRow[] => ({ slots, minutes, others: gas, quarters: none, phases: none, registers: none, voltage: none })[kind](from, to);
const none = (): ChunkRow[] => [];

/** Its days, each the sum of its half-hours, in UTC. */
export function pastDays(): DayTotal[] {
  const days: DayTotal[] = [];
  for (let start = EARLIEST; start <= DAY_START; start += DAY) {
    const rows = slots(start, start + DAY);
    const sum = (name: string): number => rows.reduce((all, row) => all + Number(row[name]), 0);
    const estimated = rows.filter(({ quality }) => quality === 'estimated').length * HALF_HOUR;
    days.push({ date: new Date(start).toISOString().slice(0, 10), start, end: start + DAY, importEnergy: sum('importEnergy'), exportEnergy: sum('exportEnergy'), cost: sum('cost'), covered: rows.length * HALF_HOUR, estimated, unpriced: 0 });
  }
  return days;
}

/** Its log of Friday morning, the newest first: a limit, a hand on the car, and a plan that charged the battery at night. */
export function pastLog(): LogRecord[] {
  const hour = (n: number): number => DAY_START + n * 2 * HALF_HOUR;
  const charging = { device: 'battery', interval: { start: hour(1), end: hour(4) }, policy: { kind: 'hold' as const, power: 2_200 } };
  const reason = { device: 'battery', interval: charging.interval, cause: 'cheap-slot' as const, price: 92_000, nextBestPrice: 273_000, saving: 640_000 };
  const entries: readonly (readonly [number, LogEntry])[] = [
    [hour(11), { kind: 'limit', step: 'lifted', source: 'grid-operator', w: 4_200, excess: 0 }],
    [hour(10), { kind: 'limit', step: 'applied', source: 'grid-operator', w: 4_200, excess: 0 }],
    [hour(9), { kind: 'person', body: { kind: 'act', act: { kind: 'override', device: 'dishwasher', want: 'on', until: hour(12) } } }],
    [hour(8), { kind: 'event', issuer: 'dso', status: 'offered' }],
    [hour(-1), { kind: 'plan', from: hour(-1), until: hour(35), acts: [charging], reasons: [reason] }],
  ];
  return entries.map(([at, entry], n) => ({ seq: 9 - n, at, entry }));
}

const KINDS = ['slots', 'minutes', 'others'] as const;
const told = (body: object): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify({ storeId: 's', ...body }));

/** As a gateway reckons it, at 46p a day. */
function replayed(asked: URLSearchParams): Uint8Array<ArrayBuffer> {
  const { tariff } = v.parse(replaySchema, Object.fromEntries(asked));
  const answer = compareOffer(ownSlots(slots(DAY_START - 366 * DAY, DAY_START)), tariff, { zone: 'Europe/London', currency: 'GBP', standing: 460_000 }, TOLD_AT as Instant);
  return new TextEncoder().encode(JSON.stringify(answer));
}

/** What its gateway answers to a path of the history. */
export function answerPast(path: string): Uint8Array<ArrayBuffer> {
  if (path === HISTORY_TOTALS) return told({ zone: 'Europe/London', days: pastDays() });
  if (path.startsWith(HISTORY_LOG)) return told({ records: pastLog(), next: null });
  if (path.startsWith(HISTORY_REPLAY)) return replayed(new URLSearchParams(path.slice(HISTORY_REPLAY.length + 1)));
  const query = new URLSearchParams(path.slice(HISTORY_PIECE.length + 1));
  const [start, end] = [Number(query.get('from')), Number(query.get('to'))];
  const kind = KINDS.find((one) => one === query.get('kind')) ?? 'voltage';
  const rows = pastRows(kind, start, end);
  return told({ chunk: encodeChunk({ kind, start, end }, Object.keys(rows[0] ?? {}), rows) });
}
