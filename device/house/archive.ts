import { compareOffer, type OfferAnswer } from '#domain/answers/comparison.ts';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import { standingCharge } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { TypedTariff } from '#domain/tariff/typed.ts';
import type { Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { roundPrice } from '#domain/units/money.ts';
import { CHUNK_FORMAT, CHUNK_KINDS, encodeChunk, type Chunk, type ChunkKind, type ChunkRow } from '#wire/history/chunk.ts';
import type { ChunkEntry, HistoryIndex, HistoryTotals } from '#wire/history/catalogue.ts';
import { LOG_MOST, type HistoryLog } from '#wire/history/log.ts';
import { HISTORY_MOST, type HistoryInterval } from '#wire/message/history.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import { toHistory } from './history.ts';
import { entryOf } from './logEntry.ts';
import { columnsOf, seriesOf } from './storage/series.ts';
import { slotRow } from '#wire/history/slotRow.ts';
import { fromStateText } from './storage/stateText.ts';
import type { Storage } from './storage/storage.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;
/** Rows that are not sealed are younger than this; raw readings too. */
const OPEN_FOR = 14 * DAY;
const RECORDS = 200;

export interface ArchiveParts {
  readonly storage: Pick<Storage, 'ask'>;
  readonly storeId: () => string;
  readonly zone: string;
  /** The tariff that holds at an instant; left out = now. */
  readonly tariff: (at?: Instant) => Tariff | null;
}

/** Kinds in the order in which a phone wants them: money first, then the minutes that charts are drawn from. */
const rankOf = ({ kind }: ChunkEntry): number => CHUNK_KINDS.indexOf(kind);

/** What the home remembers, for whoever is paired with it. All of it throws when storage is down. */
export class Archive {
  constructor(private readonly parts: ArchiveParts) {}

  get storeId(): string {
    return this.parts.storeId();
  }

  get zone(): string {
    return this.parts.zone;
  }

  /** Slots with `start` in [from, to), ms UTC, at most those of 62 days of half-hours. */
  async slots(from: number, to: number): Promise<HistoryInterval[]> {
    return toHistory(await this.parts.storage.ask('slots', { from, to, most: HISTORY_MOST }), this.parts.tariff);
  }

  async index(): Promise<HistoryIndex> {
    const chunks = await this.parts.storage.ask('chunks', null);
    return { format: CHUNK_FORMAT, storeId: this.storeId, chunks: [...chunks].sort((a, b) => rankOf(a) - rankOf(b) || b.start - a.start) };
  }

  /** A sealed chunk, gzip; null when there is none of this hash. */
  async chunk(hash: string): Promise<Uint8Array | null> {
    return this.parts.storage.ask('chunk', { hash });
  }

  async totals(): Promise<HistoryTotals> {
    for (;;) {
      const days = await this.parts.storage.ask('totals', { zone: this.zone });
      if (days) return { storeId: this.storeId, zone: this.zone, days: [...days] };
    }
  }

  /** Any time of a series as a chunk, sealed or not: of today, most of all. */
  async piece(kind: ChunkKind, from: number, to: number): Promise<Chunk> {
    return encodeChunk({ kind, start: from, end: to }, columnsOf(seriesOf(kind)), await this.rows(kind, from, to));
  }

  async rows(kind: ChunkKind, from: number, to: number): Promise<readonly ChunkRow[]> {
    return this.parts.storage.ask('rows', { kind, from, to });
  }

  /** All rows of a series in order of time, a day at a time. @param now ms UTC. */
  async *allRows(kind: ChunkKind, now: number): AsyncGenerator<readonly ChunkRow[]> {
    if (kind === 'slots') return yield* this.#allSlots();
    const { chunks } = await this.index();
    const first = Math.min(now - OPEN_FOR, ...chunks.filter((entry) => entry.kind === kind).map(({ start }) => start));
    for (let from = Math.floor(first / DAY) * DAY; from <= now; from += DAY) yield await this.rows(kind, from, from + DAY);
  }

  /** Raw readings of the last week, an hour at a time. @param now ms UTC. */
  async *allReadings(now: number): AsyncGenerator<readonly MeterReading[]> {
    for (let from = Math.floor((now - OPEN_FOR) / HOUR) * HOUR; from <= now; from += HOUR) yield await this.parts.storage.ask('readings', { from, to: from + HOUR });
  }

  /** Records in the order in which they were stored. */
  async *allRecords(): AsyncGenerator<readonly unknown[]> {
    for (let after = 0; ; ) {
      const some = await this.parts.storage.ask('records', { after, most: RECORDS });
      yield some.map(({ seq, id, at, record }) => ({ seq, id, time: new Date(at).toISOString(), record: JSON.parse(record) as unknown }));
      const last = some.at(-1);
      if (!last) return;
      after = last.seq;
    }
  }

  /** What was done in [from, to), ms UTC, the newest first. @param before of records older than this one. */
  async log(from: number, to: number, before: number, most = LOG_MOST): Promise<HistoryLog> {
    const found = await this.parts.storage.ask('recordsBetween', { from, to, before, most });
    const records = found.flatMap(({ seq, at, record }) => {
      const entry = entryOf(fromStateText(record));
      return entry === null ? [] : [{ seq, at, entry }];
    });
    return { storeId: this.storeId, records, next: found.length < most ? null : (found.at(-1)?.seq ?? null) };
  }

  /** Sags and swells of three months. */
  async *allExcursions(): AsyncGenerator<readonly unknown[]> {
    yield await this.parts.storage.ask('excursions', null);
  }

  /** The last year, up to today's midnight, under a tariff that somebody typed in. @param now ms UTC. @throws Refusal `bill-too-large`. */
  async replay(typed: TypedTariff, now: Instant): Promise<OfferAnswer> {
    const tariff = this.parts.tariff();
    if (!tariff) return { kind: 'nothing-known' };
    const today = localDay(now, this.zone).interval.start;
    const standing = standingCharge(tariff, today);
    const slots: PricedSlot[] = [];
    for await (const some of this.slotsBetween(today - YEAR, today)) slots.push(...some);
    return compareOffer(slots, typed, { zone: this.zone, currency: tariff.currency, standing: standing === null ? null : roundPrice(standing) }, now);
  }

  async *#allSlots(): AsyncGenerator<readonly ChunkRow[]> {
    for await (const some of this.slotsBetween(0, Number.MAX_SAFE_INTEGER)) yield some.map(slotRow);
  }

  /** Slots with `start` in [start, to), latest revisions, in order of time, a storage answer at a time. */
  async *slotsBetween(start: number, to: number): AsyncGenerator<readonly PricedSlot[]> {
    for (let from = start; ; ) {
      const some = await this.parts.storage.ask('slots', { from, to, most: HISTORY_MOST });
      yield some;
      const last = some.at(-1);
      if (!last) return;
      from = last.start + 1;
    }
  }
}
