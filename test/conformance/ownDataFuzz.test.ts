import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Refusal } from '#domain/units/refusal.ts';
import { fuzz, FUZZ_TIMEOUT } from '../fakes/fuzz.ts';
import { readUsage } from '../unit/meter/file/read.ts';

const FOLDER = new URL('../../docs/formats/own-data/', import.meta.url);
/** Few in the everyday run: each is a whole file. */
const INPUTS = Number(process.env['TIDEWATT_FUZZ'] ?? 1_000);

it('a damaged file of any kind is read or refused, and its half-hours add up to its total', { timeout: FUZZ_TIMEOUT }, () => {
  const corpus = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER)));
  fuzz({
    name: 'own files', corpus, inputs: INPUTS,
    digest: (bytes) => {
      const found = attempt(bytes.toString('utf8'));
      if (found?.kind !== 'read') return;
      const { slots, imported, exported } = found.told;
      expect(slots.reduce((sum, { importEnergy }) => sum + (importEnergy ?? 0), 0)).toBe(imported ?? 0);
      expect(slots.reduce((sum, { exportEnergy }) => sum + (exportEnergy ?? 0), 0)).toBe(exported ?? 0);
      expect(slots.every(({ start }, n) => start > (slots[n - 1]?.start ?? -Infinity))).toBe(true);
    },
  });
});

function attempt(text: string): ReturnType<typeof readUsage> | null {
  try {
    return readUsage(text, { zone: 'Europe/Berlin' }, 64);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
