import type { MeterCounters, MeterDemand, Phase, PhaseReading, RegisterValue } from '#domain/meter/reading.ts';
import type { Watts } from '#domain/units/power.ts';
import type { MeterMessage } from '../message.ts';
import { netPower } from '../netPower.ts';
import { energyOf, numberOf, type Told } from './told.ts';

/** Whose message it is, and what has no code: given by the kind of meter. */
export type Head = Pick<MeterMessage, 'meter' | 'at' | 'period'> & Partial<Pick<MeterMessage, 'others' | 'reactivePower' | 'apparentPower'>>;

const NOTHING_MORE: ReadonlySet<string> = new Set();

/**
 * What was told, as a message of a meter; null when it says nothing of the connection.
 * @param has codes that the meter is known to have, told or not: without its export, an import alone is no net power.
 */
export function messageOf(head: Head, told: readonly Told[], has: ReadonlySet<string> = NOTHING_MORE): MeterMessage | null {
  const by = new Map<string, Told>();
  // A meter that says a thing twice is not believed the second time.
  for (const one of told) if (one.obis !== null && !by.has(one.obis)) by.set(one.obis, one);
  const value = (obis: string): number | null => inNumber(by.get(obis));
  const net: NetOf = (base) => netPower(value, base, (obis) => has.has(obis));
  const power = net(0);
  const [phases, registers] = [phasesOf(value, net), registersOf([...by.values()])];
  if (power === null && registers.length === 0 && Object.keys(phases).length === 0) return null;
  const [counters, demand] = [countersOf(value), demandOf(by)];
  return { ...head, power, phases, registers, ...(counters && { counters }), ...(demand && { demand }) };
}

type ValueOf = (obis: string) => number | null;
type NetOf = (base: number) => Watts | null;
const inNumber = (one: Told | undefined): number | null => (one === undefined || typeof one.value === 'string' ? null : numberOf(one.value));

const PHASES: readonly (readonly [Phase, number])[] = [['L1', 20], ['L2', 40], ['L3', 60]];

function phasesOf(value: ValueOf, net: NetOf): Partial<Record<Phase, PhaseReading>> {
  const phases: Partial<Record<Phase, PhaseReading>> = {};
  for (const [phase, group] of PHASES) {
    const [power, volts, amps] = [net(group), value(`1-0:${12 + group}.7.0`), value(`1-0:${11 + group}.7.0`)];
    // Some meters give currents a sign: which way they flow is what power tells.
    if (power !== null || volts !== null || amps !== null) phases[phase] = { power, volts, amps: amps === null ? null : Math.abs(amps) };
  }
  return phases;
}

function registersOf(told: readonly Told[]): readonly RegisterValue[] {
  return told.flatMap(({ obis, value }): RegisterValue[] => {
    const [, side, rate] = /^1-0:([12])\.8\.(\d)$/.exec(obis ?? '') ?? [];
    const energy = typeof value === 'string' ? null : energyOf(value);
    return side === undefined || energy === null ? [] : [{ direction: side === '1' ? 'import' : 'export', rate: Number(rate), energy }];
  });
}

function countersOf(value: ValueOf): MeterCounters | null {
  const each = (kind: 32 | 36): Partial<Record<Phase, number>> =>
    Object.fromEntries(PHASES.map(([phase, group]) => [phase, value(`1-0:${12 + group}.${kind}.0`)] as const).filter((one): one is [Phase, number] => one[1] !== null));
  const [failures, longFailures, sags, swells] = [value('0-0:96.7.21'), value('0-0:96.7.9'), each(32), each(36)];
  if (failures === null && longFailures === null && Object.keys({ ...sags, ...swells }).length === 0) return null;
  return { failures, longFailures, sags, swells, failureLog: [], tampered: null };
}

function demandOf(by: ReadonlyMap<string, Told>): MeterDemand | null {
  const [average, peak] = [inNumber(by.get('1-0:1.4.0')), inNumber(by.get('1-0:1.6.0'))];
  if (average === null && peak === null) return null;
  return { average: average as Watts | null, monthPeak: peak === null ? null : { power: peak as Watts, at: by.get('1-0:1.6.0')?.at ?? null }, pastPeaks: [] };
}
