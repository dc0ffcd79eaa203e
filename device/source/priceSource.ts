import type { Given } from '#domain/tariff/sources.ts';
import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { readVse } from '#wire/exchange/vse.ts';
import type { Ask } from './ask.ts';
import { askJson, jsonOf, whole } from './askJson.ts';
import { awattarUrl, readAwattarPrices } from './awattar.ts';
import { readEntsoePrices } from './entsoe.ts';
import { evccUrl, readEvccPrices } from './evccTariff.ts';
import { carbonTariff, carbonUrl, readCarbon } from './gbCarbon.ts';
import { nordPoolUrl, readNordPoolPrices } from './nordPool.ts';
import { octopusPrices } from './octopusSource.ts';
import { givesOf, type SourceSetting } from './setting.ts';
import { readTibberPrices, TIBBER_QUERY } from './tibber.ts';

const DAY = 24 * HOUR;
const DELIVERY_ZONE = 'Europe/Brussels';
const HALF_HOUR = HOUR / 2;

/** The home that prices are for. */
export interface PricedHome {
  readonly zone: string;
  readonly currency: string;
}

/**
 * How far a source reaches: `total` is all that is paid per kWh; `energy` leaves grid, taxes and VAT out; `aside` is none
 * of the electricity's price; `table` has whatever parts its publisher gives it.
 */
export type Cover = 'total' | 'energy' | 'aside' | 'table';
export function coverOf(setting: SourceSetting): Cover {
  const gives: Given = givesOf(setting);
  if (gives === 'gas' || gives === 'carbon') return 'aside';
  if (setting.kind === 'vse') return 'table';
  return setting.kind === 'awattar' || setting.kind === 'entsoe' || setting.kind === 'nord-pool' ? 'energy' : 'total';
}

/** Explicit slots; or a table of rules in its own format, which is kept as it came. */
export type Fetched = { readonly form: 'slots'; readonly tariff: Tariff } | { readonly form: 'vse'; readonly text: string };

/**
 * What a source says now of yesterday's midnight on; null where it has nothing yet.
 * @param key the secret of the sources that want one. @throws SourceFault with a short id or with what is wrong with the answer.
 */
export async function askForPrices(setting: SourceSetting, key: string | null, home: PricedHome, at: Instant, ask: Ask): Promise<Fetched | null> {
  if (setting.kind === 'vse') return vseTable(setting, ask);
  const tariff = await slotsNow(setting, key, home, at, ask);
  return tariff && { form: 'slots', tariff };
}

async function vseTable({ url, products }: Extract<SourceSetting, { kind: 'vse' }>, ask: Ask): Promise<Fetched | null> {
  const text = await ask({ url, format: 'json' });
  if (text === null) return null;
  whole(readVse(jsonOf(text), products));
  return { form: 'vse', text };
}

async function slotsNow(setting: Exclude<SourceSetting, { kind: 'vse' }>, key: string | null, home: PricedHome, at: Instant, ask: Ask): Promise<Tariff | null> {
  switch (setting.kind) {
    case 'octopus':
    case 'octopus-day-night':
    case 'octopus-gas':
      return octopusPrices(setting, at, ask);
    case 'tibber':
      return read(await askJson(ask, { url: 'https://api.tibber.com/v1-beta/gql', body: TIBBER_QUERY, headers: { authorization: `Bearer ${key ?? ''}` } }), (raw) => readTibberPrices(raw, home.zone, setting.home));
    case 'awattar':
      return read(await askJson(ask, { url: awattarUrl(setting.country) }), (raw) => readAwattarPrices(raw, setting.country));
    case 'entsoe':
      return read(await ask({ url: entsoeUrl(setting.domain, key ?? '', at), format: 'xml' }), readEntsoePrices);
    case 'nord-pool':
      return nordPoolPrices(setting, at, ask);
    case 'evcc':
      return read(await askJson(ask, { url: evccUrl(setting.url, setting.direction) }), (raw) => readEvccPrices(raw, setting.direction, home.currency, home.zone));
    case 'gb-carbon':
      return read(await askJson(ask, { url: carbonUrl(halfHour(at), setting.region) }), (raw) => carbonTariff(whole(readCarbon(raw))));
  }
}

/** As the Carbon Intensity API wants it: yyyy-mm-ddThh:mmZ. */
const halfHour = (at: Instant): string => `${new Date(Math.floor(at / HALF_HOUR) * HALF_HOUR).toISOString().slice(0, 16)}Z`;

const read = <Answer>(answer: Answer | null, reader: (answer: Answer) => Tariff | string): Tariff | null => (answer === null ? null : whole(reader(answer)));

/** Today and tomorrow of the market's own day. */
async function nordPoolPrices({ area, currency }: Extract<SourceSetting, { kind: 'nord-pool' }>, at: Instant, ask: Ask): Promise<Tariff | null> {
  const today = localDay(at, DELIVERY_ZONE);
  const days = [today.date, localDay(today.interval.end, DELIVERY_ZONE).date];
  const answers: unknown[] = [];
  for (const day of days) answers.push(await askJson(ask, { url: nordPoolUrl(area, currency, day) }));
  const tables = answers.flatMap((raw) => read(raw, (one) => readNordPoolPrices(one, area)) ?? []);
  const [first] = tables;
  return first ? { ...first, parts: joinedParts(tables) } : null;
}

const joinedParts = ([first, ...more]: readonly Tariff[]): Tariff['parts'] =>
  (first?.parts ?? []).map((part) => {
    if (part.per !== 'kWh') return part;
    const slots = [part, ...more.flatMap(({ parts }) => parts)].flatMap((one) => (one.per === 'kWh' ? one.tiers : [])).flatMap(({ schedule }) => (schedule.kind === 'slots' ? schedule.slots : []));
    return { ...part, tiers: [{ from: { kind: 'base' }, schedule: { kind: 'slots', slots } }] };
  });

function entsoeUrl(domain: string, key: string, at: Instant): string {
  const start = localDay(at, DELIVERY_ZONE).interval.start;
  const minute = (time: Instant): string => new Date(time).toISOString().replaceAll(/[-:T]/g, '').slice(0, 12);
  const asked = new URLSearchParams({ documentType: 'A44', in_Domain: domain, out_Domain: domain, periodStart: minute(start), periodEnd: minute(after(start, 2 * DAY)), securityToken: key });
  return `https://web-api.tp.entsoe.eu/api?${asked.toString()}`;
}
