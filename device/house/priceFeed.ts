import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Tariff } from '#domain/tariff/tariff.ts';
import type { Instant } from '#domain/time/instant.ts';
import { PoliteAsker } from '../source/ask.ts';
import { askForPrices, coverOf } from '../source/priceSource.ts';
import { readSourceSetting, type SourceSetting } from '../source/setting.ts';
import { codeOf, refuse } from './failure.ts';
import { FetchedTariff } from './fetchedTariff.ts';
import { log } from './log.ts';
import type { HouseOptions } from './options.ts';
import { TariffFeed } from './tariffFeed.ts';

const SETTINGS = 'tariff-source.json';
const PRICES = 'tariff-fetched.json';
const FOR_OTHERS = 0o077;

export interface PriceFeed {
  /** With the source's prices in it as far as they are known. */
  readonly tariff: () => Tariff;
  /** @param reached hears whether the source could be asked, each time it was. */
  start(now: () => Instant | null, changed: () => void, reached: (isReached: boolean) => void): void;
  stop(): void;
  /** Nothing that was fetched is kept any more, on the disk; the settings stay. */
  erase(): void;
}

/**
 * The source of prices that `tariff-source.json` of the state folder names (docs/formats/sources.md); without one the
 * tariff of the start, and nothing outside the home is ever asked. Neither is it for a recording, whose time is another.
 * @throws Refusal when the settings or the key cannot be used.
 */
export function priceFeedOf({ stateDir, zone, currency, source, tariff }: Pick<HouseOptions, 'stateDir' | 'zone' | 'currency' | 'source' | 'tariff'>, configured: Tariff): PriceFeed {
  const [file, kept] = [join(stateDir, SETTINGS), join(stateDir, PRICES)];
  const erase = (): void => rmSync(kept, { force: true });
  if (source !== 'meter' || !existsSync(file)) return { tariff: () => configured, start: () => undefined, stop: () => undefined, erase };
  const setting = settingIn(file);
  const key = 'keyFile' in setting ? keyIn(resolve(dirname(file), setting.keyFile)) : null;
  const prices = new FetchedTariff({ file: kept, of: JSON.stringify(setting), cover: coverOf(setting), configured, example: tariff === null });
  const { ask } = new PoliteAsker();
  let feed: TariffFeed | undefined;
  return {
    tariff: () => prices.current,
    start: (now, changed, reached) => {
      feed = new TariffFeed({ fetch: (at) => askForPrices(setting, key, { zone, currency }, at, ask), prices, now, changed, reached, note: log });
      feed.start();
    },
    stop: () => feed?.stop(),
    erase,
  };
}

function settingIn(file: string): SourceSetting {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refuse('tariff-source-unreadable', `${file} cannot be read as JSON.`, 'Write it as docs/formats/sources.md shows, or move it away.', error);
  }
  const setting = readSourceSetting(raw);
  if (typeof setting === 'string') throw refuse('tariff-source-unreadable', `${file} cannot be used: ${setting}.`, 'Write it as docs/formats/sources.md shows, or move it away.');
  return setting;
}

function keyIn(file: string): string {
  let key: string;
  try {
    if ((statSync(file).mode & FOR_OTHERS) !== 0) throw refuse('key-file-open', `Others than the gateway's user can read the key in ${file}.`, `Take their rights away: chmod 600 ${file}`);
    key = (readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '').trim();
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    throw refuse('key-file-unreadable', `The key of the source of prices, ${file}, cannot be read (${codeOf(error)}).`, 'Write the key into its first line.', error);
  }
  if (!/^[\x21-\x7e]{1,500}$/.test(key)) throw refuse('key-file-unreadable', `The first line of ${file} is no key.`, 'Write the key into its first line.');
  return key;
}
