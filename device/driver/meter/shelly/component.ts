import { hear, type Field, type Heard } from '../json/told.ts';

/** Status of the metering components of Shelly Gen2 and later (Shelly API documentation: EM, EMData, EM1, EM1Data, PM1, Switch). */
const EM: readonly Field[] = [
  { path: 'total_act_power', obis: '1-0:16.7.0', unit: 'W' },
  { path: 'total_aprt_power', obis: null, name: 'Apparent power', unit: 'VA' },
  { path: 'a_freq', obis: '1-0:14.7.0', unit: 'Hz' },
  ...['a', 'b', 'c'].flatMap((letter, line): Field[] => {
    const group = 20 * (line + 1);
    return [
      { path: `${letter}_act_power`, obis: `1-0:${group + 16}.7.0`, unit: 'W' },
      { path: `${letter}_voltage`, obis: `1-0:${group + 12}.7.0`, unit: 'V' },
      { path: `${letter}_current`, obis: `1-0:${group + 11}.7.0`, unit: 'A' },
    ];
  }),
];
const EMDATA: readonly Field[] = [
  { path: 'total_act', obis: '1-0:1.8.0', unit: 'Wh' },
  { path: 'total_act_ret', obis: '1-0:2.8.0', unit: 'Wh' },
];
const ONE: readonly Field[] = [
  { path: 'voltage', obis: '1-0:32.7.0', unit: 'V' },
  { path: 'current', obis: '1-0:31.7.0', unit: 'A' },
  { path: 'freq', obis: '1-0:14.7.0', unit: 'Hz' },
];
const EM1: readonly Field[] = [{ path: 'act_power', obis: '1-0:16.7.0', unit: 'W' }, { path: 'aprt_power', obis: null, name: 'Apparent power', unit: 'VA' }, ...ONE];
const EM1DATA: readonly Field[] = [
  { path: 'total_act_energy', obis: '1-0:1.8.0', unit: 'Wh' },
  { path: 'total_act_ret_energy', obis: '1-0:2.8.0', unit: 'Wh' },
];
const PM1: readonly Field[] = [
  { path: 'apower', obis: '1-0:16.7.0', unit: 'W' },
  { path: 'aenergy.total', obis: '1-0:1.8.0', unit: 'Wh' },
  { path: 'ret_aenergy.total', obis: '1-0:2.8.0', unit: 'Wh' },
  ...ONE,
];

const FIELDS: Readonly<Record<string, readonly Field[]>> = { em: EM, emdata: EMDATA, em1: EM1, em1data: EM1DATA, pm1: PM1, switch: PM1 };

/** @param name "em:0". @returns null for a component that meters nothing. */
export function componentOf(name: string, body: unknown): Heard | null {
  const fields = FIELDS[/^(\w+):\d+$/.exec(name)?.[1] ?? ''];
  return fields === undefined ? null : hear(body, fields);
}

/** The names that say what the connection does: the three-phase meter, else of each kind the one that was chosen. */
export function connectionOf(names: readonly string[], channel: number | null): readonly string[] {
  if (channel === null && names.includes('em:0')) return ['em:0', 'emdata:0'];
  const kinds = [['em1', 'em1data'], ['pm1'], ['switch']];
  const kind = kinds.find((members) => members.some((member) => names.some((name) => name.startsWith(`${member}:`))));
  return kind?.map((member) => `${member}:${channel ?? 0}`) ?? ['emdata:0'];
}
