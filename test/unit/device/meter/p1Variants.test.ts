import { describe, expect, it } from 'vitest';
import { P1Stream } from '../../../../device/driver/meter/p1/stream.ts';
import { bytesOf, DSMR3, DSMR5 } from '../../../fixtures/p1/telegrams.ts';
import { FLUVIUS, HUNGARIAN, LUXEMBOURG, SWEDISH } from '../../../fixtures/p1/variants.ts';

const read = (text: string) => {
  const stream = new P1Stream('Europe/Brussels');
  const [reading, ...more] = [...stream.push(bytesOf(text)), ...stream.end()];
  expect([stream.rejected, more]).toEqual([{}, []]);
  if (!reading) throw new Error('no reading');
  return reading;
};
/** Without its check: what is changed is read all the same. */
const changed = (text: string, from: string, to: string): string => `${text.slice(0, text.lastIndexOf('!') + 1).replace(from, to)}\r\n`;

describe('a Belgian meter', () => {
  it('tells what its capacity tariff is made from, the past months oldest first', () =>
    expect(read(FLUVIUS).demand).toEqual({
      average: 1337,
      monthPeak: { power: 5824, at: Date.UTC(2024, 1, 9, 19, 15) },
      pastPeaks: [
        { power: 7002, at: Date.UTC(2023, 10, 30, 17) },
        { power: 4980, at: Date.UTC(2023, 11, 9, 16, 30) },
        { power: 6115, at: Date.UTC(2024, 0, 17, 18) },
      ],
    }));

  it('tells gas and water by their own numbers and times', () =>
    expect(read(FLUVIUS).others).toEqual([
      { meter: 'p1-37464C4F31323334353637383930', medium: 'gas', at: Date.UTC(2024, 1, 14, 17, 10), litres: 931_207, energy: null },
      { meter: 'p1-3853414731323334353637383930', medium: 'water', at: Date.UTC(2024, 1, 14, 17), litres: 421_750, energy: null },
    ]));

  it('speaks every second, in its version of DSMR 5', () => expect(read(FLUVIUS)).toMatchObject({ period: 1_000, power: 1402, limiter: { breaker: 'closed' } }));

  it('loses only the month that cannot be read', () =>
    expect(read(changed(FLUVIUS, '(231209173000W)(04.980*kW)', '(231209173000W)(04.9x0)')).demand?.pastPeaks.map(({ power }) => power)).toEqual([7002, 6115]));
});

describe('a Hungarian meter', () => {
  const reading = read(HUNGARIAN);
  it('tells reactive energy in four quadrants and as sums', () =>
    expect(reading.reactive).toEqual([
      { quantity: 'import', energy: 4_964_000 },
      { quantity: 'export', energy: 77_449_000 },
      { quantity: 'q1', energy: 3_900_000 },
      { quantity: 'q2', energy: 1_064_000 },
      { quantity: 'q3', energy: 2_449_000 },
      { quantity: 'q4', energy: 75_000_000 },
    ]));
  it('has its reactive power from the quadrants, export negative', () => expect(reading.reactivePower).toBe(-130));
  it('has a breaker in words and a text message', () => expect(reading.limiter).toEqual({ threshold: 90_000, breaker: 'closed', message: 'Holnap karbantartas' }));
  it('has daily values that are no peaks', () => expect(reading.demand).toBeUndefined());
  it('has its total beside its rates', () => expect(reading.registers.map(({ direction, rate }) => [direction, rate])).toEqual([['import', 0], ['import', 1], ['import', 2], ['export', 0]]));
});

describe('a Swedish meter', () => {
  it('has totals, and reactive power as a difference', () =>
    expect(read(SWEDISH)).toMatchObject({
      meter: 'p1', at: Date.UTC(2023, 10, 5, 7), period: 10_000, power: 2500, reactivePower: -188,
      registers: [{ direction: 'import', rate: 0, energy: 12_345_678_000 }, { direction: 'export', rate: 0, energy: 345_100_000 }],
      reactive: [{ quantity: 'import', energy: 518_309_000 }, { quantity: 'export', energy: 23_732_000 }],
    }));
  it('keeps winter time all year, and says so: a W in July is one hour', () => expect(read(changed(SWEDISH, '231105080000W', '230705080000W')).at).toBe(Date.UTC(2023, 6, 5, 7)));
});

describe('a Finnish meter', () => {
  it('is an hour ahead of the others', () => {
    const stream = new P1Stream('Europe/Helsinki');
    const readings = ['231105080000W', '230705080000S'].flatMap((stamp) => stream.push(bytesOf(changed(SWEDISH, '231105080000W', stamp))));
    expect(readings.map(({ at, power }) => [at, power])).toEqual([[Date.UTC(2023, 10, 5, 6), 2500], [Date.UTC(2023, 6, 5, 5), 2500]]);
  });
});

describe('a Luxembourg meter, once it is decrypted', () => {
  it('is known by its number, and its limit in kVA is no power', () =>
    expect(read(LUXEMBOURG)).toMatchObject({ meter: 'p1-53414731303330303030303132333435', power: 286, reactivePower: -166, limiter: { threshold: null, breaker: 'closed' } }));
});

describe('a meter behind the meter', () => {
  const gas = '0-1:24.2.1(230715143000S)(01877.334*m3)';
  it('of DSMR 3 stands on two lines and has a time without a season', () =>
    expect(read(DSMR3).others).toEqual([{ meter: 'p1-channel-1', medium: 'other', at: Date.UTC(2010, 2, 18, 10), litres: 123_456, energy: null }]));
  it('that was never read has no value: its zero is none', () =>
    expect(read(changed(DSMR5, gas, '0-1:24.2.1(632525252525S)(00000.000*m3)')).others).toMatchObject([{ medium: 'gas', at: null, litres: null, energy: null }]));
  it('of heat is told in milliwatt-hours: 1 GJ is 277 777 777.8 of them', () =>
    expect(read(changed(DSMR5, gas, '0-1:24.2.1(230715143000S)(00001.000*GJ)').replace('24.1.0(003)', '24.1.0(004)')).others).toMatchObject([{ medium: 'heat', litres: null, energy: 277_777_778 }]));
  it('of cold, and of electricity, keeps its energy', () => {
    expect(read(changed(DSMR5, gas, '0-1:24.2.1(230715143000S)(00002.500*kWh)').replace('24.1.0(003)', '24.1.0(010)')).others).toMatchObject([{ medium: 'cold', energy: 2_500_000 }]);
    expect(read(changed(DSMR5, gas, '0-1:24.2.1(230715143000S)(00002.500*kWh)').replace('24.1.0(003)', '24.1.0(002)')).others).toMatchObject([{ medium: 'other', energy: 2_500_000 }]);
  });
  it('that says nothing is not listed', () => expect(read(changed(DSMR5, `${gas}\r\n`, '')).others).toBeUndefined());
});
