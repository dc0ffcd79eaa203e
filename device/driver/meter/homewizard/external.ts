import type { OtherMeter } from '#domain/meter/reading.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Decimal } from '#domain/units/decimal.ts';
import { decimalOf, member, textAt } from '../json/pick.ts';
import { energyOf, numberOf, shifted, tell, type Told } from '../json/told.ts';
import { stampOf } from './stamp.ts';

/** Meters behind a P1 meter as HomeWizard lists them under `external`. */
const KINDS: Readonly<Record<string, { readonly medium: OtherMeter['medium']; readonly name: string }>> = {
  gas_meter: { medium: 'gas', name: 'Gas' },
  heat_meter: { medium: 'heat', name: 'Heat' },
  inlet_heat_meter: { medium: 'heat', name: 'Inlet heat' },
  warm_water_meter: { medium: 'hot-water', name: 'Hot water' },
  water_meter: { medium: 'water', name: 'Water' },
};

export interface Externals {
  readonly others: readonly OtherMeter[];
  readonly told: readonly Told[];
  /** Entries without a number of their own, of an unknown kind or unit, or without a value. */
  readonly malformed: number;
}

/** @param zone of the meter's clock: its stamps have none. */
export function externalsOf(body: unknown, zone: string): Externals {
  const listed = member(body, 'external');
  const entries = Array.isArray(listed) ? listed.slice(0, 16).map((entry: unknown) => entryOf(entry, zone)) : [];
  const good = entries.flatMap((entry) => entry ?? []);
  // Firmware from before the list tells gas beside the power.
  const gas = good.some(({ other }) => other.medium === 'gas') ? null : plainGas(body, zone);
  const all = gas ? [...good, gas] : good;
  return { others: all.map(({ other }) => other), told: all.map(({ told }) => told), malformed: entries.length - good.length };
}

interface External {
  readonly other: OtherMeter;
  readonly told: Told;
}

function entryOf(entry: unknown, zone: string): External | null {
  const [id, kind, value] = [textAt(entry, 'unique_id'), KINDS[textAt(entry, 'type') ?? ''], decimalOf(member(entry, 'value'))];
  return id && kind && value ? externalOf(`homewizard-${id}`, kind, value, textAt(entry, 'unit') ?? '', stampOf(member(entry, 'timestamp'), zone)) : null;
}

function plainGas(body: unknown, zone: string): External | null {
  const [value, gas] = [decimalOf(member(body, 'total_gas_m3')), KINDS['gas_meter']];
  return value && gas ? externalOf(`homewizard-${textAt(body, 'gas_unique_id') ?? 'gas'}`, gas, value, 'm3', stampOf(member(body, 'gas_timestamp'), zone)) : null;
}

/** 1 GJ = 10^9 / 3600 Wh. */
const GIGAJOULE = { units: 2_777_777_777_778n, scale: 7 };

function externalOf(meter: string, { medium, name }: { readonly medium: OtherMeter['medium']; readonly name: string }, value: Decimal, unit: string, at: Instant | null): External | null {
  const energy = { GJ: { units: value.units * GIGAJOULE.units, scale: value.scale + GIGAJOULE.scale }, kWh: shifted(value, 3) }[unit];
  const other = (litres: number | null, mWh: OtherMeter['energy']): OtherMeter => ({ meter, medium, at, litres, energy: mWh });
  if (energy) return { other: other(null, energyOf(energy)), told: tell({ obis: null, name, unit: 'Wh' }, energy, at) };
  return unit === 'm3' ? { other: other(Math.round(numberOf(value) * 1_000), null), told: tell({ obis: null, name, unit: 'm3' }, value, at) } : null;
}
