import { after, type Instant, type Interval, MINUTE } from '../time/instant.ts';
import { integrate, type MilliWattHours } from '../units/energy.ts';
import { watts } from '../units/power.ts';
import { type MeterReading, type RegisterValue, staleAfter } from './reading.ts';

/** Energy between two readings; a direction the meter does not measure is null. */
export interface Flow extends Interval {
  readonly import: MilliWattHours | null;
  readonly export: MilliWattHours | null;
}

/** Why a register's difference was not believed: a new base stands from here on, and no energy is booked. */
export interface RegisterBreak {
  readonly reason: 'ran-back' | 'leapt' | 'meter-changed';
  readonly register: string;
  readonly before: MilliWattHours;
  readonly after: MilliWattHours;
}

/** Where the next difference starts from; JSON-able. */
export interface FlowBase {
  readonly meter: string;
  readonly at: Instant;
  /** By direction and the meter's own rate: "import/1". Empty for a meter that only tells power. */
  readonly registers: Readonly<Record<string, MilliWattHours>>;
  /** mWh that rates have told since the total was last told; the total's next difference has them too. */
  readonly byRates?: { readonly import: number; readonly export: number };
  readonly power: number | null;
  /** How long a power is held at most, ms. */
  readonly hold: number;
  /** W·ms below one mWh of each direction, carried. */
  readonly remainder: { readonly import: number; readonly export: number };
}

export interface FlowStep {
  readonly base: FlowBase;
  readonly flow: Flow | null;
  readonly breaks: readonly RegisterBreak[];
}

/** A reading this much older than the last is a clock set back, not a late telegram. */
const SET_BACK = MINUTE;
/** No home connection draws this; and no register counts coarser than this. */
export const MOST_WATTS = 250_000;
const COARSEST_COUNT = 5_000_000;

/** The names of a register by its rate: written out, since a reading a second asks for them. */
const namesOf = (direction: RegisterValue['direction']): readonly string[] => Array.from({ length: 10 }, (_, rate) => `${direction}/${rate}`);
const NAMES = { import: namesOf('import'), export: namesOf('export') };
const nameOf = (direction: RegisterValue['direction'], rate: number): string => NAMES[direction][rate] ?? `${direction}/${rate}`;

function hasTotal(values: readonly RegisterValue[], direction: RegisterValue['direction']): boolean {
  for (const value of values) if (value.rate === 0 && value.direction === direction) return true;
  return false;
}

/** `import/0` where the meter has a total, else each of its rates; a total and its rates are not added. */
export function registersOf(values: readonly RegisterValue[]): Readonly<Record<string, MilliWattHours>> {
  const registers: Record<string, MilliWattHours> = {};
  for (const { direction, rate, energy } of values) if (rate === 0 || !hasTotal(values, direction)) registers[nameOf(direction, rate)] = energy;
  return registers;
}

/** Whole-life energy of a direction, mWh; null where the meter has no register of it. A total stands for its rates. */
export function registerTotal(values: readonly RegisterValue[], direction: RegisterValue['direction']): MilliWattHours | null {
  let total: number | null = null;
  let rates: number | null = null;
  for (const value of values) {
    if (value.direction !== direction) continue;
    if (value.rate === 0) total = value.energy;
    else rates = (rates ?? 0) + value.energy;
  }
  return (total ?? rates) as MilliWattHours | null;
}

/**
 * The energy since the last reading: from register differences where the meter has registers, so that a lost minute is a
 * coarser interval and not lost energy; else from power, held until the next reading and at most the meter's stale time.
 * Registers that run back or leap, and another meter, start a new base: never negative energy.
 */
export function flowStep(base: FlowBase | null, reading: MeterReading): FlowStep {
  const registers = registersOf(reading.registers);
  if (base === null) return { base: baseOf(reading, registers), flow: null, breaks: [] };
  if (base.meter !== reading.meter) return { base: baseOf(reading, registers), flow: null, breaks: meterChanged(base, registers) };
  const hasRegisters = !isEmpty(base.registers);
  // A telegram without registers of a meter that has them adds nothing: the next one with them covers its time.
  if (hasRegisters && isEmpty(registers)) return { base, flow: null, breaks: [] };
  if (reading.at <= base.at && reading.at > base.at - SET_BACK) return { base, flow: null, breaks: [] };
  return hasRegisters ? byRegisters(base, reading, registers) : byPower(base, reading, registers);
}

