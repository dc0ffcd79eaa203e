import * as v from 'valibot';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { instant, type Instant } from '#domain/time/instant.ts';
import { readVse, type VseEdition } from '#wire/exchange/vse.ts';
import type { Fetched } from '../../source/priceSource.ts';
import { faultOfTable } from './faultOfTable.ts';
import type { FetchedPrices, FetchedTerms, Ground } from './fetched.ts';
import { keep, keptIn } from './keptFile.ts';

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const keptSchema = v.strictObject({ version: v.literal(2), of: v.string(), at: time, text: v.string() });
type Kept = v.InferOutput<typeof keptSchema>;

/** Rules that a grid operator publishes as a file, kept as it came; its products follow each other by their dates. */
export class FetchedTable implements FetchedPrices {
  #kept: Kept | null;
  #editions: readonly VseEdition[];

  /** @param terms `products` of this home; null = all. */
  constructor(private readonly terms: FetchedTerms & { readonly products: readonly string[] | null }) {
    this.#kept = keptIn(terms, keptSchema);
    this.#editions = this.#kept ? this.#read(this.#kept.text) : [];
  }

  get horizon(): Instant | null {
    return this.#editions.at(-1)?.end ?? null;
  }

  get at(): Instant | null {
    return this.#kept && instant(this.#kept.at);
  }

  heldAt(at: Instant | null): Tariff | null {
    return this.#editions.find(({ start, end }) => at !== null && start <= at && at < end)?.tariff ?? null;
  }

  take(fetched: Fetched, ground: Ground, wall: Instant): string | null {
    if (fetched.form !== 'vse') return 'it is no table of a Swiss grid operator';
    if (fetched.text === this.#kept?.text) return null;
    const editions = this.#read(fetched.text);
    const reason = editions.map(({ tariff }) => faultOfTable(tariff, 'table', ground)).find((fault) => fault !== null);
    if (reason) return reason;
    if ((editions.at(-1)?.end ?? 0) <= wall) return 'tariff-late: all of it is over';
    const next: Kept = { version: 2, of: this.terms.of, at: wall, text: fetched.text };
    const fault = keep(this.terms.file, next);
    if (fault !== null) return fault;
    this.#kept = next;
    this.#editions = editions;
    return null;
  }

  /** A text that is no such file has no editions. */
  #read(text: string): readonly VseEdition[] {
    const editions = readVse(JSON.parse(text), this.terms.products);
    return typeof editions === 'string' ? [] : editions;
  }
}
