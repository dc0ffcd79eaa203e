import type { HomeEvent, Machine } from '../machine/machine.ts';
import { civilDate, parseCivilDate } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { localDay } from '../time/zone.ts';
import type { Tariff, TariffPart } from '../tariff/tariff.ts';
import { milliWattHours } from '../units/energy.ts';
import { exactEnergy, type ExactEnergy } from '../units/money.ts';
import { account } from './account.ts';
import type { AccountingFacts, IntervalRecord, TariffEvent } from './accounting.ts';
import { keptMemory, memoryOf, type KeptMemory } from './keptMemory.ts';
import { neededFrom, type AccountMemory } from './memory.ts';

/** JSON-able: what prices beyond a slot's own depend on. */
export interface TallyState {
  /** With the parts alone that remember something. */
  readonly tariff: Tariff | null;
  /** Slots up to here are counted. */
  readonly until: Instant;
  readonly memory: KeptMemory;
}

export interface TallyFacts {
  /** What blocks have used, and the highest windows of the months, as metered by this home. */
  readonly tally: AccountMemory;
}

type Event = TariffEvent | HomeEvent;
type Inputs = TallyFacts & AccountingFacts;

const remembers = (part: TariffPart): boolean => (part.per === 'kWh' && part.tiers.length > 1) || part.per === 'kW';
const remembering = (tariff: Tariff | null): Tariff | null => tariff && { ...tariff, parts: tariff.parts.filter(remembers) };

const exactly = (energy: number | null): ExactEnergy | null => (energy === null ? null : exactEnergy(milliWattHours(energy)));

/** The ledger's own fold over one slot, from what it remembers to what it remembers then. */
function counted(memory: AccountMemory, tariff: Tariff, record: IntervalRecord): AccountMemory {
  const { start, end } = record;
  const metered = { start, end, import: exactly(record.import), export: exactly(record.export), estimated: record.quality !== 'measured' };
  const { memory: after } = account({ buying: tariff, selling: null }, { start, end }, [metered], { memory });
  return neededFrom(after, civilDate(parseCivilDate(localDay(start, tariff.zone).date) ?? 0));
}

/** Slots that are closed are counted once, in their order; a correction of one is the books' affair. */
function count(state: TallyState, closed: readonly IntervalRecord[]): TallyState | undefined {
  const { tariff } = state;
  const news = closed.filter(({ start, end }) => start >= state.until && end > start);
  const last = news.at(-1);
  if (!tariff || tariff.parts.length === 0 || !last) return undefined;
  const memory = news.reduce((known, record) => counted(known, tariff, record), memoryOf(state.memory));
  return { ...state, until: last.end, memory: keptMemory(memory) };
}

/**
 * Counts what tiers and capacity charges of the home's tariff will depend on, slot by slot as they close: a plan made on
 * the 20th knows what the month has used and its highest quarter-hour. It stands behind the accounting.
 */
export const tally: Machine<TallyState, Event, Inputs> = {
  name: 'tally',
  initial: { tariff: null, until: 0 as Instant, memory: keptMemory({ blocks: new Map(), peaks: new Map(), windows: new Map() }) },
  hears: new Set<Event['kind']>(['reading', 'tariff']),
  step(state, event, _now, facts) {
    if (event.kind === 'tariff') {
      const next = { ...state, tariff: remembering((event as TariffEvent).tariff) };
      return { state: next, facts: { tally: memoryOf(next.memory) } };
    }
    const next = facts.closed && count(state, facts.closed);
    return next ? { state: next, facts: { tally: memoryOf(next.memory) } } : { state };
  },
};
