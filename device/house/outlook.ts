import type { AccountMemory } from '#domain/ledger/memory.ts';
import type { TariffState } from '#domain/tariff/price.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { floorTo, HOUR, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { homeBody } from './homeBody.ts';
import type { HomeTime } from './homeTime.ts';
import type { HouseOptions } from './options.ts';
import type { Publisher } from './publisher.ts';
import { tariffAt } from './tariffSource.ts';

interface OutlookParts {
  readonly options: HouseOptions;
  /** The one that holds now. */
  readonly tariff: () => Tariff;
  /** What phones are told of prices beside those of electricity. */
  readonly beside: (at: Instant) => Partial<TariffState>;
  /** What blocks and peaks of the tariff have used; undefined before it was counted. */
  readonly tally: () => AccountMemory | undefined;
  readonly time: HomeTime;
  readonly publisher: Publisher;
  /** The machines take the table anew with each local day. */
  readonly newDay: (tariff: Tariff) => void;
}

/** What phones are told by the clock alone: the window of prices, which moves with the hour, and the home's time. */
export class Outlook {
  #hour: Instant | null = null;
  #day: string | null = null;

  constructor(private readonly parts: OutlookParts) {}

  /** At every tick; does something once an hour. */
  at(wall: Instant): void {
    const hour = floorTo(wall, HOUR);
    if (hour === this.#hour) return;
    const { options, publisher, newDay } = this.parts;
    const tariff = this.parts.tariff();
    this.#hour = hour;
    const { date } = localDay(wall, options.zone);
    if (date !== this.#day) newDay(tariff);
    this.#day = date;
    publisher.publish('tariff', { ...tariffAt(tariff, options.zone, wall, this.parts.tally()), ...this.parts.beside(wall) });
    this.tellHome();
  }

  /** Phones are told again at the next tick; for the machines nothing is new. */
  again(): void {
    this.#hour = null;
  }

  /** All is told again at the next tick: the machines have other states now. */
  forget(): void {
    this.#hour = null;
    this.#day = null;
  }

  tellHome(): void {
    const { options, tariff, time, publisher } = this.parts;
    const now = time.now();
    if (now) publisher.publish('home', homeBody(options, tariff().currency, now, time.speed));
  }
}
