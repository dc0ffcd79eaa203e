import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { britishCubicMetre, type CubicMetre } from '#domain/tariff/gas.ts';
import type { Given, SourceSetUp } from '#domain/tariff/sources.ts';
import type { TariffState } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { PoliteAsker } from '../../source/ask.ts';
import { askForPrices, coverOf, type Cover, type PricedHome } from '../../source/priceSource.ts';
import { givesOf, isNeighbour, nameOfSource } from '../../source/setting.ts';
import { log } from '../log.ts';
import type { FetchedPrices, Ground } from './fetched.ts';
import { FetchedSlots } from './fetchedSlots.ts';
import { FetchedTable } from './fetchedTable.ts';
import type { ConfiguredSource } from './settings.ts';
import { NEIGHBOUR, PUBLIC, SourceFeed, type FeedParts } from './sourceFeed.ts';

export type SourceState = NonNullable<TariffState['sources']>[number];

/** Names a source with its settings and shows none of them: addresses may hold what is nobody's business. */
const ofSetting = ({ setting }: ConfiguredSource): string => createHash('sha256').update(JSON.stringify(setting)).digest('hex').slice(0, 16);

/** One source of the home: what it said, and why it says nothing. */
export class HomeSource {
  readonly gives: Given;
  readonly cover: Cover;
  readonly #prices: FetchedPrices;
  readonly #of: string;
  #feed: SourceFeed | undefined;
  #reason: string | null = null;

  constructor(
    private readonly source: ConfiguredSource,
    folder: string,
  ) {
    const { setting } = source;
    this.gives = givesOf(setting);
    this.cover = coverOf(setting);
    this.#of = ofSetting(source);
    const terms = { file: join(folder, `${this.gives}.json`), of: this.#of };
    this.#prices = setting.kind === 'vse' ? new FetchedTable({ ...terms, products: setting.products }) : new FetchedSlots({ ...terms, cover: this.cover, gives: this.gives });
  }

  get setUp(): SourceSetUp {
    return { gives: this.gives, name: nameOfSource(this.source.setting), of: this.#of };
  }

  get state(): SourceState {
    return { gives: this.gives, kind: this.source.setting.kind, until: this.#prices.horizon, at: this.#prices.at, reason: this.#reason };
  }

  /** In the home's own network, so that its silence says nothing of the internet. */
  get isNeighbour(): boolean {
    return isNeighbour(this.source.setting);
  }

  /** Of gas: what a cubic metre of it holds. */
  get perCubicMetre(): CubicMetre | null {
    const { setting } = this.source;
    return setting.kind === 'octopus-gas' ? britishCubicMetre(setting.calorificValue, setting.correction) : null;
  }

  heldAt(at: Instant | null): Tariff | null {
    return this.#prices.heldAt(at);
  }

  /** @param ground what its prices are laid over at an instant. */
  start(home: PricedHome, ground: (at: Instant) => Ground, heard: Pick<FeedParts, 'now' | 'changed' | 'reached' | 'said'>): void {
    const { setting, key } = this.source;
    const { ask } = new PoliteAsker();
    this.#feed = new SourceFeed({
      ...heard,
      fetch: (at) => askForPrices(setting, key, home, at, ask),
      take: (fetched, at) => this.#prices.take(fetched, ground(at), at),
      prices: this.#prices,
      patience: this.isNeighbour ? NEIGHBOUR : PUBLIC,
      note: (text) => log(`${this.gives} by ${setting.kind}: ${text}`),
      said: (reason) => {
        this.#reason = reason;
        heard.said(reason);
      },
    });
    this.#feed.start();
  }

  stop(): void {
    this.#feed?.stop();
  }
}
