import * as v from 'valibot';
import { gapsOf } from '#domain/meter/usage.ts';
import type { Given } from '#domain/tariff/sources.ts';
import type { Schedule, TableSlot, Tariff, TariffPart } from '#domain/tariff/tariff.ts';
import { HOUR, instant, type Instant } from '#domain/time/instant.ts';
import type { ExactPrice } from '#domain/units/money.ts';
import type { Cover, Fetched } from '../../source/priceSource.ts';
import { tableTariff } from '../../source/table.ts';
import { faultOfTable } from './faultOfTable.ts';
import type { FetchedPrices, FetchedTerms, Ground } from './fetched.ts';
import { keep, keptIn } from './keptFile.ts';

const DAY = 24 * HOUR;
const KEPT_BACK = 8 * DAY;
const KEPT_AHEAD = 8 * DAY;
/** What a price was is kept with the energy it priced; gas has its own meter and is priced when it is looked at, up to 13 months later. */
const GAS_KEPT_BACK = 400 * DAY;

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const exact = v.pipe(v.number(), v.safeInteger());
const keptSchema = v.strictObject({
  version: v.literal(2),
  of: v.string(),
  at: time,
  name: v.string(), source: v.string(), currency: v.string(), zone: v.string(), part: v.string(),
  gives: v.picklist(['import', 'export', 'co2']),
  slots: v.array(v.tuple([time, time, exact, v.string()])),
  standing: v.nullable(exact),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** Explicit prices of a source: the newest word on a time stands, what was said of other times stays for eight days. */
export class FetchedSlots implements FetchedPrices {
  #kept: Kept | null;
  #held: Tariff | null;

  constructor(private readonly terms: FetchedTerms & { readonly cover: Cover; readonly gives: Given }) {
    this.#kept = keptIn(terms, keptSchema);
    this.#held = this.#kept && tariffOf(this.#kept);
  }

  get horizon(): Instant | null {
    const end = this.#kept?.slots.at(-1)?.[1];
    return end === undefined ? null : instant(end);
  }

  get at(): Instant | null {
    return this.#kept && instant(this.#kept.at);
  }

  heldAt(): Tariff | null {
    return this.#held;
  }

  take(fetched: Fetched, ground: Ground, wall: Instant): string | null {
    if (fetched.form !== 'slots') return 'it has no explicit prices';
    const reason = faultOfTable(fetched.tariff, this.terms.cover, ground);
    if (reason !== null) return reason;
    if ((slotsIn(fetched.tariff).at(-1)?.end ?? 0) <= wall) return 'tariff-late: all of it is over';
    const next = this.#merged(fetched.tariff, wall);
    if (this.#kept && JSON.stringify({ ...next, at: 0 }) === JSON.stringify({ ...this.#kept, at: 0 })) return null;
    const fault = keep(this.terms.file, next);
    if (fault !== null) return fault;
    this.#kept = next;
    this.#held = tariffOf(next);
    return null;
  }

  /** A source's first word of gas is believed of eight days, as of all else: nobody knows whose customer the home was before. */
  #since(wall: Instant): Instant {
    const first = this.terms.gives === 'gas' ? (this.#kept?.slots[0]?.[0] ?? wall) : wall;
    return instant(Math.max(wall - GAS_KEPT_BACK, Math.min(first, wall - KEPT_BACK)));
  }

  #merged(fetched: Tariff, wall: Instant): Kept {
    const window = { start: this.#since(wall), end: instant(wall + KEPT_AHEAD) };
    const fresh = slotsIn(fetched);
    const before = this.#kept ? slotsOf(this.#kept) : [];
    const stays = before.flatMap((slot) => gapsOf(fresh, slot).map((gap) => ({ ...slot, ...gap })));
    const all = [...fresh, ...stays].filter(({ start, end }) => end > window.start && start < window.end).sort((a, b) => a.start - b.start);
    const [part] = fetched.parts;
    const standing = fetched.parts.find(({ per }) => per === 'day');
    return {
      version: 2, of: this.terms.of, at: wall, name: fetched.name, source: fetched.source, currency: fetched.currency, zone: fetched.zone,
      part: part?.name ?? fetched.name,
      gives: part?.per === 'none' ? 'co2' : part?.per === 'kWh' ? part.direction : 'import',
      slots: all.map(({ start, end, price, rate }) => [Math.max(start, window.start), Math.min(end, window.end), price, rate]),
      standing: standing?.per === 'day' ? standing.price : null,
    };
  }
}

const explicit = (schedule: Schedule): readonly TableSlot[] => (schedule.kind === 'slots' ? schedule.slots : []);

function slotsIn({ parts: [part] }: Tariff): readonly TableSlot[] {
  if (part?.per === 'none') return explicit(part.schedule);
  return part?.per === 'kWh' ? part.tiers.flatMap(({ schedule }) => explicit(schedule)) : [];
}

const slotsOf = ({ slots }: Kept): readonly TableSlot[] => slots.map(([start, end, price, rate]) => ({ start: instant(start), end: instant(end), rate, price: price as ExactPrice }));

function tariffOf(kept: Kept): Tariff {
  const { name, source, currency, zone, part, gives, standing } = kept;
  const scope = { kind: 'connection' } as const;
  if (gives === 'co2') return { name, source, currency, zone, vat: null, parts: [{ per: 'none', kind: 'co2', name: part, scope, source, certainty: 'estimated', schedule: { kind: 'slots', slots: slotsOf(kept) } }] };
  const tariff = tableTariff({ name, source, currency, zone, vat: null, direction: gives, part }, slotsOf(kept));
  if (standing === null) return tariff;
  const charge: TariffPart = { per: 'day', kind: 'standing', name: 'Standing charge', price: standing as ExactPrice, scope, source, certainty: 'published' };
  return { ...tariff, parts: [...tariff.parts, charge] };
}
