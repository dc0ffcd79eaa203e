import type { MeterReading } from '../meter/reading.ts';
import { registersOf } from '../meter/flow.ts';
import type { Finding, Watched } from './event.ts';

/** The meter that is known, how far its registers were, and what has been seen against them and not yet been believed. */
export interface InterferenceState {
  readonly meter: string | null;
  /** Another meter that spoke, and how often in a row. */
  readonly other: { readonly meter: string; readonly times: number } | null;
  /** By direction and rate, mWh. */
  readonly registers: Readonly<Record<string, number>>;
  /** Readings in a row in which a register was lower. */
  readonly back: Readonly<Record<string, number>>;
  readonly tampered: boolean;
}

export const NO_INTERFERENCE: InterferenceState = { meter: null, other: null, registers: {}, back: {}, tampered: false };

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

const begin = ({ meter, registers }: MeterReading, tampered: boolean): InterferenceState => ({ meter, other: null, registers: registersOf(registers), back: {}, tampered });

function otherMeter(before: InterferenceState, reading: MeterReading): Watched<InterferenceState> {
  const times = before.other?.meter === reading.meter ? before.other.times + 1 : 1;
  if (times < BELIEVED) return { state: { ...before, other: { meter: reading.meter, times } }, findings: NOTHING };
  const swapped: Finding = { kind: 'meter-swapped', phase: null, change: 'happened', since: reading.at, until: reading.at, value: null, threshold: null };
  return { state: begin(reading, before.tampered), findings: [swapped] };
}

function watchRegisters(before: InterferenceState, reading: MeterReading): Watched<InterferenceState> {
  const now = registersOf(reading.registers);
  const registers: Record<string, number> = { ...before.registers };
  let { back } = before;
  let findings: readonly Finding[] = NOTHING;
  for (const key in now) {
    const [value, known] = [now[key] ?? 0, registers[key]];
    const times = known !== undefined && value < known - ROUNDING ? (back[key] ?? 0) + 1 : 0;
    if (times > 0 || back[key] !== undefined) back = { ...back, [key]: times };
    if (times > 0 && times < BELIEVED) continue;
    if (times === BELIEVED && known !== undefined) {
      findings = [...findings, { kind: 'register-back', phase: null, change: 'happened', since: reading.at, until: reading.at, value: known - value, threshold: ROUNDING }];
      back = { ...back, [key]: 0 };
    }
    // Within rounding the higher one stays, so that many small steps back add up.
    registers[key] = times === BELIEVED ? value : Math.max(value, known ?? value);
  }
  const { meter, tampered } = before;
  return { state: { meter, other: null, registers, back, tampered }, findings };
}

function watchFlag(before: InterferenceState, { at, counters }: MeterReading): Watched<InterferenceState> {
  const tampered = counters?.tampered ?? before.tampered;
  if (tampered === before.tampered) return { state: before, findings: NOTHING };
  const terms = { kind: 'tamper', phase: null, since: at, value: null, threshold: null } as const;
  return { state: { ...before, tampered }, findings: [tampered ? { ...terms, change: 'begins', until: null } : { ...terms, change: 'ends', until: at }] };
}
