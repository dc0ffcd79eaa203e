import type { Phase, PhaseReading, RegisterValue } from '#domain/meter/reading.ts';
import type { Milliseconds } from '#domain/time/instant.ts';
import { toScale } from '#domain/units/decimal.ts';
import { milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import type { Watts } from '#domain/units/power.ts';
import type { QuantityUnit } from '../decoded.ts';
import type { MeterMessage } from '../message.ts';
import { countersOf } from './counters.ts';
import { limiterOf } from './limiter.ts';
import { inOwnUnit, parseQuantity, type Quantity } from './quantity.ts';
import type { ObisObject, Telegram } from './telegram.ts';
import { parseTimestamp } from './timestamp.ts';

/** @param zone IANA zone of the meter's clock. */
export function readTelegram(telegram: Telegram, zone: string): MeterMessage {
  const objects = byObis(telegram);
  const stamp = objects.get('0-0:1.0.0')?.values[0];
  const serial = objects.get('0-0:96.1.1')?.values[0] ?? '';
  const counters = countersOf(objects, zone);
  const limiter = limiterOf(objects);
  return {
    meter: serial === '' ? 'p1' : `p1-${serial}`,
    at: stamp === undefined ? null : parseTimestamp(stamp, zone),
    period: periodOf(objects),
    power: netPower(objects, '1-0:1.7.0', '1-0:2.7.0', telegram.malformed > 0),
    phases: phasesOf(objects, telegram.malformed > 0),
    registers: registersOf(telegram),
    ...(counters && { counters }),
    ...(limiter && { limiter }),
  };
}

type Objects = ReadonlyMap<string, ObisObject>;

/** The first of each: a meter that says a thing twice is not believed the second time. */
const byObis = (telegram: Telegram): Objects => new Map([...telegram.objects].reverse().map((object) => [object.obis, object]));

/** The standard's interval between telegrams: DSMR 5 every second, all others every ten. Belgian meters write their version under 0-0:96.1.4, five digits that begin with DSMR's two. */
function periodOf(objects: Objects): Milliseconds {
  const version = (objects.get('1-3:0.2.8') ?? objects.get('0-0:96.1.4'))?.values[0] ?? '';
  return (/^5\d(\d{3})?$/.test(version) ? 1_000 : 10_000) as Milliseconds;
}

/**
 * Import less export in W. A meter that has no export line measures import only; where a line was unreadable it may
 * have been the export, and then the difference is not known.
 */
function netPower(objects: Objects, imported: string, exported: string, unreadable: boolean): Watts | null {
  const taken = valueIn(objects.get(imported), 'W');
  const given = valueIn(objects.get(exported), 'W');
  if (taken === null || (given === null && (unreadable || objects.has(exported)))) return null;
  // Meters print no finer than mW: rounding there takes away what the subtraction of doubles leaves behind.
  return (Math.round((taken - (given ?? 0)) * 1000) / 1000) as Watts;
}

const PHASES: readonly (readonly [Phase, number])[] = [['L1', 20], ['L2', 40], ['L3', 60]];

function phasesOf(objects: Objects, unreadable: boolean): Partial<Record<Phase, PhaseReading>> {
  const phases: Partial<Record<Phase, PhaseReading>> = {};
  for (const [phase, base] of PHASES) {
    const power = netPower(objects, `1-0:${base + 1}.7.0`, `1-0:${base + 2}.7.0`, unreadable);
    const volts = valueIn(objects.get(`1-0:${base + 12}.7.0`), 'V');
    const amps = valueIn(objects.get(`1-0:${base + 11}.7.0`), 'A');
    if (power !== null || volts !== null || amps !== null) phases[phase] = { power, volts, amps };
  }
  return phases;
}

function registersOf(telegram: Telegram): readonly RegisterValue[] {
  const registers = new Map<string, RegisterValue>();
  for (const { obis, values } of telegram.objects) {
    const [, side, rate] = /^1-0:([12])\.8\.(\d)$/.exec(obis) ?? [];
    const energy = exactEnergy(parseQuantity(values[0] ?? ''));
    if (side === undefined || energy === null || registers.has(obis)) continue;
    registers.set(obis, { direction: side === '1' ? 'import' : 'export', rate: Number(rate), energy });
  }
  return [...registers.values()];
}

/** From the decimals as printed; null for another unit, or more than a number holds exactly. */
function exactEnergy(quantity: Quantity | undefined): MilliWattHours | null {
  const digits = { kwh: 6, wh: 3 }[quantity?.unit.toLowerCase() ?? ''];
  if (!quantity || digits === undefined) return null;
  const energy = Number(toScale(quantity.decimal, digits));
  return Number.isSafeInteger(energy) ? milliWattHours(energy) : null;
}

function valueIn(object: ObisObject | undefined, unit: QuantityUnit): number | null {
  const quantity = parseQuantity(object?.values[0] ?? '');
  if (!quantity) return null;
  const own = inOwnUnit(quantity);
  return own.unit === unit && Number.isFinite(own.value) ? own.value : null;
}