function isEmpty(registers: FlowBase['registers']): boolean {
  for (const _register in registers) return false;
  return true;
}

const NO_REMAINDER = { import: 0, export: 0 };
const baseOf = (reading: MeterReading, registers: FlowBase['registers'], remainder = NO_REMAINDER): FlowBase => ({
  meter: reading.meter, at: reading.at, registers, power: reading.power, hold: staleAfter(reading.period), remainder,
});

function meterChanged(base: FlowBase, registers: FlowBase['registers']): readonly RegisterBreak[] {
  return Object.entries(registers).flatMap(([register, value]) => {
    const before = base.registers[register];
    return before === undefined ? [] : [{ reason: 'meter-changed', register, before, after: value }];
  });
}

const directionOf = (register: string): RegisterValue['direction'] => (register.startsWith('import') ? 'import' : 'export');
const isTotal = (register: string): boolean => register.endsWith('/0');

function byRegisters(base: FlowBase, reading: MeterReading, registers: FlowBase['registers']): FlowStep {
  const start = Math.min(base.at, reading.at) as Instant;
  const length = reading.at - start;
  const most = Math.max(COARSEST_COUNT, (MOST_WATTS * length) / 3_600);
  const sums: { import: number | null; export: number | null } = { import: null, export: null };
  const byRates = { import: base.byRates?.import ?? 0, export: base.byRates?.export ?? 0 };
  const breaks: RegisterBreak[] = [];
  for (const register in registers) {
    const value = registers[register];
    if (value === undefined) continue;
    const before = base.registers[register];
    const direction = directionOf(register);
    const told = isTotal(register) ? byRates[direction] : 0;
    if (isTotal(register)) byRates[direction] = before === undefined ? 0 : Math.max(0, told - Math.max(0, value - before));
    if (before === undefined) continue;
    const difference = value - before;
    if (difference < 0 || difference - told > most) {
      breaks.push({ reason: difference < 0 ? 'ran-back' : 'leapt', register, before, after: value });
      if (isTotal(register)) byRates[direction] = 0;
      continue;
    }
    const energy = Math.max(0, difference - told);
    sums[direction] = (sums[direction] ?? 0) + energy;
    if (!isTotal(register)) byRates[direction] += energy;
  }
  const flow = { start, end: reading.at, import: sums.import as MilliWattHours | null, export: sums.export as MilliWattHours | null };
  const known = sums.import !== null || sums.export !== null;
  const { meter, at, power, period } = reading;
  return { base: { meter, at, registers: merged(base.registers, registers), power, hold: staleAfter(period), remainder: NO_REMAINDER, byRates }, flow: known ? flow : null, breaks };
}

/** A register that a telegram left out keeps its base, but not rates beside a total: it has told their energy. */
function merged(before: FlowBase['registers'], registers: FlowBase['registers']): FlowBase['registers'] {
  if (isWithin(before, registers)) return registers;
  const kept = Object.entries(before).filter(([register]) => isTotal(register) || registers[`${directionOf(register)}/0`] === undefined);
  return { ...Object.fromEntries(kept), ...registers };
}

/** Whether every register of the one is in the other: a telegram mostly tells all. */
function isWithin(before: FlowBase['registers'], registers: FlowBase['registers']): boolean {
  for (const register in before) if (!(register in registers)) return false;
  return true;
}

function byPower(base: FlowBase, reading: MeterReading, registers: FlowBase['registers']): FlowStep {
  const end = Math.min(reading.at, after(base.at, base.hold)) as Instant;
  if (base.power === null || end <= base.at) return { base: baseOf(reading, registers), flow: null, breaks: [] };
  const direction = base.power >= 0 ? 'import' : 'export';
  const { energy, remainder } = integrate(watts(Math.abs(base.power)), end - base.at, base.remainder[direction]);
  const none = 0 as MilliWattHours;
  const flow = { start: base.at, end, import: direction === 'import' ? energy : none, export: direction === 'export' ? energy : none };
  return { base: baseOf(reading, registers, { ...base.remainder, [direction]: remainder }), flow, breaks: [] };
}
