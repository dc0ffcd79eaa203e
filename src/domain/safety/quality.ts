import type { MeterReading, Phase } from '../meter/reading.ts';
import { floorTo, MINUTE, type Instant } from '../time/instant.ts';
import type { SafetyConfig } from './config.ts';
import type { Finding, Watched } from './event.ts';

/** EN 50160 judges means of ten minutes, aligned to the clock. */
const SPAN = 10 * MINUTE;
/** EN 50160: within 10 % of nominal. Its allowance of 5 % of a week is not taken: each span outside is told. */
const BAND = 0.1;
/** A mean of less than this share of the expected readings says nothing. Our choice. */
const LEAST_SEEN = 0.8;

interface Seen {
  readonly sum: number;
  readonly count: number;
}

/** The ten minutes that run, and since when each phase has been outside. */
export interface QualityState {
  readonly start: Instant | null;
  readonly seen: Partial<Record<Phase, Seen>>;
  readonly outside: Partial<Record<Phase, Instant>>;
}

export const NO_QUALITY: QualityState = { start: null, seen: {}, outside: {} };
const PHASES: readonly Phase[] = ['L1', 'L2', 'L3'];

/** Means of the voltage over ten minutes, by phase (E7). A span with too few readings neither raises nor ends anything. */
export function watchQuality(before: QualityState, reading: MeterReading, config: SafetyConfig): Watched<QualityState> {
  const start = floorTo(reading.at, SPAN);
  if (before.start === start) return { state: withReading(before, reading), findings: [] };
  const { outside, findings } = before.start === null ? { outside: before.outside, findings: [] } : judge(before, before.start, reading.period, config);
  return { state: withReading({ start, seen: {}, outside }, reading), findings };
}

function withReading({ start, seen, outside }: QualityState, { phases }: MeterReading): QualityState {
  const next: Partial<Record<Phase, Seen>> = {};
  for (const phase of PHASES) {
    const volts = phases[phase]?.volts ?? null;
    const old = seen[phase];
    if (volts !== null) next[phase] = { sum: (old?.sum ?? 0) + volts, count: (old?.count ?? 0) + 1 };
    else if (old) next[phase] = old;
  }
  return { start, seen: next, outside };
}

function judge({ seen, outside }: QualityState, start: Instant, period: number, { voltage: { nominal } }: SafetyConfig): { outside: QualityState['outside']; findings: Finding[] } {
  const next = { ...outside };
  const findings: Finding[] = [];
  for (const phase of PHASES) {
    const { sum, count } = seen[phase] ?? { sum: 0, count: 0 };
    if (count === 0 || count * period < LEAST_SEEN * SPAN) continue;
    const mean = Math.round((sum / count) * 10) / 10;
    const since = next[phase];
    const isOutside = Math.abs(mean - nominal) > BAND * nominal;
    const terms = { kind: 'voltage-quality', phase, value: mean, threshold: Math.round(nominal * (mean > nominal ? 1 + BAND : 1 - BAND) * 10) / 10 } as const;
    if (isOutside && since === undefined) findings.push({ ...terms, change: 'begins', since: (next[phase] = start), until: null });
    if (isOutside || since === undefined) continue;
    delete next[phase];
    findings.push({ ...terms, change: 'ends', since, until: start });
  }
  return { outside: next, findings };
}
