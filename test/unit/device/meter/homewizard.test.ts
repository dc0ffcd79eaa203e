import { describe, expect, it } from 'vitest';
import { homewizardCapture } from '../../../../device/driver/meter/homewizard/decode.ts';
import { homewizard } from '../../../../device/driver/meter/homewizard/homewizard.ts';
import { JsonStream } from '../../../../device/driver/meter/json/stream.ts';
import type { MeterMessage } from '../../../../device/driver/meter/message.ts';
import { V1, V2, V2_PUSHED } from '../../../fixtures/messages/homewizard.ts';
import { bytesOf, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

function heard(text: string): readonly MeterMessage[] {
  const stream = new JsonStream(homewizard.reader({ zone: 'Europe/Amsterdam', channel: null }));
  return stream.push(Buffer.from(`${text}\n`));
}
const linesOf = (text: string): readonly (readonly [string | null, number | string])[] => homewizardCapture.decode(Buffer.from(text), { zone: null, key: null }).lines.map(({ obis, value }) => [obis, value] as const);

describe('a HomeWizard meter', () => {
  it('of API v1 tells all that the P1 port told it', () =>
    expect(heard(V1)).toEqual([
      {
        meter: 'homewizard-5449444531323334',
        at: null,
        period: 1_000,
        power: -1204,
        phases: { L1: { power: -1500, volts: 234.5, amps: 6.4 }, L2: { power: 296, volts: null, amps: null } },
        registers: [
          { direction: 'import', rate: 0, energy: 5_012_250_000 },
          { direction: 'export', rate: 0, energy: 71_500_000 },
          { direction: 'import', rate: 1, energy: 3_000_125_000 },
          { direction: 'import', rate: 2, energy: 2_012_125_000 },
        ],
        counters: { failures: 7, longFailures: 1, sags: { L1: 2 }, swells: {}, failureLog: [], tampered: null },
        demand: { average: 210, monthPeak: { power: 4100, at: Date.parse('2026-10-05T16:30:00Z') }, pastPeaks: [] },
        others: [
          // In the hour that the clock shows twice the first round is taken: its stamp has no letter.
          { meter: 'homewizard-4741533132', medium: 'gas', at: Date.parse('2026-10-25T00:15:00Z'), litres: 800_001, energy: null },
          { meter: 'homewizard-48454154', medium: 'heat', at: Date.parse('2026-10-25T00:00:00Z'), litres: null, energy: 1_000_000_000 },
        ],
      },
    ]));

  it('of API v2 has the telegram\'s own time, asked or pushed alike', () => {
    expect(heard(V2)[0]).toMatchObject({ at: Date.parse('2026-07-01T10:00:05Z'), power: 640, phases: { L1: { power: 640, volts: 231, amps: 2.8 } }, demand: { average: 500 } });
    expect(heard(V2_PUSHED)).toEqual(heard(V2));
  });

  it('of one phase has its voltage and current on that phase, and of three no sum on any', () => {
    expect(heard('{"energy_import_kwh":1,"power_w":-40,"voltage_v":230,"current_a":0.2}')[0]?.phases).toEqual({ L1: { power: null, volts: 230, amps: 0.2 } });
    expect(heard('{"energy_import_kwh":1,"power_w":6,"current_a":6,"current_l1_a":-4,"current_l2_a":2}')[0]?.phases).toEqual({ L1: { power: null, volts: null, amps: 4 }, L2: { power: null, volts: null, amps: 2 } });
  });

  it('is no meter of the connection where it is a battery, and battery settings are not power of the connection', () => {
    expect(heard('{"power_w":1234,"energy_import_kwh":1,"state_of_charge_pct":50}')).toEqual([]);
    expect(heard('{"mode":"zero","power_w":-404,"target_power_w":-400,"max_consumption_w":1600}')).toEqual([]);
  });

  it('that does not know its power says nothing of it: null is not 0', () => expect(heard('{"active_power_w":null,"total_power_import_t1_kwh":1}')[0]).toMatchObject({ power: null, registers: [{ rate: 1 }] }));

  it('is read in DSMR 4 every ten seconds', () => expect(heard(V1.replace('"smr_version":50', '"smr_version":42'))[0]?.period).toBe(10_000));

  it('may answer the telegram itself', () => {
    expect(linesOf(DSMR5)).toContainEqual(['1-0:1.8.1', 4_513_207]);
    expect(homewizardCapture.decode(bytesOf(DSMR5), { zone: null, key: null }).summary.ok).toBe(1);
  });

  it('is written back without its serial numbers and network name', () => {
    const written = Buffer.from(homewizardCapture.redact(Buffer.from(V1), { zone: null, key: null })).toString();
    expect(written).not.toMatch(/5449444531323334|4741533132|48454154"|Tide"/);
    expect(JSON.parse(written)).toMatchObject({ active_power_w: -1204, meter_model: 'Tide T210', wifi_ssid: '0000' });
  });
});

describe('the address of a HomeWizard meter', () => {
  const wish = (address: string, token: string | null): unknown => homewizard.http?.(new URL(address), token, 'admin');
  it.each([
    ['http://192.168.1.9', null, { kind: 'ask', url: 'http://192.168.1.9/api/v1/data', headers: {} }],
    ['https://192.168.1.9', 'AB12', { kind: 'ask', url: 'https://192.168.1.9/api/measurement', headers: { authorization: 'Bearer AB12', 'x-api-version': '2' } }],
    ['wss://p1.local#sha256=00', 'AB12', { kind: 'pushed', url: 'wss://p1.local/api/ws#sha256=00', content: 'measurement' }],
  ])('%s', (address, token, wanted) => expect(wish(address, token)).toMatchObject(wanted));
  it.each(['https://192.168.1.9', 'wss://192.168.1.9', 'ftp://192.168.1.9'])('%s without a token is none', (address) => expect(wish(address, null)).toBeUndefined());
});
