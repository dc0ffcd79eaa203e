import type { MeterReading, Phase } from '../meter/reading.ts';
import { hysteresis, type SafetyConfig, type VoltageThresholds } from './config.ts';
import type { AlarmKind, Finding, Watched } from './event.ts';
import { lasting, NOT_LASTING, type Lasting, type Sight } from './lasting.ts';

/** By "voltage-high/L1", "neutral-lost/": what is not calm. */
export type DangerState = Readonly<Record<string, Lasting>>;

export const NO_DANGER: DangerState = {};
const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];
const NOTHING: readonly never[] = [];

interface Look {
  readonly kind: AlarmKind;
  readonly phase: Phase | null;
  readonly sight: Sight;
  /** Larger is worse: V above, or V below as a negative number. */
  readonly worse: number;
  readonly threshold: number;
}

const sight = (beyond: boolean, inside: boolean): Sight => (beyond ? 'beyond' : inside ? 'inside' : 'between');

function looksOf(phase: Phase, volts: number, thresholds: VoltageThresholds): readonly Look[] {
  const { dangerHigh, dangerLow } = thresholds;
  const back = hysteresis(thresholds);
  return [
    { kind: 'voltage-high', phase, sight: sight(volts > dangerHigh, volts <= dangerHigh - back), worse: volts, threshold: dangerHigh },
    { kind: 'voltage-low', phase, sight: sight(volts < dangerLow, volts >= dangerLow + back), worse: -volts, threshold: dangerLow },
  ];
}

/** A neutral that is broken lets the star point float: one phase rises while another falls (our choice: a swell beside a sag). */
function neutralLook(volts: readonly number[], thresholds: VoltageThresholds): Look {
  const [high, low] = [Math.max(...volts), Math.min(...volts)];
  const back = hysteresis(thresholds);
  const inside = high <= thresholds.swell - back || low >= thresholds.sag + back;
  return { kind: 'neutral-lost', phase: null, sight: sight(high > thresholds.swell && low < thresholds.sag, inside), worse: high, threshold: thresholds.swell };
}

/**
 * Dangerous voltage by phase, and the pattern of a lost neutral (E19). A phase whose voltage a reading leaves out shows
 * nothing: it neither raises nor ends an alarm. A meter slower than the duration needs two readings.
 */
export function watchDanger(before: DangerState, reading: MeterReading, { voltage }: SafetyConfig): Watched<DangerState> {
  if (isCalm(before, reading, voltage)) return { state: before, findings: NOTHING };
  const known: number[] = [];
  let state = before;
  let findings: readonly Finding[] = NOTHING;
  const see = (look: Look): void => {
    const seen = seeOne(state, look, reading, voltage.dangerFor);
    state = seen.state;
    if (seen.findings.length > 0) findings = [...findings, ...seen.findings];
  };
  for (const phase of PHASES) {
    const volts = reading.phases[phase]?.volts ?? null;
    if (volts === null) continue;
    known.push(volts);
    looksOf(phase, volts, voltage).forEach(see);
  }
  // With one phase left out, the one that fell or rose may be the one that is not known.
  if (known.length === 3) see(neutralLook(known, voltage));
  return { state, findings };
}

/** Nearly every reading of nearly every home: nothing is watched, and no phase is near any threshold. */
function isCalm(before: DangerState, { phases }: MeterReading, { sag, swell }: VoltageThresholds): boolean {
  for (const phase of PHASES) {
    const volts = phases[phase]?.volts ?? null;
    if (volts !== null && (volts < sag || volts > swell)) return false;
  }
  for (const _watched in before) return false;
  return true;
}

function seeOne(state: DangerState, { kind, phase, sight, worse, threshold }: Look, reading: MeterReading, hold: number): Watched<DangerState> {
  const key = `${kind}/${phase ?? ''}`;
  const before = state[key] ?? NOT_LASTING;
  const after = lasting(before, sight, worse, reading, hold);
  if (after === before) return { state, findings: [] };
  const { [key]: _, ...others } = state;
  const next = after === NOT_LASTING || (before.on && !after.on) ? others : { ...others, [key]: after };
  if (after.on === before.on || after.since === null) return { state: next, findings: [] };
  const terms = { kind, phase, since: after.since, value: Math.abs(after.worst), threshold };
  return { state: next, findings: [after.on ? { ...terms, change: 'begins', until: null } : { ...terms, change: 'ends', until: after.calm }] };
}
