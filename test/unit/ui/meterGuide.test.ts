import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meterFormat } from '../../../device/driver/meter/index.ts';
import { METER_KINDS, type MeterKind } from '#domain/meter/kinds.ts';
import { ADAPTER_PRICES, METER_GUIDE, type Adapter, type MeterWay, type Opening } from '../../../src/ui/setup/meterGuide.ts';

/** The words of docs/hardware.md. */
const OPENINGS: Readonly<Record<Opening, string>> = {
  open: 'nobody, it speaks',
  portal: 'you, in the grid company\'s portal',
  operator: 'the grid company, when you ask',
  pin: 'you, with a PIN from whoever runs the meter',
  pairing: 'the display\'s maker pairs it',
  none: 'no way in: a clamp measures instead',
  unknown: 'unknown',
};
const ADAPTERS: Readonly<Record<Adapter, string>> = {
  'p1-cable': 'P1 cable or adapter',
  'p1-wifi': 'P1 meter on Wi-Fi',
  'infrared-head': 'infrared head',
  'han-adapter': 'HAN (M-Bus) adapter',
  'tic-adapter': 'TIC adapter',
  'glow-display': 'Glow display',
  clamp: 'clamp (Shelly or the like)',
};
const page = readFileSync(new URL('../../../docs/hardware.md', import.meta.url), 'utf8');
const rowsUnder = (heading: string): readonly string[] => (page.split(`| ${heading}`)[1] ?? '').split('\n\n')[0]?.split('\n').slice(2).filter((line) => line.startsWith('|')) ?? [];

const guideRow = ({ country, meter, kind, opening, key, adapter }: MeterWay): string =>
  `| ${country} | ${meter === '' ? 'unknown' : meter} | ${kind === null ? '' : `\`${METER_KINDS[kind].format}\``} | ${OPENINGS[opening]}${key ? ', with the key' : ''} | ${ADAPTERS[adapter]} |`;

describe('the guide from a country to a meter', () => {
  it('is the table of the page about hardware', () => expect(rowsUnder('country')).toEqual(METER_GUIDE.map(guideRow)));

  it('has the prices of the page, with their year', () =>
    expect(rowsUnder('adapter')).toEqual(Object.entries(ADAPTER_PRICES).map(([adapter, { from, to, currency, year }]) => `| ${ADAPTERS[adapter as Adapter]} | ${from} - ${to} ${currency} | ${year} |`)));

  it('names formats that are built', () => {
    for (const { format } of Object.values<MeterKind>(METER_KINDS)) expect(meterFormat(format).name).toBe(format);
  });

  it('and the page say of the same kinds that they were never seen', () => {
    const unseen = rowsUnder('meter').flatMap((row) => /\| `(\w+)` \|.*\| from the specification, never seen \|$/.exec(row)?.[1] ?? []);
    expect(Object.values<MeterKind>(METER_KINDS).flatMap(({ format, seen }) => (seen ? [] : [format])).sort()).toEqual(unseen.sort());
    expect(METER_GUIDE.flatMap(({ country, kind }) => (kind === null || METER_KINDS[kind].seen ? [] : [country])).join(' ')).toBe('AT CH DK ES FI HU IE IT LT LU PT');
  });

  it('has its countries in order, and says "unknown" rather than guess', () => {
    const countries = METER_GUIDE.map(({ country }) => country);
    expect(countries).toEqual([...countries].sort());
    for (const { kind, opening } of METER_GUIDE) expect(opening === 'unknown').toBe(kind === null);
  });
});
