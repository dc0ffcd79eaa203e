import { expect, it } from 'vitest';
import type { Mapping } from '#domain/meter/file/guess.ts';
import { read, readUsage } from './read.ts';

const TABLE = 'when,saldo kWh\n2024-06-01T11:00Z,0.5\n2024-06-01T11:30Z,-0.25\n2024-06-01T12:00Z,-1.5\n2024-06-01T12:30Z,0\n2024-06-01T13:00Z,x\n';
const mapping = (unit: 'kWh' | 'W'): Mapping => ({ date: 0, time: null, label: 'start', energies: [{ column: 1, direction: 'import', unit, counts: 'net' }] });

it('a column with a sign tells what was bought above zero, and what was sent out below it', () => {
  const { told } = read(TABLE, { mapping: mapping('kWh') });
  expect([told.imported, told.exported]).toEqual([500_000, 1_750_000]);
  expect(told.slots.map(({ importEnergy, exportEnergy }) => [importEnergy, exportEnergy])).toEqual([[500_000, 0], [0, 250_000], [0, 1_500_000], [0, 0]]);
  expect(told.notes.energy).toEqual({ count: 1, first: { line: 6, text: 'x' } });
});

it('mean power with a sign is shared out so that nothing is lost to rounding', () => {
  // 7 W for 100 ms are 0.194 mWh; half a minute of them is 58.333 mWh, each way.
  const rows = Array.from({ length: 600 }, (_, n) => `${new Date(Date.UTC(2024, 5, 1) + n * 100).toISOString()},${n < 300 ? 7 : -7}`);
  const { told } = read(['when,W', ...rows].join('\n'), { mapping: mapping('W') });
  expect(told.imported).toBe(58);
  expect(told.exported).toBe(58);
});

it('is suggested where a number below zero stands in the first rows', () => {
  const found = readUsage(TABLE);
  expect(found.kind === 'unknown' && found.guess.energies).toEqual([{ column: 1, direction: 'import', unit: 'kWh', counts: 'net' }]);
});
