import { ms } from '#domain/time/instant.ts';
import type { Watts } from '#domain/units/power.ts';
import { measured, type Quantities, valueIn } from '../measured.ts';
import type { MeterMessage } from '../message.ts';
import { asMeant, obisText, quantityOf } from './entry.ts';
import type { ListEntry, ValueList } from './list.ts';
import { stateOf, type MeterState } from './status.ts';

/** Most send every second, EasyMeter and EMH every two to four. */
export const SML_PERIOD = ms(2_000);

export function readList(list: ValueList): MeterMessage {
  const entries = asMeant(list);
  const quantities = quantitiesOf(entries);
  const told = measured(quantities, list.malformed > 0);
  const state = stateOf(statusOf(entries));
  return {
    meter: `sml-${Buffer.from(list.server).toString('hex')}`,
    at: list.at,
    period: SML_PERIOD,
    ...told,
    power: told.power ?? directedPower(quantities, state),
    ...(state.tampered !== null && { counters: { failures: null, longFailures: null, sags: {}, swells: {}, failureLog: [], tampered: state.tampered } }),
  };
}

function quantitiesOf(entries: readonly ListEntry[]): Quantities {
  const quantities = new Map<string, ReturnType<typeof quantityOf>>();
  for (const entry of entries) {
    const obis = obisText(entry.obis);
    if (!quantities.has(obis)) quantities.set(obis, quantityOf(entry));
  }
  return quantities;
}

const statusOf = (entries: readonly ListEntry[]): bigint | null => entries.find(({ status }) => status !== null)?.status ?? null;

/**
 * 15.7.0 is power without a direction (EMH, Dr. Neuhaus): the status word has it, or a meter that counts in one direction
 * only; else the power is not known.
 */
function directedPower(quantities: Quantities, { direction }: MeterState): Watts | null {
  const size = valueIn(quantities, '1-0:15.7.0', 'W');
  if (size === null) return null;
  const counts = (side: 1 | 2): boolean => [...quantities.keys()].some((obis) => obis.startsWith(`1-0:${side}.8.`));
  const only = counts(1) === counts(2) ? null : counts(1) ? 'import' : 'export';
  const towards = direction ?? only;
  return towards === null ? null : ((towards === 'export' ? 0 - size : size) as Watts);
}
