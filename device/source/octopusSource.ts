import type { Tariff } from '#domain/tariff/tariff.ts';
import { after, HOUR, MINUTE, type Instant, type Interval } from '#domain/time/instant.ts';
import { localDay } from '#domain/time/zone.ts';
import { SourceFault, type Ask } from './ask.ts';
import { askJson, whole } from './askJson.ts';
import { octopusPage, octopusUrl, readOctopusDayNight, readOctopusRates, readOctopusStanding, type NightHours, type OctopusList, type OctopusTerms } from './octopus.ts';
import type { SourceSetting } from './setting.ts';

const DAY = 24 * HOUR;
const ZONE = 'Europe/London';
const MOST_PAGES = 10;
/** Rules of the clock are written out this far ahead. */
const AHEAD = 8 * DAY;

export type OctopusSetting = Extract<SourceSetting, { kind: 'octopus' | 'octopus-day-night' | 'octopus-gas' }>;

/** Rates since yesterday's midnight, of import and gas with their standing charge. @throws SourceFault. */
export async function octopusPrices(setting: OctopusSetting, at: Instant, ask: Ask): Promise<Tariff> {
  const { code } = setting;
  const terms: OctopusTerms = { vat: 'inc', payment: setting.payment, direction: 'direction' in setting ? setting.direction : 'import' };
  const rates = setting.kind === 'octopus-day-night' ? await dayNight(setting, terms, at, ask) : whole(readOctopusRates(await rowsOf(code, 'standard-unit-rates', at, ask), terms));
  if (terms.direction === 'export') return rates;
  const standing = whole(readOctopusStanding(await rowsOf(code, 'standing-charges', at, ask), at, terms));
  return { ...rates, name: setting.kind === 'octopus-gas' ? 'Octopus gas rates' : rates.name, parts: [...rates.parts, standing] };
}

async function dayNight({ code, night }: Extract<OctopusSetting, { kind: 'octopus-day-night' }>, terms: OctopusTerms, at: Instant, ask: Ask): Promise<Tariff> {
  const lists = { day: await rowsOf(code, 'day-unit-rates', at, ask), night: await rowsOf(code, 'night-unit-rates', at, ask) };
  return whole(readOctopusDayNight(lists, hoursOf(night), since(at), terms));
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function hoursOf({ from, to, clock }: Extract<OctopusSetting, { kind: 'octopus-day-night' }>['night']): NightHours {
  return { from: minutesOf(from), to: minutesOf(to), zone: clock === 'gmt' ? 'UTC' : ZONE };
}

/** From yesterday's midnight on. */
const since = (at: Instant): Interval => ({ start: localDay(after(localDay(at, ZONE).interval.start, -MINUTE), ZONE).interval.start, end: after(at, AHEAD) });

async function rowsOf(code: string, list: OctopusList, at: Instant, ask: Ask): Promise<{ readonly results: readonly unknown[] }> {
  const results: unknown[] = [];
  let next: string | null = octopusUrl(code, list, new Date(since(at).start).toISOString());
  const { origin } = new URL(next ?? 'https://api.octopus.energy');
  for (let count = 0; next !== null && count < MOST_PAGES; count += 1) {
    if (new URL(next).origin !== origin) throw new SourceFault('redirected-away');
    const page = octopusPage(await askJson(ask, { url: next }));
    if (!page) throw new SourceFault('it is no list of unit rates');
    results.push(...page.rows);
    next = page.next;
  }
  return { results };
}
