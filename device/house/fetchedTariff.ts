import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { gapsOf } from '#domain/meter/usage.ts';
import { unitParts, type Direction, type TableSlot, type Tariff, type TariffPart, type UnitPart } from '#domain/tariff/tariff.ts';
import { HOUR, instant, type Instant } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import { replaceDurably } from '../durableFile.ts';
import type { Cover } from '../source/priceSource.ts';
import { ONE_RATE, tableTariff } from '../source/table.ts';
import { log } from './log.ts';

const DAY = 24 * HOUR;
const KEPT_BACK = 8 * DAY;
const KEPT_AHEAD = 8 * DAY;
/** Exact prices are counted in 10^-12 of the currency per kWh. */
const PER_UNIT = 1e12;
/** No household price of these has been near it; of a smaller currency a thousand. */
const MOST_PER_KWH: Readonly<Record<string, number>> = { GBP: 10, EUR: 10, CHF: 10, USD: 10 };
const MOST_OTHERWISE = 1_000;

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const exact = v.pipe(v.number(), v.safeInteger());
const keptSchema = v.strictObject({
  version: v.literal(1),
  /** What the prices were asked by: those of another source are not taken over. */
  of: v.string(),
  name: v.string(), source: v.string(), currency: v.string(), zone: v.string(), part: v.string(),
  direction: v.picklist(['import', 'export']),
  slots: v.array(v.tuple([time, time, exact])),
  standing: v.nullable(exact),
});
type Kept = v.InferOutput<typeof keptSchema>;

export interface FetchedTerms {
  /** File of the state folder. */
  readonly file: string;
  /** Names the source and its settings, without keys. */
  readonly of: string;
  readonly cover: Cover;
  /** The tariff of the start; `example` when it is nobody's. */
  readonly configured: Tariff;
  readonly example: boolean;
}

/** The home's tariff with the prices of its source in it, kept over restarts. Where the source has said nothing, nothing is known. */
export class FetchedTariff {
  #kept: Kept | null;
  #current: Tariff;

  constructor(private readonly terms: FetchedTerms) {
    this.#kept = keptIn(terms);
    this.#current = this.#compose();
  }

  get current(): Tariff {
    return this.#current;
  }

  /** End of the last price known; null before there is one. */
  get horizon(): Instant | null {
    const end = this.#kept?.slots.at(-1)?.[1];
    return end === undefined ? null : instant(end);
  }

