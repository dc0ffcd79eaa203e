import type { Phase } from '#domain/meter/reading.ts';
import type { ObisObject } from './telegram.ts';

/** What a code is made of, whichever protocol carries it. */
export type ObisCode = Pick<ObisObject, 'medium' | 'channel' | 'code'>;

/** What the codes of medium 1 mean (EN 62056-6-1; DSMR 5.0.2 P1, table 6-3; Fluvius e-MUCS P1 1.7.1; E.ON Hungary P1). */
const ELECTRICITY: Readonly<Record<string, string>> = {
  '0.0.0': 'Meter serial number',
  '0.0.9': 'Meter serial number',
  '96.1.0': 'Meter serial number',
  '96.50.1': 'Maker',
  '0.2.8': 'P1 version',
  '1.4.0': 'Average import power, this quarter-hour',
  '1.6.0': 'Highest average import power, this month',
  '1.7.0': 'Import power',
  '2.7.0': 'Export power',
  '3.7.0': 'Reactive power, import',
  '4.7.0': 'Reactive power, export',
  '9.7.0': 'Apparent power, import',
  '10.7.0': 'Apparent power, export',
  '11.7.0': 'Current',
  '12.7.0': 'Voltage',
  '13.7.0': 'Power factor',
  '14.7.0': 'Frequency',
  '5.7.0': 'Reactive power, quadrant I',
  '6.7.0': 'Reactive power, quadrant II',
  '7.7.0': 'Reactive power, quadrant III',
  '8.7.0': 'Reactive power, quadrant IV',
  '15.7.0': 'Active power, either direction',
  '16.7.0': 'Net power',
  '12.32.0': 'Voltage sags',
  '12.36.0': 'Voltage swells',
  '31.4.0': 'Fuse supervision threshold',
  '96.5.5': 'Meter status',
  '99.97.0': 'Power failure log',
};

const REGISTERS: Readonly<Record<string, string>> = {
  1: 'Energy imported',
  2: 'Energy exported',
  3: 'Reactive energy imported',
  4: 'Reactive energy exported',
  5: 'Reactive energy, quadrant I',
  6: 'Reactive energy, quadrant II',
  7: 'Reactive energy, quadrant III',
  8: 'Reactive energy, quadrant IV',
  9: 'Apparent energy imported',
  10: 'Apparent energy exported',
  15: 'Energy in either direction',
  16: 'Net energy',
};

const ABSTRACT: Readonly<Record<string, string>> = {
  '1.0.0': 'Time of the telegram',
  '17.0.0': 'Limiter threshold',
  '42.0.0': 'Meter serial number',
  '96.1.0': 'Meter serial number',
  '96.1.1': 'Meter serial number',
  '96.1.2': 'Connection number (EAN)',
  '96.1.4': 'P1 version',
  '96.1.255': 'Meter serial number',
  '96.3.10': 'Breaker state',
  '96.7.9': 'Long power failures',
  '96.7.21': 'Power failures',
  '96.50.68': 'Breaker state',
  '96.13.0': 'Text message',
  '96.13.1': 'Text message code',
  '96.14.0': 'Rate in force',
  '98.1.0': 'Highest average import power, past months',
};

/** Meters behind the meter: gas, heat, water on channels 1 to 4. */
const CHANNEL: Readonly<Record<string, string>> = {
  '24.1.0': 'Device type',
  '24.2.1': 'Reading',
  '24.2.3': 'Reading, not temperature corrected',
  '24.3.0': 'Reading',
  '24.4.0': 'Valve state',
  '96.1.0': 'Serial number',
  '96.1.1': 'Serial number',
};

/** The phase a code of medium 1 is about: the groups C 21-40, 41-60 and 61-80 repeat 1-20 for L1, L2 and L3. */
export function phaseOf({ medium, code }: ObisCode): Phase | null {
  const group = Number.parseInt(code, 10);
  if (medium !== 1 || code === '31.4.0' || group < 21 || group > 80) return null;
  return (['L1', 'L2', 'L3'] as const)[Math.floor((group - 21) / 20)] ?? null;
}

/** In English, null for a code that is not in the tables. */
export function nameOf(object: ObisCode): string | null {
  const { medium, channel, code } = object;
  if (medium === 1) return ELECTRICITY[code] ?? registerName(code) ?? ELECTRICITY[withoutPhase(object)] ?? null;
  if (medium !== 0) return null;
  if (channel === 0) return ABSTRACT[code] ?? null;
  const name = CHANNEL[code];
  return name === undefined ? null : `${name}, channel ${channel}`;
}

function registerName(code: string): string | undefined {
  const [, quantity = '', rate = ''] = /^(\d+)\.8\.(\d+)$/.exec(code) ?? [];
  const name = REGISTERS[quantity];
  return name && (rate === '0' ? name : `${name}, rate ${rate}`);
}

function withoutPhase(object: ObisCode): string {
  const [group = '', ...rest] = object.code.split('.');
  return phaseOf(object) ? [((Number(group) - 1) % 20) + 1, ...rest].join('.') : object.code;
}

/** True for what is a number though it has no unit: counts of failures, sags and swells. */
export const isCount = ({ code }: ObisCode): boolean => /^(96\.7\.\d+|[357]2\.3[26]\.0)$/.test(code);
