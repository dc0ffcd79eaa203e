import type { DayTotal } from '#wire/history/catalogue.ts';

const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;

/** A chunk's text as a home sends it, written by hand: slots of [start, start + count half-hours), 0.25 kWh each. */
export const slotsText = (start: number, count: number, energy = 250_000): string =>
  JSON.stringify({
    format: 1,
    kind: 'slots',
    start,
    end: start + count * HALF_HOUR,
    rows: count,
    columns: { start: run(start, HALF_HOUR, count), end: run(start + HALF_HOUR, HALF_HOUR, count), revision: run(1, 0, count), importEnergy: run(energy, 0, count), exportEnergy: run(null, null, count), cost: run(60_000, 0, count), currency: run(0, 0, count), rate: run(0, 0, count), quality: run(0, 0, count) },
    words: { currency: ['GBP'], rate: ['day'], quality: ['measured'] },
  });

/** A day of minutes, 500 W each. */
export const minutesText = (start: number): string =>
  JSON.stringify({
    format: 1,
    kind: 'minutes',
    start,
    end: start + DAY,
    rows: 1_440,
    columns: { start: run(start, 60_000, 1_440), meter: run(0, 0, 1_440), power: run(500, 0, 1_440), low: run(480, 0, 1_440), high: run(520, 0, 1_440), imported: run(1_000_000_000, 8_333, 1_440), exported: run(null, null, 1_440), seen: run(60_000, 0, 1_440), quality: run(0, 0, 1_440) },
    words: { meter: ['grid'], quality: ['measured'] },
  });

const run = (first: number | null, step: number | null, count: number): (number | null)[] => Array.from({ length: count }, (_, n) => (n === 0 ? first : step));

export const dayTotal = (start: number, cost: number): DayTotal => ({ date: new Date(start).toISOString().slice(0, 10), start, end: start + DAY, importEnergy: 12_000_000, exportEnergy: null, cost, covered: DAY, estimated: 0, unpriced: 0 });