  /** Prices of the source from now on, over what it said before. @returns null when they are stored and used, else why they are not. */
  take(fetched: Tariff, wall: Instant): string | null {
    const reason = this.#against(fetched, wall);
    if (reason !== null) return reason;
    const next = this.#merged(fetched, wall);
    if (JSON.stringify(next) === JSON.stringify(this.#kept)) return null;
    try {
      replaceDurably(this.terms.file, `${JSON.stringify(next)}\n`);
    } catch (error) {
      return `storage-down: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.#kept = next;
    this.#current = this.#compose();
    return null;
  }

  #against(fetched: Tariff, wall: Instant): string | null {
    const { configured, example, cover } = this.terms;
    const slots = slotsIn(fetched);
    if (fetched.currency !== configured.currency) return `wrong-currency: it is in ${fetched.currency}, the home's bills in ${configured.currency}`;
    const most = (MOST_PER_KWH[fetched.currency] ?? MOST_OTHERWISE) * PER_UNIT;
    const wild = slots.find(({ price }) => Math.abs(price) > most);
    if (wild) return `price-out-of-range: ${wild.price / PER_UNIT} ${fetched.currency} per kWh at ${new Date(wild.start).toISOString()}`;
    if ((slots.at(-1)?.end ?? 0) <= wall) return 'tariff-late: all of it is over';
    if (example) return null;
    const leftOut = configured.vat !== null && !configured.vat.included;
    if (cover === 'energy' && !leftOut) return 'vat-unclear: its prices leave VAT out, those of the tariff file do not';
    return cover === 'total' && leftOut ? 'vat-unclear: its prices have VAT in them, those of the tariff file leave it out' : null;
  }

  /** The newest word on a time stands; what was said of other times stays for eight days. */
  #merged(fetched: Tariff, wall: Instant): Kept {
    const window = { start: instant(wall - KEPT_BACK), end: instant(wall + KEPT_AHEAD) };
    const fresh = slotsIn(fetched);
    const before = (this.#kept?.slots ?? []).map(([start, end, price]) => ({ start: instant(start), end: instant(end), price }));
    const stays = before.flatMap((slot) => gapsOf(fresh, slot).map((gap) => ({ ...slot, ...gap })));
    const all = [...fresh, ...stays].filter(({ start, end }) => end > window.start && start < window.end).sort((a, b) => a.start - b.start);
    const [part] = fetched.parts;
    const standing = fetched.parts.find(({ per }) => per === 'day');
    return {
      version: 1, of: this.terms.of, name: fetched.name, source: fetched.source, currency: fetched.currency, zone: fetched.zone,
      part: part?.name ?? fetched.name,
      direction: directionOf(fetched),
      slots: all.map(({ start, end, price }) => [Math.max(start, window.start), Math.min(end, window.end), price]),
      standing: standing?.per === 'day' ? standing.price : null,
    };
  }

  #compose(): Tariff {
    const { configured, example } = this.terms;
    if (!this.#kept) return configured;
    const fetched = tariffOf(this.#kept);
    return example && this.#kept.direction === 'import' ? fetched : { ...configured, name: fetched.name, source: fetched.source, parts: this.#parts(fetched, this.#kept.direction) };
  }

  /** The source's parts and those of the tariff file that it does not speak of: what it has in it is never added again. */
  #parts(fetched: Tariff, direction: Direction): readonly TariffPart[] {
    const { configured, cover } = this.terms;
    const standing = fetched.parts.some(({ per }) => per === 'day');
    const replaced = (part: TariffPart): boolean => {
      if (part.kind === 'standing') return standing;
      const same = part.per === 'kWh' && part.scope.kind === 'connection' && part.direction === direction;
      return same && (cover === 'total' || part.kind === 'energy' || part.kind === 'export');
    };
    return [...fetched.parts, ...configured.parts.filter((part) => !replaced(part))];
  }
}

const slotsOfPart = (part: UnitPart): readonly TableSlot[] => part.tiers.flatMap(({ schedule }) => (schedule.kind === 'slots' ? schedule.slots : []));
const directionOf = (tariff: Tariff): Direction => (unitParts(tariff, 'import').length > 0 ? 'import' : 'export');
const slotsIn = (tariff: Tariff): readonly TableSlot[] => unitParts(tariff, directionOf(tariff)).flatMap(slotsOfPart);

function tariffOf({ name, source, currency, zone, part, direction, slots, standing }: Kept): Tariff {
  const priced = slots.map(([start, end, price]) => ({ start: instant(start), end: instant(end), rate: ONE_RATE, price: price as ExactPrice }));
  const tariff = tableTariff({ name, source, currency, zone, vat: null, direction, part }, priced);
  if (standing === null) return tariff;
  const charge: TariffPart = { per: 'day', kind: 'standing', name: 'Standing charge', price: standing as ExactPrice, scope: { kind: 'connection' }, source, certainty: 'published' };
  return { ...tariff, parts: [...tariff.parts, charge] };
}

/** A file that cannot be read any more, or is of another source, is as none. */
function keptIn({ file, of }: FetchedTerms): Kept | null {
  if (!existsSync(file)) return null;
  try {
    const kept = v.parse(keptSchema, JSON.parse(readFileSync(file, 'utf8')));
    return kept.of === of ? kept : null;
  } catch (error) {
    log(`${file} holds no prices any more: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
