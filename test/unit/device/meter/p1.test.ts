import { describe, expect, it } from 'vitest';
import { telegram } from '#domain/sim/p1.ts';
import { simulatedHome } from '#domain/sim/simulatedHome.ts';
import { homeSpec } from '#domain/sim/spec.ts';
import { instant } from '#domain/time/instant.ts';
import { watts } from '#domain/units/power.ts';
import { crc16, crcText } from '../../../../device/driver/meter/p1/crc.ts';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import { zoneOfMeter } from '../../../../device/driver/meter/p1/p1.ts';
import { parseTimestamp } from '../../../../device/driver/meter/p1/timestamp.ts';
import { bytesOf, DSMR3, DSMR4, DSMR5 } from '../../../fixtures/p1/telegrams.ts';

const ZONE = 'Europe/Amsterdam';
const read = (text: string) => {
  const stream = new P1Stream(ZONE);
  return { readings: [...stream.push(bytesOf(text)), ...stream.end()], rejected: stream.rejected };
};
/** The telegram with another line, its check made right again. */
const changed = (text: string, from: string, to: string): string => {
  const body = text.slice(0, text.lastIndexOf('!') + 1).replace(from, to);
  return `${body}${crcText(crc16(bytesOf(body)))}\r\n`;
};

describe('a P1 telegram', () => {
  it('becomes one reading, import positive, export negative, each phase by itself', () =>
    expect(read(DSMR5).readings).toEqual([
      {
        meter: 'p1-4530303031323334353637383930313233',
        at: Date.UTC(2023, 6, 15, 12, 30, 5),
        period: 1_000,
        power: -1493,
        phases: {
          L1: { power: 310, volts: 233.1, amps: 2 },
          L2: { power: 102, volts: 232.4, amps: 1 },
          L3: { power: -1905, volts: 234, amps: 8 },
        },
        registers: [
          { direction: 'import', rate: 1, energy: 4_513_207_000 },
          { direction: 'import', rate: 2, energy: 3_021_995_000 },
          { direction: 'export', rate: 1, energy: 1_200_040_000 },
          { direction: 'export', rate: 2, energy: 2_766_001_000 },
        ],
        counters: {
          failures: 4, longFailures: 2, sags: { L1: 1, L2: 0, L3: 3 }, swells: { L1: 0, L2: 0, L3: 0 },
          failureLog: [{ end: Date.UTC(2022, 0, 11, 2, 15), length: 245_000 }], tampered: null,
        },
        others: [{ meter: 'p1-4730303131323233333434353536', medium: 'gas', at: Date.UTC(2023, 6, 15, 12, 30), litres: 1_877_334, energy: null }],
      },
    ]));

  it('of DSMR 4 has ten seconds, and the hour its W says', () =>
    expect(read(DSMR4).readings).toMatchObject([{ at: Date.UTC(2022, 9, 30, 1, 30, 10), period: 10_000, power: 733, phases: { L1: { power: 733, volts: null, amps: 3 } } }]));

  it('of DSMR 3 is read without a time', () =>
    expect(read(DSMR3).readings).toMatchObject([{ at: null, period: 10_000, power: 570, phases: {}, registers: [{ rate: 1, energy: 410_333_000 }, { rate: 2, energy: 512_444_000 }] }]));

  it('loses a malformed line, which is counted, and nothing else', () => {
    const { readings, rejected } = read(changed(DSMR5, '1-0:1.8.1(004513.207*kWh)', '1-0:1.8.1(0045x3.207*kWh)'));
    expect(rejected).toEqual({ 'malformed-line': 1 });
    expect(readings[0]?.registers.map(({ energy }) => energy)).toEqual([3_021_995_000, 1_200_040_000, 2_766_001_000]);
  });

  it('does not call export nothing when its line cannot be read', () =>
    expect(read(changed(DSMR5, '1-0:2.7.0(01.905*kW)', '1-0:2.7.0(01,905*kW)')).readings[0]?.power).toBeNull());
  it('takes import for the whole where a meter has no export', () =>
    expect(read(changed(DSMR4, '1-0:2.7.0(00.000*kW)\r\n', '')).readings[0]?.power).toBe(733));
  it('without import power knows no power', () => expect(read(changed(DSMR4, '1-0:1.7.0(00.733*kW)\r\n', '')).readings[0]?.power).toBeNull());
  it('is refused without a check, once its meter has sent one', () =>
    expect(read(DSMR5 + DSMR5.replace('!0BA2', '!')).rejected).toEqual({ unchecked: 1 }));

  it('of the simulated home is read as the home is', () => {
    const spec = homeSpec(7);
    const home = { ...simulatedHome(spec, instant(Date.parse('2026-10-25T01:30:00Z'))), grid: watts(-1_234) };
    expect(read(telegram(spec, home))).toMatchObject({ rejected: {}, readings: [{ at: home.at, power: -1_234, period: 1_000 }] });
  });
});

describe('the time of a telegram', () => {
  it.each([
    ['261025023000S', '2026-10-25T00:30:00Z'],
    ['261025023000W', '2026-10-25T01:30:00Z'],
    ['260329015959W', '2026-03-29T00:59:59Z'],
    ['260329030000S', '2026-03-29T01:00:00Z'],
    ['161107190000', '2016-11-07T18:00:00Z'],
    ['240229120000W', '2024-02-29T11:00:00Z'],
  ])('%s is %s', (text, iso) => expect(parseTimestamp(text, ZONE)).toBe(instant(Date.parse(iso))));

  it.each(['632525252525S', '230229120000W', '230132000000W', '230100000000W', '230101240000W', '230101000060W', '2301010000', '230101000000X'])(
    '%s is none',
    (text) => expect(parseTimestamp(text, ZONE)).toBeNull(),
  );

  it('is not read by the clock of a machine that is set to UTC', () => {
    expect(zoneOfMeter('UTC')).toBe('Europe/Amsterdam');
    expect(zoneOfMeter('Europe/Vilnius')).toBe('Europe/Vilnius');
  });
});
