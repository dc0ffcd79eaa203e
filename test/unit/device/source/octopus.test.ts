import { describe, expect, it } from 'vitest';
import { unitParts, type Tariff } from '#domain/tariff/tariff.ts';
import { instant } from '#domain/time/instant.ts';
import { octopusPage, octopusUrl, readOctopusDayNight, readOctopusRates, readOctopusStanding, type OctopusTerms } from '../../../../device/source/octopus.ts';

const TERMS: OctopusTerms = { vat: 'inc', payment: 'DIRECT_DEBIT', direction: 'import' };
const AT = instant(Date.parse('2026-11-21T12:00:00Z'));
const rate = (value: number, from: string, to: string | null, payment: string | null = null): unknown => ({ value_exc_vat: value / 1.05, value_inc_vat: value, valid_from: from, valid_to: to, payment_method: payment });
const schedule = (tariff: Tariff | string): unknown => (typeof tariff === 'string' ? tariff : unitParts(tariff, 'import')[0]?.tiers[0]?.schedule);

describe('Octopus lists', () => {
  it('have their place by tariff code', () => {
    expect(octopusUrl('E-1R-AGILE-24-10-01-C', 'standard-unit-rates', '2026-11-21T00:00:00Z')).toBe(
      'https://api.octopus.energy/v1/products/AGILE-24-10-01/electricity-tariffs/E-1R-AGILE-24-10-01-C/standard-unit-rates/?period_from=2026-11-21T00%3A00%3A00Z&page_size=1500',
    );
    expect(octopusUrl('../../accounts', 'standing-charges', '')).toBeNull();
  });

  it('come in pages', () => {
    expect(octopusPage({ count: 2, next: 'https://api.octopus.energy/next', results: [1] })).toEqual({ rows: [1], next: 'https://api.octopus.energy/next' });
    expect(octopusPage({ detail: 'Not found.' })).toBeUndefined();
  });

  it('are of the payment method asked for, where they differ by it', () => {
    const both = { results: [rate(20, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 'DIRECT_DEBIT'), rate(22, '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 'NON_DIRECT_DEBIT')] };
    expect(schedule(readOctopusRates(both, TERMS))).toMatchObject({ slots: [{ price: 200_000_000_000 }] });
    expect(schedule(readOctopusRates(both, { ...TERMS, payment: 'NON_DIRECT_DEBIT' }))).toMatchObject({ slots: [{ price: 220_000_000_000 }] });
  });

  it('give what export is paid', () => {
    const tariff = readOctopusRates({ results: [rate(-1.26, '2026-11-21T03:30:00Z', '2026-11-21T04:00:00Z')] }, { ...TERMS, direction: 'export' });
    expect(tariff).toMatchObject({ parts: [{ kind: 'export', direction: 'export', tiers: [{ schedule: { slots: [{ price: -12_600_000_000 }] } }] }] });
  });

  it('give day and night of a meter with two registers', () => {
    const lists = { day: { results: [rate(30, '2026-01-01T00:00:00Z', null)] }, night: { results: [rate(9, '2026-01-01T00:00:00Z', null), rate(8, '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')] } };
    const over = { start: instant(Date.parse('2026-07-01T00:00:00Z')), end: instant(Date.parse('2026-07-01T08:00:00Z')) };
    const told = (zone: string): unknown => {
      const of = schedule(readOctopusDayNight(lists, { from: 30, to: 450, zone }, over, TERMS)) as { slots: { start: number; rate: string; price: number }[] };
      return of.slots.map(({ start, rate: name, price }) => [new Date(start).toISOString().slice(11, 16), name, price / 1e10]);
    };
    // In July 00:30 in London is 23:30 UTC: a meter that stays on GMT switches an hour later.
    expect(told('Europe/London')).toEqual([['00:00', 'night', 9], ['06:30', 'day', 30]]);
    expect(told('UTC')).toEqual([['00:00', 'day', 30], ['00:30', 'night', 9], ['07:30', 'day', 30]]);
  });

  it('change day and night on the date that each list says', () => {
    const lists = { day: { results: [rate(30, '2026-01-01T00:00:00Z', '2026-07-02T00:00:00Z'), rate(33, '2026-07-02T00:00:00Z', null)] }, night: { results: [rate(9, '2026-01-01T00:00:00Z', null)] } };
    const over = { start: instant(Date.parse('2026-07-01T22:00:00Z')), end: instant(Date.parse('2026-07-02T02:00:00Z')) };
    const of = schedule(readOctopusDayNight(lists, { from: 60, to: 120, zone: 'UTC' }, over, TERMS)) as { slots: { start: number; price: number }[] };
    expect(of.slots.map(({ start, price }) => [new Date(start).toISOString().slice(8, 13), price / 1e10])).toEqual([['01T22', 30], ['02T00', 33], ['02T01', 9]]);
  });

  it('give the standing charge that holds', () => {
    const charges = { results: [rate(61.5, '2026-10-01T00:00:00Z', null), rate(55, '2026-01-01T00:00:00Z', '2026-10-01T00:00:00Z')] };
    expect(readOctopusStanding(charges, AT, TERMS)).toMatchObject({ per: 'day', price: 615_000_000_000 });
    expect(readOctopusStanding({ results: [rate(61.5, '2026-12-01T00:00:00Z', null)] }, AT, TERMS)).toBe('none of its rates holds at 2026-11-21T12:00:00.000Z');
  });
});
