import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CubicMetre } from '#domain/tariff/gas.ts';
import { paidPrices, standingCharge, type TariffState } from '#domain/tariff/price.ts';
import type { Given, SourceSetUp } from '#domain/tariff/sources.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { gasOfTyped, tariffOfTyped, validSince, type GasOfBill, type TypedTariff } from '#domain/tariff/typed.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { roundPrice, type ExactPrice, type MicroPerKWh } from '#domain/units/money.ts';
import type { HouseOptions } from '../options.ts';
import type { Ground } from './fetched.ts';
import { HomeSource } from './homeSource.ts';
import { layered, type Layer } from './layers.ts';
import { configuredSources } from './settings.ts';

const FETCHED = 'tariff-fetched';
/** 13 months, as a display in a British home looks back. */
const SHOWN_BACK = 400 * 24 * HOUR;

/** What the home does with what its sources say. */
export interface PricesHost {
  /** Home's wall time; null before control has said it. */
  now(): Instant | null;
  /** Other prices hold from now on. */
  changed(): void;
  /** Of a source other things are told than before: how far it is known, or why it says nothing. */
  told(gives: Given, reason: string | null): void;
  /** Whether all sources outside the home could be asked, each time one was. */
  reached(isReached: boolean): void;
}

interface TypedEdition {
  readonly since: Instant;
  readonly tariff: Tariff;
  /** Null where its bill has no gas. */
  readonly gas: GasOfBill | null;
}
type GasTold = NonNullable<TariffState['gas']>;
type PastPrices = NonNullable<GasTold['past']>;

/** What the home's energy costs: the tariff of the start or the one typed in, with what the sources say over it. */
export class HomePrices {
  readonly #sources: readonly HomeSource[];
  readonly #folder: string;
  readonly #start: Ground;
  readonly #unreached = new Set<Given>();
  #typed: readonly TypedTariff[] = [];
  #editions: readonly TypedEdition[] = [];
  #last: { readonly of: readonly unknown[]; readonly tariff: Tariff } | null = null;

  /** @param configured the tariff of `--tariff`, or the example. @throws Refusal when the settings or a key cannot be used. */
  constructor(
    private readonly options: Pick<HouseOptions, 'stateDir' | 'zone' | 'currency' | 'source' | 'sources' | 'tariff'>,
    configured: Tariff,
  ) {
    this.#folder = join(options.stateDir, FETCHED);
    this.#start = { tariff: configured, example: options.tariff === null };
    this.#sources = configuredSources(options).map((source) => new HomeSource(source, this.#folder));
  }

  get setUp(): readonly SourceSetUp[] {
    return this.#sources.map(({ setUp }) => setUp);
  }

  /** The tariff at an instant, the same object until it is another one; null = before the time is known. */
  tariffAt(at: Instant | null): Tariff {
    const ground = this.#groundAt(at);
    const layers = this.#sources.flatMap((source): Layer[] => {
      const said = source.heldAt(at);
      return said ? [{ gives: source.gives, cover: source.cover, said }] : [];
    });
    const of = [ground.tariff, ...layers.map(({ said }) => said)];
    if (this.#last?.of.length === of.length && of.every((one, index) => one === this.#last?.of[index])) return this.#last.tariff;
    const tariff = layered(ground, layers);
    this.#last = { of, tariff };
    return tariff;
  }

  /** The tariff of the start or the one typed in, where it stands back behind a source: what could be had instead. */
  othersAt(at: Instant): readonly Tariff[] {
    const ground = this.#groundAt(at);
    const stands = this.#sources.some((source) => source.gives === 'import' && source.heldAt(at) !== null);
    return stands && !ground.example ? [ground.tariff] : [];
  }

  /** What `state/tariff` tells beside the electricity's prices. */
  besideAt(at: Instant): Pick<TariffState, 'gas' | 'sources' | 'typed'> {
    return { gas: this.#gasAt(at), sources: this.#sources.map(({ state }) => state), typed: this.#typed };
  }

  /** What people have typed in holds from now on, each from its date. */
  setTyped(typed: readonly TypedTariff[], now: Instant): void {
    const home = { zone: this.options.zone, currency: this.#start.tariff.currency };
    this.#typed = typed;
    this.#editions = typed.flatMap((one): TypedEdition[] => {
      const [since, tariff, gas] = [validSince(one, home), tariffOfTyped(one, home, now), gasOfTyped(one, home)];
      return typeof since === 'string' || typeof tariff === 'string' || typeof gas === 'string' ? [] : [{ since, tariff, gas }];
    });
  }

  start(host: PricesHost): void {
    const home = { zone: this.options.zone, currency: this.#start.tariff.currency };
    for (const source of this.#sources) {
      source.start(home, (at) => this.#groundAt(at), {
        now: () => host.now(),
        changed: () => host.changed(),
        said: (reason) => host.told(source.gives, reason),
        reached: (isReached) => source.isNeighbour || host.reached(this.#reach(source.gives, isReached)),
      });
    }
  }

  stop(): void {
    for (const source of this.#sources) source.stop();
  }

  /** Nothing that was fetched is kept any more, on the disk; the settings stay. */
  erase(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** By its source; without one, or before it said anything, as it was typed in. */
  #gasAt(at: Instant): GasTold | null {
    const source = this.#sources.find(({ gives }) => gives === 'gas');
    const said = source?.heldAt(at) ?? null;
    const begun = this.#editions.filter(({ since }) => since <= at);
    const typed = begun.map(({ since, gas }) => [since, gas && priceAt(gas.tariff, since)] as const);
    if (source && said) {
      const past = pastOf(said, at);
      return gasAt(said, at, source.perCubicMetre, [...typed.filter(([since]) => since < (past[0]?.[0] ?? at)), ...past]);
    }
    const gas = begun.at(-1)?.gas ?? null;
    return gas && gasAt(gas.tariff, at, gas.perCubicMetre, typed);
  }

  #groundAt(at: Instant | null): Ground {
    const typed = this.#editions.findLast(({ since }) => at !== null && since <= at);
    return typed ? { tariff: typed.tariff, example: false } : this.#start;
  }

  #reach(gives: Given, isReached: boolean): boolean {
    if (isReached) this.#unreached.delete(gives);
    else this.#unreached.add(gives);
    return this.#unreached.size === 0;
  }
}

const rounded = (price: ExactPrice | null): MicroPerKWh | null => (price === null ? null : roundPrice(price));
const priceAt = (tariff: Tariff, at: Instant): MicroPerKWh | null => rounded(paidPrices(tariff, { start: at, end: after(at, 1) })[0]?.importPrice ?? null);

/** What gas costs now: micro per kWh and per local day. */
function gasAt(tariff: Tariff, at: Instant, perCubicMetre: CubicMetre | null, past: PastPrices): GasTold {
  return { name: tariff.name, source: tariff.source, price: priceAt(tariff, at), standingCharge: rounded(standingCharge(tariff, at)), perCubicMetre, past };
}

/** From when on which price held, as far back as the tariff says. */
function pastOf(tariff: Tariff, at: Instant): PastPrices {
  const stretches = paidPrices(tariff, { start: after(at, -SHOWN_BACK), end: at });
  const held = stretches.map(({ start, importPrice }) => [start, rounded(importPrice)] as const);
  return held.filter(([, price], index) => price !== (held[index - 1]?.[1] ?? null));
}
