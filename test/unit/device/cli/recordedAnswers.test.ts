import { describe, expect, it } from 'vitest';
import { Refusal } from '#domain/units/refusal.ts';
import { bill } from '../../../../device/cli/bill.ts';
import type { Terminal } from '../../../../device/cli/command.ts';

/** One kWh in the first hour, two in the second. */
const USAGE = 'start,end,import_kwh\n2026-11-21T00:00:00Z,2026-11-21T01:00:00Z,1\n2026-11-21T01:00:00Z,2026-11-21T02:00:00Z,2\n';

async function total(tariff: unknown, ...args: readonly string[]): Promise<unknown> {
  const files: Readonly<Record<string, string>> = { tariff: JSON.stringify(tariff), usage: USAGE };
  const answers: unknown[] = [];
  const terminal: Terminal = { json: true, read: (file) => Promise.resolve(new TextEncoder().encode(files[file] ?? '')), print: (answer) => answers.push(answer), write: () => undefined, note: () => undefined };
  try {
    await bill.run(['--tariff', 'tariff', '--usage', 'usage', ...args], terminal);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  const { currency, total_micro: micro, unpriced_wh: unpriced } = answers[0] as { currency: string; total_micro: number; unpriced_wh: number };
  return [currency, micro, unpriced];
}

const hours = ['2026-11-21T01:00:00+01:00', '2026-11-21T02:00:00+01:00', '2026-11-21T03:00:00+01:00'];
const tibber = { data: { viewer: { homes: [{ id: 'a', currentSubscription: { priceInfo: { today: [{ total: 0.3, startsAt: hours[0], currency: 'NOK' }, { total: -0.1, startsAt: hours[1], currency: 'NOK' }], tomorrow: [] } } }] } } };
const awattar = { object: 'list', data: [{ start_timestamp: Date.parse('2026-11-21T00:00Z'), end_timestamp: Date.parse('2026-11-21T01:00Z'), marketprice: 42.09, unit: 'Eur/MWh' }] };
const entry = (start: number, prices: Record<string, number>): unknown => ({ deliveryStart: hours[start], deliveryEnd: hours[start + 1], entryPerArea: prices });
const evcc = { rates: [{ start: hours[0], end: hours[1], value: 0.3664 }, { start: hours[1], end: hours[2], value: 0.316 }] };

describe('a bill by an answer as it was recorded', () => {
  it('of Tibber is of all that is paid, negative prices too', async () => {
    expect(await total(tibber)).toEqual(['NOK', 300_000 - 200_000, 0]);
  });

  it('of aWATTar is of the market price, and what it does not price is said', async () => {
    expect(await total(awattar)).toEqual(['EUR', 42_090, 2_000]);
  });

  it('of Nord Pool is of its only area, or of the one that is named', async () => {
    const one = { currency: 'EUR', multiAreaEntries: [entry(0, { GER: 100 }), entry(1, { GER: 50 })] };
    expect(await total(one)).toEqual(['EUR', 200_000, 0]);
    const two = { currency: 'SEK', multiAreaEntries: [entry(0, { SE3: 100, SE4: 200 }), entry(1, { SE3: 50, SE4: 60 })] };
    expect(await total(two, '--products', 'SE4')).toEqual(['SEK', 320_000, 0]);
    expect(await total(two)).toBe('The tariff file cannot be used: it has prices of SE3, SE4: name the one of this home with --products.');
  });

  it('of evcc is in the currency that is said beside it', async () => {
    expect(await total(evcc, '--currency', 'EUR')).toEqual(['EUR', 366_400 + 632_000, 0]);
    expect(await total({ result: evcc }, '--currency', 'EUR')).toEqual(['EUR', 998_400, 0]);
    expect(await total(evcc)).toBe('The tariff file cannot be used: it names no currency: say it with --currency.');
    expect(await total(evcc, '--currency', 'euro')).toBe('"euro" is no currency.');
  });

  it('of none of them says its VAT', async () => {
    for (const answer of [tibber, awattar]) expect(await total(answer, '--vat', 'exc')).toMatch(/does not say its VAT/);
  });
});
