import type { Phase } from '#domain/meter/reading.ts';
import type { QuantityUnit } from '../decoded.ts';

export type ValueKind = 'number' | 'hex' | 'text' | 'message';

/** What a label stands for. */
export interface Label {
  readonly kind: ValueKind;
  readonly name: string;
  readonly unit: QuantityUnit | null;
  /** kVA are thousands of our unit. */
  readonly factor: number;
  /** What an OBIS code would say, where one means the same. */
  readonly obis: string | null;
  readonly phase: Phase | null;
}

const PLAIN = { unit: null, factor: 1, obis: null, phase: null } as const;
const text = (name: string, kind: ValueKind = 'text'): Label => ({ ...PLAIN, kind, name });
const number = (name: string, unit: QuantityUnit | null = null, obis: string | null = null, factor = 1): Label => ({ ...PLAIN, kind: 'number', name, unit, obis, factor });

const PHASES: readonly (readonly [Phase, digit: string, base: number])[] = [['L1', '1', 20], ['L2', '2', 40], ['L3', '3', 60]];

/** A label for each phase, its number behind; `group` is the code of the sum, 20 further on for each phase. */
const byPhase = (label: string, name: string, unit: QuantityUnit | null, group: number | null = null): readonly (readonly [string, Label])[] =>
  PHASES.map(([phase, digit, base]) => [label.replace('*', digit), { ...number(name, unit, group === null ? null : `1-0:${base + group}.7.0`), phase }]);

const numbered = (label: string, count: number, width: number, made: (n: number) => Label): readonly (readonly [string, Label])[] =>
  Array.from({ length: count }, (_, n) => [label + String(n + 1).padStart(width, '0'), made(n + 1)]);

/** Standard mode (Enedis-NOI-CPT_54E, 6.2). */
const STANDARD: Readonly<Record<string, Label>> = {
  ADSC: text('Meter serial number'),
  VTIC: text('TIC version'),
  DATE: text('Time of the frame'),
  NGTF: text('Supplier tariff'),
  LTARF: text('Rate in force'),
  EAST: number('Energy imported', 'Wh', '1-0:1.8.0'),
  ...Object.fromEntries(numbered('EASF', 10, 2, (n) => number(`Energy imported, rate ${n}`, 'Wh', `1-0:1.8.${n}`))),
  ...Object.fromEntries(numbered('EASD', 4, 2, (n) => number(`Energy imported, grid rate ${n}`, 'Wh'))),
  EAIT: number('Energy exported', 'Wh', '1-0:2.8.0'),
  ...Object.fromEntries(numbered('ERQ', 4, 1, (n) => number(`Reactive energy, quadrant ${['I', 'II', 'III', 'IV'][n - 1]}`, 'varh', `1-0:${n + 4}.8.0`))),
  ...Object.fromEntries(byPhase('IRMS*', 'Current', 'A', 11)),
  ...Object.fromEntries(byPhase('URMS*', 'Voltage', 'V', 12)),
  PREF: number('Contracted power', 'VA', null, 1_000),
  PCOUP: number('Cut-off power', 'VA', '0-0:17.0.0', 1_000),
  SINSTS: number('Apparent power, import', 'VA', '1-0:9.7.0'),
  ...Object.fromEntries(byPhase('SINSTS*', 'Apparent power, import', 'VA', 9)),
  SINSTI: number('Apparent power, export', 'VA', '1-0:10.7.0'),
  SMAXSN: number('Highest apparent power, import, today', 'VA'),
  ...Object.fromEntries(byPhase('SMAXSN*', 'Highest apparent power, import, today', 'VA')),
  'SMAXSN-1': number('Highest apparent power, import, yesterday', 'VA'),
  ...Object.fromEntries(byPhase('SMAXSN*-1', 'Highest apparent power, import, yesterday', 'VA')),
  SMAXIN: number('Highest apparent power, export, today', 'VA'),
  'SMAXIN-1': number('Highest apparent power, export, yesterday', 'VA'),
  CCASN: number('Average import power, last interval', 'W'),
  'CCASN-1': number('Average import power, interval before', 'W'),
  CCAIN: number('Average export power, last interval', 'W'),
  'CCAIN-1': number('Average export power, interval before', 'W'),
  ...Object.fromEntries(byPhase('UMOY*', 'Average voltage', 'V')),
  STGE: text('Status register', 'hex'),
  ...Object.fromEntries(numbered('DPM', 3, 1, (n) => text(`Mobile peak ${n}, begins`))),
  ...Object.fromEntries(numbered('FPM', 3, 1, (n) => text(`Mobile peak ${n}, ends`))),
  MSG1: text('Text message', 'message'),
  MSG2: text('Short text message', 'message'),
  PRM: text('Connection number (PRM)'),
  RELAIS: number('Relays'),
  NTARF: number('Number of the rate in force'),
  NJOURF: number('Number of the supplier’s day, today'),
  'NJOURF+1': number('Number of the supplier’s day, tomorrow'),
  'PJOURF+1': text('Profile of tomorrow'),
  PPOINTE: text('Profile of the next peak day'),
};

