import type { Phase, PhaseReading, ReactiveRegister, RegisterValue } from '#domain/meter/reading.ts';
import { toScale } from '#domain/units/decimal.ts';
import { milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import type { Watts } from '#domain/units/power.ts';
import type { QuantityUnit } from './decoded.ts';
import type { MeterMessage } from './message.ts';
import { lessIn, netPower } from './netPower.ts';
import { inOwnUnit, type Quantity } from './p1/quantity.ts';

/** What a meter told, by its code: "1-0:1.8.1"; null is an object whose number cannot be read. The first of each counts. */
export type Quantities = ReadonlyMap<string, Quantity | null>;

type Measured = Pick<MeterMessage, 'power' | 'phases' | 'registers' | 'reactive' | 'reactivePower'>;

/**
 * Power, phases and registers by the codes of IEC 62056-61, whatever protocol carried them.
 * @param unreadable something else could not be read, and may have been the export of a meter that shows none.
 */
export function measured(quantities: Quantities, unreadable: boolean): Measured {
  const [reactive, reactivePower] = [reactiveOf(quantities), reactivePowerOf(quantities)];
  return {
    power: netIn(quantities, 0, unreadable),
    phases: phasesOf(quantities, unreadable),
    registers: registersOf(quantities),
    ...(reactive.length > 0 && { reactive }),
    ...(reactivePower !== null && { reactivePower }),
  };
}

/** The value in the wanted unit; null where it is not told, or in another one. */
export function valueIn(quantities: Quantities, obis: string, unit: QuantityUnit): number | null {
  const quantity = quantities.get(obis);
  const own = quantity ? inOwnUnit(quantity) : null;
  return own?.unit === unit && Number.isFinite(own.value) ? own.value : null;
}

/** The codes of L1, L2 and L3 repeat those of the sum 20, 40 and 60 further on. */
const PHASES: readonly (readonly [Phase, number])[] = [['L1', 20], ['L2', 40], ['L3', 60]];

/** A line that was unreadable, or told in another unit, may have been the export. */
const netIn = (quantities: Quantities, base: number, unreadable: boolean): Watts | null =>
  netPower((obis) => valueIn(quantities, obis, 'W'), base, (obis) => unreadable || quantities.has(obis));

function phasesOf(quantities: Quantities, unreadable: boolean): Partial<Record<Phase, PhaseReading>> {
  const phases: Partial<Record<Phase, PhaseReading>> = {};
  for (const [phase, base] of PHASES) {
    const power = netIn(quantities, base, unreadable);
    const volts = valueIn(quantities, `1-0:${base + 12}.7.0`, 'V');
    const amps = valueIn(quantities, `1-0:${base + 11}.7.0`, 'A');
    if (power !== null || volts !== null || amps !== null) phases[phase] = { power, volts, amps };
  }
  return phases;
}

function registersOf(quantities: Quantities): readonly RegisterValue[] {
  return [...quantities].flatMap(([obis, quantity]) => {
    const [, side, rate] = /^1-0:([12])\.8\.(\d)$/.exec(obis) ?? [];
    const energy = side === undefined ? null : energyOf(quantity);
    return energy === null ? [] : [{ direction: side === '1' ? 'import' : 'export', rate: Number(rate), energy }];
  });
}

const REACTIVE: Readonly<Record<string, ReactiveRegister['quantity']>> = { 3: 'import', 4: 'export', 5: 'q1', 6: 'q2', 7: 'q3', 8: 'q4' };

/** The totals only: their rates add up to them. */
function reactiveOf(quantities: Quantities): readonly ReactiveRegister[] {
  return [...quantities].flatMap(([obis, quantity]) => {
    const reactive = REACTIVE[/^1-0:([3-8])\.8\.0$/.exec(obis)?.[1] ?? ''];
    const energy = reactive ? exactMilli(quantity, 'varh') : null;
    return reactive === undefined || energy === null ? [] : [{ quantity: reactive, energy }];
  });
}

/** var: 3.7.0 less 4.7.0, or the quadrants: I and II are import, III and IV export (IEC 62053-23, annex C). */
function reactivePowerOf(quantities: Quantities): number | null {
  const [, , , taken = null, given = null, ...quadrants] = Array.from({ length: 9 }, (_, code) => valueIn(quantities, `1-0:${code}.7.0`, 'var'));
  if (taken !== null && given !== null) return lessIn(taken, given);
  const [q1 = null, q2 = null, q3 = null, q4 = null] = quadrants;
  return q1 === null || q2 === null || q3 === null || q4 === null ? null : lessIn(q1 + q2, q3 + q4);
}

/** From the decimals as told; null for another unit, or more than a number holds exactly. */
export function energyOf(quantity: Quantity | null | undefined): MilliWattHours | null {
  const energy = exactMilli(quantity, 'Wh');
  return energy === null ? null : milliWattHours(energy);
}

/** Thousandths of Wh or varh. */
function exactMilli(quantity: Quantity | null | undefined, unit: 'Wh' | 'varh'): number | null {
  const small = unit.toLowerCase();
  const digits = { [small]: 3, [`k${small}`]: 6 }[quantity?.unit.toLowerCase() ?? ''];
  if (!quantity || digits === undefined) return null;
  const energy = Number(toScale(quantity.decimal, digits));
  return Number.isSafeInteger(energy) ? energy : null;
}
