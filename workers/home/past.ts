import * as v from 'valibot';
import { compareOffer } from '#domain/answers/comparison.ts';
import { pricedSlot, type PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { IntervalEffect } from '#domain/ledger/accounting.ts';
import type { Effect } from '#domain/machine/machine.ts';
import { standingCharge } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { roundPrice } from '#domain/units/money.ts';
import type { ChunkEntry, HistoryIndex, HistoryPiece, HistoryTotals } from '#wire/history/catalogue.ts';
import { CHUNK_FORMAT, CHUNK_KINDS, encodeChunk, type Chunk, type ChunkKind } from '#wire/history/chunk.ts';
import { dayTotals } from '#wire/history/dayTotals.ts';
import { HISTORY_CHUNK, HISTORY_INDEX, HISTORY_PIECE, HISTORY_REPLAY, HISTORY_TOTALS, LONGEST_PIECE } from '#wire/history/paths.ts';
import { replaySchema } from '#wire/history/replay.ts';
import { SLOT_COLUMNS, slotRow } from '#wire/history/slotRow.ts';
import type { DemoAnswer, DemoQuestion } from '#wire/port.ts';

const DAY = 86_400_000;
const NOT_FOUND = 404;

interface Sealed {
  readonly entry: ChunkEntry;
  readonly text: string;
}

/** What a demo home remembers: its slots, told by a gateway's paths and in a gateway's shapes. */
export class DemoPast {
  readonly #slots = new Map<number, PricedSlot>();
  readonly #sealed = new Map<number, Sealed>();

  constructor(
    private readonly storeId: string,
    private readonly zone: string,
    private readonly tariff: Tariff,
  ) {}

  /** Slots that closed; a later revision stands. */
  hear(effects: readonly Effect[]): void {
    for (const effect of effects) if (isInterval(effect)) this.#take(pricedSlot(effect.record, this.tariff, this.tariff.currency));
  }

  /** All that is remembered, in order of time. */
  get slots(): readonly PricedSlot[] {
    return this.#between(0, Infinity);
  }

  /** @param now the home's time, ms UTC. */
  async answer({ id, path }: DemoQuestion, now: number): Promise<DemoAnswer> {
    const text = await this.#text(new URL(path, 'http://demo/'), now);
    return text === undefined ? { id, status: NOT_FOUND, text: '' } : { id, status: 200, text };
  }

  #take(slot: PricedSlot): void {
    const known = this.#slots.get(slot.start);
    if (known && known.revision > slot.revision) return;
    this.#slots.set(slot.start, slot);
    this.#sealed.delete(dayOf(slot.start));
  }

  async #text({ pathname, searchParams }: URL, now: number): Promise<string | undefined> {
    const path = pathname.slice(1);
    if (path === HISTORY_TOTALS) return JSON.stringify({ storeId: this.storeId, zone: this.zone, days: dayTotals(this.#between(0, now), this.zone) } satisfies HistoryTotals);
    if (path === HISTORY_PIECE) return this.#piece(searchParams);
    if (path === HISTORY_REPLAY) return this.#replay(searchParams, now);
    const sealed = await this.#seal(now);
    if (path === HISTORY_INDEX) return JSON.stringify({ format: CHUNK_FORMAT, storeId: this.storeId, chunks: sealed.map(({ entry }) => entry) } satisfies HistoryIndex);
    return sealed.find(({ entry }) => path === `${HISTORY_CHUNK}${entry.hash}`)?.text;
  }

  #piece(asked: URLSearchParams): string | undefined {
    const kind = CHUNK_KINDS.find((one) => one === asked.get('kind'));
    const [from, to] = [Number(asked.get('from')), Number(asked.get('to'))];
    if (!kind || !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to - from > LONGEST_PIECE) return undefined;
    return JSON.stringify({ storeId: this.storeId, chunk: this.#chunk(kind, from, to) } satisfies HistoryPiece);
  }

  #replay(asked: URLSearchParams, now: number): string | undefined {
    const { success, output } = v.safeParse(replaySchema, Object.fromEntries(asked));
    if (!success) return undefined;
    const { zone, tariff } = this;
    const today = localDay(now as Instant, zone).interval.start;
    const standing = standingCharge(tariff, today);
    return JSON.stringify(compareOffer(this.#between(0, today), output.tariff, { zone, currency: tariff.currency, standing: standing === null ? null : roundPrice(standing) }, now as Instant));
  }

  /** Only slots are remembered: of every other series there is nothing. */
  #chunk(kind: ChunkKind, start: number, end: number): Chunk {
    return kind === 'slots' ? encodeChunk({ kind, start, end }, SLOT_COLUMNS, this.#between(start, end).map(slotRow)) : encodeChunk({ kind, start, end }, [], []);
  }

  /** The days that are over, newest first. */
  async #seal(now: number): Promise<readonly Sealed[]> {
    const days = new Set([...this.#slots.keys()].map(dayOf).filter((day) => day + DAY <= now));
    for (const day of days) if (!this.#sealed.has(day)) this.#sealed.set(day, await seal(this.#chunk('slots', day, day + DAY)));
    return [...this.#sealed.values()].sort((a, b) => b.entry.start - a.entry.start);
  }

  #between(from: number, to: number): PricedSlot[] {
    return [...this.#slots.values()].filter(({ start }) => start >= from && start < to).sort((a, b) => a.start - b.start);
  }
}

const isInterval = (effect: Effect): effect is IntervalEffect => effect.kind === 'interval';
const dayOf = (at: number): number => Math.floor(at / DAY) * DAY;

async function seal(chunk: Chunk): Promise<Sealed> {
  const text = JSON.stringify(chunk);
  const bytes = new TextEncoder().encode(text);
  const hash = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { entry: { kind: chunk.kind, period: new Date(chunk.start).toISOString().slice(0, 10), start: chunk.start, end: chunk.end, hash, bytes: bytes.length }, text };
}
