import { describe, expect, it } from 'vitest';
import { crc16, telegram, timestamp } from '#domain/sim/p1.ts';
import { simulatedHome, type SimulatedHome } from '#domain/sim/simulatedHome.ts';
import { homeSpec } from '#domain/sim/spec.ts';
import { instant } from '#domain/time/instant.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import { watts } from '#domain/units/power.ts';

const at = (text: string) => instant(Date.parse(text));
const spec = homeSpec(7);
const home: SimulatedHome = {
  ...simulatedHome(spec, at('2026-01-15T11:22:33Z')),
  grid: watts(-1_234),
  phases: [-1_234, 0, 0],
  registers: { importLow: milliWattHours(4_426_999), importNormal: milliWattHours(1_000_000), exportLow: milliWattHours(0), exportNormal: milliWattHours(123_456_789_000), importCarried: 0, exportCarried: 0 },
  lowRate: false,
};

describe('the telegram of the simulated meter', () => {
  it('has the check value that CRC-16/ARC is known by', () => expect(crc16('123456789')).toBe('BB3D'));
  it.each([
    ['2026-01-15T11:22:33Z', '260115122233W'],
    ['2026-04-10T22:00:00Z', '260411000000S'],
    ['2026-10-25T00:30:00Z', '261025023000S'],
    ['2026-10-25T01:30:00Z', '261025023000W'],
    ['2026-03-29T01:00:00Z', '260329030000S'],
  ])('%s is %s on the meter', (time, shown) => expect(timestamp(at(time), 'Europe/Amsterdam')).toBe(shown));

  it('gives export apart from import, registers cut to the watt-hour, and the rate', () => {
    const lines = telegram(spec, home).split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '0-0:1.0.0(260115122233W)',
        '1-0:1.8.1(000004.426*kWh)',
        '1-0:1.8.2(000001.000*kWh)',
        '1-0:2.8.1(000000.000*kWh)',
        '1-0:2.8.2(123456.789*kWh)',
        '0-0:96.14.0(0002)',
        '1-0:1.7.0(00.000*kW)',
        '1-0:2.7.0(01.234*kW)',
        '1-0:22.7.0(01.234*kW)',
      ]),
    );
  });

  it('closes with the check value of everything from / to !', () => {
    const text = telegram(spec, home);
    const end = text.indexOf('!') + 1;
    expect(text.slice(end)).toBe(`${crc16(text.slice(0, end))}\r\n`);
    expect(text.startsWith('/TDW5')).toBe(true);
  });

  it('names three phases only where there are three', () => {
    expect(telegram(spec, home)).not.toContain('1-0:52.7.0');
    expect(telegram(homeSpec(7, { phases: 3 }), home)).toMatch(/1-0:72\.7\.0\(\d{3}\.\d\*V\)/);
  });
});
