import { describe, expect, it } from 'vitest';
import { read, readUsage } from './read.ts';

const HOUR = 3_600_000;
const FROM = Date.UTC(2024, 4, 1);
const HEADER = 'statistic_id,start,sum,unit';
/** Counts of a counter, one an hour, by `each` of its own unit. */
const counter = (name: string, unit: string, each: number, hours = 48): string[] => Array.from({ length: hours }, (_, n) => `${name},${new Date(FROM + n * HOUR).toISOString()},${(n * each).toFixed(6)},${unit}`);
const file = (...counters: readonly string[][]): string => [HEADER, ...counters.flat()].join('\n');
const refused = (id: string, message: RegExp) => expect.objectContaining({ id, message: expect.stringMatching(message) });

describe('the counters of Home Assistant', () => {
  it('are the grid’s alone: an appliance’s and the home’s are not added to it', () => {
    const rows = Array.from({ length: 48 }, (_, n) => ['sensor.grid_import_energy', 'sensor.washing_machine_energy_consumption', 'sensor.house_energy_usage'].map((name) => counter(name, 'kWh', 1)[n] ?? '')).flat();
    const found = read(file(rows));
    expect([found.told.imported, found.told.exported, found.why]).toEqual([47e6, null, 'statistic_id, sensor.grid_import_energy']);
  });

  it('are found however far down they begin', () => {
    const text = file(counter('sensor.grid_export', 'kWh', 2, 4_000), counter('sensor.grid_import', 'kWh', 1, 4_000));
    expect(text.indexOf('sensor.grid_import,')).toBeGreaterThan(128 * 1024);
    expect(read(text, {}, 65_536).told).toMatchObject({ imported: 3_999e6, exported: 7_998e6 });
  });

  it('have the unit of each row', () => {
    const { told } = read(file(counter('sensor.grid_import', 'MWh', 0.001), counter('sensor.grid_export', 'Wh', 500)));
    expect([told.imported, told.exported]).toEqual([47e6, 23.5e6]);
    const turned = [...counter('sensor.grid_import', 'kWh', 1, 24), ...counter('sensor.grid_import', 'Wh', 1_000).slice(24)];
    expect(read(file(turned)).told.imported).toBe(47e6);
  });

  it('are added up where they are the rates of one meter', () => {
    const { told, why } = read(file(counter('sensor.electricity_meter_energy_consumption_tarif_1', 'kWh', 1), counter('sensor.electricity_meter_energy_consumption_tarif_2', 'kWh', 2), counter('sensor.electricity_meter_energy_production_tarif_1', 'kWh', 3)));
    expect([told.imported, told.exported, why.split(', ').length]).toEqual([141e6, 141e6, 4]);
  });

  it.each([
    ['two that may be the grid’s', [counter('sensor.grid_import', 'kWh', 1), counter('sensor.grid_consumption_total', 'kWh', 1)], ['import', 'import']],
    ['one of which nothing is said', [counter('sensor.energy', 'kWh', 1)], [null]],
    ['the sun’s beside a machine’s', [counter('sensor.solar_production', 'kWh', 1), counter('sensor.dishwasher_energy', 'Wh', 1)], [null, null]],
  ])('%s are for a person to say', (_name, counters, directions) => {
    const found = readUsage(file(...counters));
    expect(found.kind === 'series' && found.series.map(({ direction }) => direction)).toEqual(directions);
    expect(found.kind === 'series' && found.series[0]).toMatchObject({ unit: 'kWh', lines: 48 });
  });

  it('are those that a person has said, however many, and no other', () => {
    const text = file(counter('sensor.grid_import', 'kWh', 1), counter('sensor.energy', 'kWh', 10), counter('sensor.l1', 'kWh', 2), counter('sensor.l2', 'Wh', 3_000));
    expect(read(text, { series: { 'sensor.l1': 'import', 'sensor.l2': 'import', 'sensor.energy': 'export' } }).told).toMatchObject({ imported: 235e6, exported: 470e6 });
  });

  it('in a unit that nobody knows are refused with their line, and what is no energy is left out', () => {
    expect(() => read(file(counter('sensor.grid_import', 'GJ', 1)))).toThrow(refused('own-unit', /^Line 2: sensor\.grid_import counts in "GJ", which/));
    expect(() => read(file(counter('sensor.a', 'kWh', 1), counter('sensor.b', '', 1)), { series: { 'sensor.b': 'import' } })).toThrow(refused('own-unit', /a unit that is not told/));
    expect(read(file(counter('sensor.grid_import', 'kWh', 1), counter('sensor.grid_import_tariff_now', 'EUR/kWh', 1))).told.imported).toBe(47e6);
  });

  it('are not more than any home has', () => expect(() => readUsage(file(...Array.from({ length: 1_001 }, (_, n) => counter(`sensor.x${n}`, 'kWh', 1, 2))))).toThrow(refused('own-series', /more than 1000/)));
});

describe('a P1 logger', () => {
  it('that counts in MWh is not read as one in Wh', () => expect(read('time,1.8.0 [MWh]\n2024-05-01T00:00Z,1.000\n2024-05-01T00:30Z,1.0005\n').told.imported).toBe(500_000));
});
