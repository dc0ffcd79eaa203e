import type { MeterReading, RegisterValue } from '../meter/reading.ts';
import type { Finding, Watched } from './event.ts';

/** A register that was lower than it had been, so many readings in a row. */
interface Back extends Pick<RegisterValue, 'direction' | 'rate'> {
  readonly times: number;
}

/** The meter that is known, how far its registers were, and what has been seen against them and not yet been believed. */
export interface InterferenceState {
  readonly meter: string | null;
  /** Another meter that spoke, and how often in a row. */
  readonly other: { readonly meter: string; readonly times: number } | null;
  /** Each at the highest that was believed. */
  readonly registers: readonly RegisterValue[];
  readonly back: readonly Back[];
  readonly tampered: boolean;
}

export const NO_INTERFERENCE: InterferenceState = { meter: null, other: null, registers: [], back: [], tampered: false };

/** One reading may be wrong, also one that passed its check: so many in a row are believed. Our choice. */
const BELIEVED = 3;
/** mWh: ten times the 1 Wh that registers are printed with. Our choice. */
const ROUNDING = 10_000;
const NOTHING: readonly never[] = [];

/** Another serial number, a register that runs back, the meter's own tamper flag (E21). */
export function watchInterference(before: InterferenceState, reading: MeterReading): Watched<InterferenceState> {
  if (before.meter === null) return { state: begin(reading, before.tampered), findings: NOTHING };
  if (before.meter !== reading.meter) return otherMeter(before, reading);
  const counted = watchRegisters(before, reading);
  const flag = watchFlag(counted.state, reading);
  return flag.findings.length === 0 ? { state: flag.state, findings: counted.findings } : { state: flag.state, findings: [...counted.findings, ...flag.findings] };
}

const begin = ({ meter, registers }: MeterReading, tampered: boolean): InterferenceState => ({ meter, other: null, registers, back: [], tampered });

function otherMeter(before: InterferenceState, reading: MeterReading): Watched<InterferenceState> {
  const times = before.other?.meter === reading.meter ? before.other.times + 1 : 1;
  if (times < BELIEVED) return { state: { ...before, other: { meter: reading.meter, times } }, findings: NOTHING };
  const swapped: Finding = { kind: 'meter-swapped', phase: null, change: 'happened', since: reading.at, until: reading.at, value: null, threshold: null };
  return { state: begin(reading, before.tampered), findings: [swapped] };
}

function watchRegisters(before: InterferenceState, { registers: now, at }: MeterReading): Watched<InterferenceState> {
  const { meter, tampered, back } = before;
  const isCalm = back.length === 0 && isOnward(before.registers, now);
  if (isCalm) return { state: { meter, other: null, registers: now, back, tampered }, findings: NOTHING };
  const findings: Finding[] = [];
  const registers = before.registers.filter((known) => !now.some((value) => isSame(value, known)));
  const stillBack: Back[] = [];
  for (const value of now) {
    const known = before.registers.find((one) => isSame(one, value)) ?? value;
    const times = value.energy < known.energy - ROUNDING ? (back.find((one) => isSame(one, value))?.times ?? 0) + 1 : 0;
    // Within rounding the higher one stays, so that many small steps back add up.
    registers.push(times >= BELIEVED || value.energy > known.energy ? value : known);
    if (times >= BELIEVED) findings.push({ kind: 'register-back', phase: null, change: 'happened', since: at, until: at, value: known.energy - value.energy, threshold: ROUNDING });
    else if (times > 0) stillBack.push({ direction: value.direction, rate: value.rate, times });
  }
  return { state: { meter, other: null, registers, back: stillBack, tampered }, findings };
}

type Named = Pick<RegisterValue, 'direction' | 'rate'>;
const isSame = (one: Named, other: Named): boolean => one.direction === other.direction && one.rate === other.rate;

/** The same registers in the same order, and none lower: so is nearly every reading. */
function isOnward(before: readonly RegisterValue[], now: readonly RegisterValue[]): boolean {
  for (let n = 0; n < now.length; n++) {
    const [known, value] = [before[n], now[n]];
    if (!known || !value || !isSame(known, value) || value.energy < known.energy) return false;
  }
  return before.length === now.length;
}

function watchFlag(before: InterferenceState, { at, counters }: MeterReading): Watched<InterferenceState> {
  const tampered = counters?.tampered ?? before.tampered;
  if (tampered === before.tampered) return { state: before, findings: NOTHING };
  const terms = { kind: 'tamper', phase: null, since: at, value: null, threshold: null } as const;
  return { state: { ...before, tampered }, findings: [tampered ? { ...terms, change: 'begins', until: null } : { ...terms, change: 'ends', until: at }] };
}
