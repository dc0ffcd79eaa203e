import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, type Instant } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { SourceFault, type Ask } from './ask.ts';
import { awattarUrl, readAwattarPrices } from './awattar.ts';
import { readEntsoePrices } from './entsoe.ts';
import { evccUrl, readEvccPrices } from './evccTariff.ts';
import { nordPoolUrl, readNordPoolPrices } from './nordPool.ts';
import { octopusPage, octopusUrl, readOctopusRates, readOctopusStanding, type OctopusList, type OctopusTerms } from './octopus.ts';
import type { SourceSetting } from './setting.ts';
import { readTibberPrices, TIBBER_QUERY } from './tibber.ts';

const DAY = 24 * HOUR;
const MOST_PAGES = 10;
const DELIVERY_ZONE = 'Europe/Brussels';

/** The home that prices are for. */
export interface PricedHome {
  readonly zone: string;
  readonly currency: string;
}

/** `total` is all that is paid per kWh; `energy` leaves grid, taxes and VAT out. */
export type Cover = 'total' | 'energy';
export const coverOf = ({ kind }: SourceSetting): Cover => (kind === 'awattar' || kind === 'entsoe' || kind === 'nord-pool' ? 'energy' : 'total');

/**
 * What a source says now of yesterday's midnight on; null where it has nothing yet.
 * @param key the secret of the sources that want one. @throws SourceFault with a short id or with what is wrong with the answer.
 */
export async function askForPrices(setting: SourceSetting, key: string | null, home: PricedHome, at: Instant, ask: Ask): Promise<Tariff | null> {
  switch (setting.kind) {
    case 'octopus':
      return octopusPrices(setting, at, ask);
    case 'tibber':
      return whole(await json(ask, { url: 'https://api.tibber.com/v1-beta/gql', body: TIBBER_QUERY, headers: { authorization: `Bearer ${key ?? ''}` } }), (raw) => readTibberPrices(raw, home.zone, setting.home));
    case 'awattar':
      return whole(await json(ask, { url: awattarUrl(setting.country) }), (raw) => readAwattarPrices(raw, setting.country));
    case 'entsoe':
      return whole(await ask({ url: entsoeUrl(setting.domain, key ?? '', at), format: 'xml' }), readEntsoePrices);
    case 'nord-pool':
      return nordPoolPrices(setting, at, ask);
    case 'evcc':
      return whole(await json(ask, { url: evccUrl(setting.url, setting.direction) }), (raw) => readEvccPrices(raw, setting.direction, home.currency, home.zone));
  }
}

async function json(ask: Ask, asked: { readonly url: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<unknown> {
  const text = await ask({ ...asked, format: 'json' });
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceFault('not-json');
  }
}

function whole<T>(answer: T | null, read: (answer: T) => Tariff | string): Tariff | null {
  if (answer === null) return null;
  const tariff = read(answer);
  if (typeof tariff === 'string') throw new SourceFault(tariff);
  return tariff;
}

async function octopusPrices({ code, direction, payment }: Extract<SourceSetting, { kind: 'octopus' }>, at: Instant, ask: Ask): Promise<Tariff | null> {
  const terms: OctopusTerms = { vat: 'inc', payment, direction };
  const rates = whole(await octopusRows(code, 'standard-unit-rates', at, ask), (raw) => readOctopusRates(raw, terms));
  if (rates === null || direction === 'export') return rates;
  const standing = readOctopusStanding(await octopusRows(code, 'standing-charges', at, ask), at, terms);
  if (typeof standing === 'string') throw new SourceFault(standing);
  return { ...rates, parts: [...rates.parts, standing] };
}

async function octopusRows(code: string, list: OctopusList, at: Instant, ask: Ask): Promise<{ readonly results: readonly unknown[] }> {
  const results: unknown[] = [];
  let next: string | null = octopusUrl(code, list, new Date(localDay(at, 'Europe/London').interval.start - DAY).toISOString());
  const { origin } = new URL(next ?? 'https://api.octopus.energy');
  for (let count = 0; next !== null && count < MOST_PAGES; count += 1) {
    if (new URL(next).origin !== origin) throw new SourceFault('redirected-away');
    const page = octopusPage(await json(ask, { url: next }));
    if (!page) throw new SourceFault('it is no list of unit rates');
    results.push(...page.rows);
    next = page.next;
  }
  return { results };
}

/** Today and tomorrow of the market's own day. */
async function nordPoolPrices({ area, currency }: Extract<SourceSetting, { kind: 'nord-pool' }>, at: Instant, ask: Ask): Promise<Tariff | null> {
  const today = localDay(at, DELIVERY_ZONE);
  const days = [today.date, localDay(today.interval.end, DELIVERY_ZONE).date];
  const answers: unknown[] = [];
  for (const day of days) answers.push(await json(ask, { url: nordPoolUrl(area, currency, day) }));
  const tables = answers.flatMap((raw) => whole(raw, (one) => readNordPoolPrices(one, area)) ?? []);
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
