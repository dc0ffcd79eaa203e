import { textOf, type CosemObject } from './object.ts';

/** Numbers of units in IEC 62056-6-2, table 6. */
export const UNIT = { W: 27, VA: 28, var: 29, Wh: 30, VAh: 31, varh: 32, A: 33, V: 35, Hz: 44, count: 255 } as const;

type Scale = Pick<CosemObject, 'scaler' | 'unit'>;

/** What the papers of makers say whose lists carry no scaler: powers of ten of A, V and the energies. */
interface Maker {
  /** How the list's name begins. */
  readonly list: string;
  readonly amps: number;
  readonly volts: number;
  readonly energy: number;
}

const MAKERS: readonly Maker[] = [
  { list: 'Kamstrup_V', amps: -2, volts: 0, energy: 1 },
  { list: 'KFM_', amps: -3, volts: -1, energy: 0 },
];

/** The objects with the scale of their maker where they carry none; power stands in W, var and VA with every maker. */
export function unitsOf(objects: readonly CosemObject[]): readonly CosemObject[] {
  const names = objects.flatMap(({ value }) => (value.kind === 'bytes' ? [textOf(value.bytes)] : []));
  const maker = MAKERS.find(({ list }) => names.some((name) => name.startsWith(list))) ?? null;
  return objects.map((object) => (object.unit === null && object.value.kind === 'number' ? { ...object, ...scaleOf(object.code, maker) } : object));
}

const POWERS: readonly (readonly [unit: number, groups: readonly number[]])[] = [
  [UNIT.W, [1, 2, 16]],
  [UNIT.var, [3, 4]],
  [UNIT.VA, [9, 10]],
];
const ENERGIES: Readonly<Record<number, number>> = { [UNIT.W]: UNIT.Wh, [UNIT.var]: UNIT.varh, [UNIT.VA]: UNIT.VAh };

function scaleOf(code: readonly number[] | null, maker: Maker | null): Scale {
  const unknown: Scale = { scaler: null, unit: null };
  if (code?.[0] !== 1) return unknown;
  const [, , group = 0, kind] = code;
  const base = group > 20 && group <= 80 ? ((group - 1) % 20) + 1 : group;
  const power = POWERS.find(([, groups]) => groups.includes(base))?.[0];
  if (kind === 7 && power !== undefined) return { scaler: 0, unit: power };
  if (kind === 8 && power !== undefined) return { scaler: maker?.energy ?? 0, unit: ENERGIES[power] ?? null };
  if (kind !== 7 || !maker) return unknown;
  if (base === 11) return { scaler: maker.amps, unit: UNIT.A };
  return base === 12 ? { scaler: maker.volts, unit: UNIT.V } : unknown;
}
