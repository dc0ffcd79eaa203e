import { decimalOf, member } from '../json/pick.ts';
import { hear, shifted, sumOf, tell, type Field, type Heard, type Told } from '../json/told.ts';

/** The group ENERGY (Tasmota documentation, "Power Monitoring"): a number, or one for each phase. */
const WHOLE: readonly Field[] = [
  { path: 'Total', obis: '1-0:1.8.0', unit: 'Wh', tens: 3 },
  { path: 'ExportActive', obis: '1-0:2.8.0', unit: 'Wh', tens: 3 },
  { path: 'Power', obis: '1-0:16.7.0', unit: 'W' },
  { path: 'ReactivePower', obis: null, name: 'Reactive power', unit: 'var' },
  { path: 'ApparentPower', obis: null, name: 'Apparent power', unit: 'VA' },
];
const FREQUENCY: readonly Field[] = [{ path: 'Frequency', obis: '1-0:14.7.0', unit: 'Hz' }];

const phaseFields = (path: (name: string) => string, line: number): readonly Field[] => [
  { path: path('Power'), obis: `1-0:${36 + 20 * line}.7.0`, unit: 'W' },
  { path: path('Voltage'), obis: `1-0:${32 + 20 * line}.7.0`, unit: 'V' },
  { path: path('Current'), obis: `1-0:${31 + 20 * line}.7.0`, unit: 'A' },
];

export function energyGroup(group: Readonly<Record<string, unknown>>): Heard {
  const several = ['Power', 'Voltage', 'Current'].some((name) => Array.isArray(group[name]));
  const lines = several ? [0, 1, 2].map((line) => hear(group, phaseFields((name) => (Array.isArray(group[name]) ? `${name}.${line}` : name), line).filter(({ path }) => path.includes('.') || line === 0 || path === 'Voltage'))) : [hear(group, phaseFields((name) => name, 0).slice(1))];
  const parts = [...lines, hear(group, FREQUENCY), ...WHOLE.map((field) => wholeOf(group, field))];
  return { told: parts.flatMap(({ told }) => told), malformed: parts.reduce((sum, { malformed }) => sum + malformed, 0) };
}

/** The sum where it is told by phase, and unknown where one of them is. */
function wholeOf(group: unknown, field: Field): Heard {
  const value = member(group, field.path);
  if (!Array.isArray(value)) return hear(group, [field]);
  const each = value.flatMap((one: unknown) => decimalOf(one) ?? []);
  const told: readonly Told[] = value.length > 0 && each.length === value.length ? [tell(field, shifted(sumOf(each), field.tens ?? 0))] : [];
  return { told, malformed: value.length - each.length };
}
