import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PricedSlot } from '#domain/ledger/pricedSlot.ts';
import type { DayTotal } from '#wire/history/catalogue.ts';
import { answersOf } from '../house/storage/answers.ts';
import { transact } from '../house/storage/database.ts';
import { closeStores, openStores, type Stores } from '../house/storage/stores.ts';
import { single, type Figure } from './figure.ts';

const QUARTER = 900_000;
const YEARS = 10;
const BEGIN = Date.UTC(2016, 0, 1);
const END = Date.UTC(2016 + YEARS, 0, 1);
const ZONE = 'Europe/Amsterdam';
/** A store waits no longer for the thread than five seconds: on a small computer, five times slower, half of that. */
const LINK_BUDGET = 500;

const SLOTS = `
WITH RECURSIVE quarter (at) AS (SELECT ${BEGIN} UNION ALL SELECT at + ${QUARTER} FROM quarter WHERE at + ${QUARTER} < ${END})
INSERT INTO`;

function fill({ telemetry: { database } }: Stores): void {
  transact(database, () => {
    database.exec(`${SLOTS} slot SELECT at, 1, at + ${QUARTER}, 100000, 0, 'measured', 'day' FROM quarter`);
    database.exec(`${SLOTS} slot_note SELECT at, 1, 25000, 'EUR', NULL, NULL FROM quarter`);
  });
}

/** One more slot, as each quarter-hour brings it. */
const addLast = ({ telemetry }: Stores): void =>
  telemetry.slots.add({ start: END, end: END + QUARTER, import: 100_000, export: 0, quality: 'measured', revision: 1, rate: 'day', cost: 25_000, currency: 'EUR' } as PricedSlot, null);

/** ms that each answer of the thread takes, until it has told the sums. */
function answer(stores: Stores): { readonly took: readonly number[]; readonly days: number } {
  const took: number[] = [];
  for (let days: readonly DayTotal[] | null = null; ; ) {
    const began = performance.now();
    days = answersOf(stores).totals({ zone: ZONE });
    took.push(performance.now() - began);
    if (days) return { took, days: days.length };
  }
}

/** How long the sums of days hold up the storage thread, with ten years of quarter-hours: at a link, and once after an update. */
export function benchSums(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'tidewatt-sums-'));
  const stores = openStores({ folder, ballast: 1_024 });
  try {
    fill(stores);
    const first = answer(stores);
    addLast(stores);
    const link = answer(stores);
    return [
      single('days summed, of ten years of quarter-hours', link.days, { unit: '' }),
      single('day sums at a link', Math.max(...link.took), { unit: 'ms', budget: LINK_BUDGET }),
      single('longest wait as they are first made', Math.max(...first.took), { unit: 'ms', budget: LINK_BUDGET }),
      single('first made in all', first.took.reduce((sum, ms) => sum + ms, 0), { unit: 'ms' }),
    ];
  } finally {
    closeStores(stores);
    rmSync(folder, { recursive: true, force: true });
  }
}