const REGISTERS: readonly (readonly [label: string, rate: number, name: string])[] = [
  ['BASE', 0, 'Energy imported'],
  ['HCHC', 1, 'Energy imported, off-peak'],
  ['HCHP', 2, 'Energy imported, peak'],
  ['EJPHN', 1, 'Energy imported, normal hours (EJP)'],
  ['EJPHPM', 2, 'Energy imported, mobile peak (EJP)'],
  ['BBRHCJB', 1, 'Energy imported, off-peak, blue days'],
  ['BBRHPJB', 2, 'Energy imported, peak, blue days'],
  ['BBRHCJW', 3, 'Energy imported, off-peak, white days'],
  ['BBRHPJW', 4, 'Energy imported, peak, white days'],
  ['BBRHCJR', 5, 'Energy imported, off-peak, red days'],
  ['BBRHPJR', 6, 'Energy imported, peak, red days'],
];

/** Historic mode (NOI-CPT_54E, 6.1; ERDF-NOI-CPT_02E for the meters before Linky). */
const HISTORIC: Readonly<Record<string, Label>> = {
  ADCO: text('Meter serial number'),
  OPTARIF: text('Supplier tariff'),
  ISOUSC: number('Contracted current', 'A'),
  ...Object.fromEntries(REGISTERS.map(([label, rate, name]) => [label, number(name, 'Wh', `1-0:1.8.${rate}`)])),
  PEJP: number('Minutes to the mobile peak (EJP)'),
  PTEC: text('Rate in force'),
  DEMAIN: text('Colour of tomorrow'),
  IINST: { ...number('Current', 'A', '1-0:31.7.0'), phase: 'L1' },
  ...Object.fromEntries(byPhase('IINST*', 'Current', 'A', 11)),
  ADPS: number('Contracted current exceeded', 'A'),
  ...Object.fromEntries(byPhase('ADIR*', 'Contracted current exceeded', 'A')),
  IMAX: number('Highest current', 'A'),
  ...Object.fromEntries(byPhase('IMAX*', 'Highest current', 'A')),
  PMAX: number('Highest three-phase power', 'W'),
  PAPP: number('Apparent power', 'VA', '1-0:9.7.0'),
  HHPHC: text('Off-peak hours group'),
  MOTDETAT: text('Status word'),
  PPOT: text('Voltage presence'),
};

const LABELS: ReadonlyMap<string, Label> = new Map([...Object.entries(STANDARD), ...Object.entries(HISTORIC)]);

/** Undefined for a label that is not in the tables. */
export const labelOf = (label: string): Label | undefined => LABELS.get(label);
export const kindOf = (label: string): ValueKind | undefined => LABELS.get(label)?.kind;
/** Which rate an import register of the historic mode counts; 0 = all of it. */
export const HISTORIC_RATES: ReadonlyMap<string, number> = new Map(REGISTERS.map(([label, rate]) => [label, rate]));
/** Whether a date stands before its value, or, of DATE, in place of it. */
export const isDated = (label: string): boolean => /^(?:DATE$|SMAX|UMOY|CCA[SI]|[DF]PM\d$)/.test(label);
/** Labels whose value names a meter, a connection or a person's contract. */
export const SERIAL_LABELS: readonly string[] = ['ADSC', 'ADCO', 'PRM'];
