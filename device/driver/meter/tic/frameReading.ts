import type { MeterCounters, MeterLimiter, MeterReading, Phase, PhaseReading, RegisterValue } from '#domain/meter/reading.ts';
import type { Instant } from '#domain/time/instant.ts';
import { ms } from '#domain/time/instant.ts';
import { milliWattHours } from '#domain/units/energy.ts';
import type { Watts } from '#domain/units/power.ts';
import type { MeterMessage } from '../message.ts';
import type { Group } from './group.ts';
import { parseHorodate } from './horodate.ts';
import { HISTORIC_RATES } from './labels.ts';
import { rateOf } from './rate.ts';
import { statusOf, type Status } from './status.ts';
import { Values } from './values.ts';

/** Frames follow each other without a pause: a second or two at 9 600 Bd, two and more at 1 200 Bd. */
export const TIC_PERIOD = ms(2_000);

/** @param zone IANA zone of the meter's clock. */
export function readFrame(groups: readonly Group[], zone: string): MeterMessage {
  const values = new Values(groups);
  const state = values.text('STGE');
  const status = state === null ? null : statusOf(state);
  const serial = values.text('ADSC') ?? values.text('ADCO');
  const apparentPower = apparentPowerOf(values, status);
  const reactive = (['q1', 'q2', 'q3', 'q4'] as const).flatMap((quantity, n) => {
    const varh = values.number(`ERQ${n + 1}`);
    return varh === null ? [] : [{ quantity, energy: varh * 1_000 }];
  });
  const [limiter, rate] = [limiterOf(values, status), rateOf(values, status)];
  return {
    meter: serial === null ? 'tic' : `tic-${serial}`,
    at: timeOf(values, zone),
    period: TIC_PERIOD,
    // What the meter measures is VA: the power in W it does not say, and by how much it is less nobody knows.
    power: null,
    phases: phasesOf(values),
    registers: registersOf(groups),
    ...(apparentPower !== null && { apparentPower }),
    ...(apparentPower !== null && !status && values.number('SINSTI') === null && { apparentUndirected: true as const }),
    ...(reactive.length > 0 && { reactive }),
    ...(status && { counters: countersOf(status) }),
    ...(limiter && { limiter }),
    ...(rate && { rate }),
  };
}

const timeOf = (values: Values, zone: string): Instant | null => {
  const stamp = values.horodate('DATE');
  return stamp === null ? null : parseHorodate(stamp, zone);
};

/** Import less export. A meter without an export contract tells one sum, and its status register which way it flows. */
function apparentPowerOf(values: Values, status: Status | null): number | null {
  const taken = values.number('SINSTS') ?? values.number('PAPP');
  const given = values.number('SINSTI');
  if (taken === null) return null;
  if (given !== null) return taken - given;
  return status?.exporting ? -taken + 0 : taken;
}

const PHASES: readonly (readonly [Phase, string])[] = [['L1', '1'], ['L2', '2'], ['L3', '3']];

/** Whole volts and amperes; a current without its direction, which is told nowhere by phase. */
function phasesOf(values: Values): MeterReading['phases'] {
  const phases: Partial<Record<Phase, PhaseReading>> = {};
  for (const [phase, digit] of PHASES) {
    const volts = values.number(`URMS${digit}`);
    const amps = values.number(`IRMS${digit}`) ?? values.number(`IINST${digit}`) ?? (phase === 'L1' ? values.number('IINST') : null);
    if (volts !== null || amps !== null) phases[phase] = { power: null, volts, amps };
  }
  return phases;
}

function registersOf(groups: readonly Group[]): readonly RegisterValue[] {
  const found = new Map<string, RegisterValue>();
  for (const { label, value } of groups) {
    const rate = label === 'EAST' || label === 'EAIT' ? 0 : rateOfRegister(label);
    if (rate === null || found.has(label)) continue;
    found.set(label, { direction: label === 'EAIT' ? 'export' : 'import', rate, energy: milliWattHours(Number(value) * 1_000) });
  }
  return [...found.values()];
}

const rateOfRegister = (label: string): number | null => (/^EASF\d\d$/.test(label) ? Number(label.slice(4)) : (HISTORIC_RATES.get(label) ?? null));

/** STGE has no counts; that the cover of the terminals is open is its word on tampering. */
const countersOf = ({ coverOpen }: Status): MeterCounters => ({ failures: null, longFailures: null, sags: {}, swells: {}, failureLog: [], tampered: coverOpen });

/** Contracts in A count 200 V to a phase: 30 A are 6 kVA (ERDF-NOI-CPT_02E). */
const CONTRACT_VOLTS = 200;
const NO_MESSAGE = 'PAS DE MESSAGE';

/** The threshold in VA, which the meter itself compares with VA: PCOUP, else PREF, else the contracted current. */
function limiterOf(values: Values, status: Status | null): MeterLimiter | null {
  const kilo = values.number('PCOUP') ?? values.number('PREF');
  const amps = values.number('ISOUSC');
  const phases = values.number('IINST3') === null ? 1 : 3;
  const threshold = kilo !== null ? kilo * 1_000 : amps === null ? null : amps * CONTRACT_VOLTS * phases;
  const said = values.text('MSG1');
  const message = said === NO_MESSAGE ? null : said;
  const breaker = status?.breaker ?? null;
  return threshold === null && breaker === null && message === null ? null : { threshold: threshold as Watts | null, breaker, message };
}
