import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tariffFromText } from '../../device/source/tariffFile.ts';
import { sharedFiles } from './shared.ts';

const shared = sharedFiles('standards/entsoe-a44');
if (shared.folder === null) console.info(`a recorded ENTSO-E answer ${shared.reason}`);

/** DE-LU, two days of quarter-hours, each by two sequences. Expected values are read from the file by hand. */
describe.skipIf(shared.folder === null)('a recorded ENTSO-E answer', () => {
  it('gives the prices of the first sequence, quarter-hour by quarter-hour', () => {
    const tariff = tariffFromText(readFileSync(join(shared.folder ?? '', 'entsoe-response.xml'), 'utf8'), 'inc');
    const [part] = tariff.parts;
    const schedule = part?.per === 'kWh' ? part.tiers[0]?.schedule : undefined;
    const slots = schedule?.kind === 'slots' ? schedule.slots : [];
    expect([tariff.currency, slots.length]).toEqual(['EUR', 192]);
    expect(slots[0]).toMatchObject({ start: Date.parse('2026-02-01T23:00Z'), end: Date.parse('2026-02-01T23:15Z'), price: 100_410_000_000 });
    expect(slots[1]).toMatchObject({ price: 101_910_000_000 });
    expect(slots[96]).toMatchObject({ start: Date.parse('2026-02-02T23:00Z'), price: 97_410_000_000 });
    expect(slots[191]).toMatchObject({ end: Date.parse('2026-02-03T23:00Z'), price: 88_920_000_000 });
  });
});
