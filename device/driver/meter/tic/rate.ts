import type { DayColour, MeterRate } from '#domain/meter/reading.ts';
import type { Status } from './status.ts';
import type { Values } from './values.ts';

/** Historic PTEC by its letters: the register that counts, and the colour of the day in its last one. */
const PERIODS: Readonly<Record<string, number>> = { TH: 0, HC: 1, HP: 2, HN: 1, PM: 2, HCJB: 1, HPJB: 2, HCJW: 3, HPJW: 4, HCJR: 5, HPJR: 6 };
const DAYS: Readonly<Record<string, DayColour>> = { JB: 'blue', JW: 'white', JR: 'red' };
const TOMORROW: Readonly<Record<string, DayColour>> = { BLEU: 'blue', BLAN: 'white', ROUG: 'red' };

/** The rate in force as either mode tells it; null for a frame that has none of it. */
export const rateOf = (values: Values, status: Status | null): MeterRate | null => standardRate(values, status) ?? historicRate(values);

function standardRate(values: Values, status: Status | null): MeterRate | null {
  const inForce = values.number('NTARF');
  const name = values.text('LTARF');
  const relays = values.number('RELAIS');
  if (inForce === null && name === null && relays === null && !status) return null;
  return { inForce, name, today: status?.today ?? null, tomorrow: status?.tomorrow ?? null, peak: status?.peak ?? null, relays };
}

function historicRate(values: Values): MeterRate | null {
  const name = values.text('PTEC');
  const period = name?.replaceAll('.', '') ?? '';
  const tomorrow = values.text('DEMAIN');
  if (name === null && tomorrow === null) return null;
  return {
    inForce: PERIODS[period] ?? null,
    name,
    today: DAYS[period.slice(2)] ?? null,
    tomorrow: TOMORROW[tomorrow ?? ''] ?? null,
    peak: period === 'PM' ? 'running' : values.number('PEJP') !== null ? 'announced' : period === 'HN' ? 'none' : null,
    relays: null,
  };
}
