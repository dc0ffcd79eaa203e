import { isObject } from '../json/pick.ts';
import { hear, type Field, type Heard } from '../json/told.ts';

/**
 * Names that the scripts of reading heads give to what a meter says (Tasmota documentation, "Smart Meter Interface";
 * scripts in circulation). Whoever wrote the script chose them, so only names that can mean nothing else are taken, kWh and
 * W as those scripts have them; any other is read by a mapping (format mqtt).
 */
const NAMES: readonly (readonly [RegExp, Omit<Field, 'path'>])[] = [
  [/^(total_in|e_in|energy_in|energie_bezug|bezug_total)$/, { obis: '1-0:1.8.0', unit: 'Wh', tens: 3 }],
  [/^(total_out|e_out|energy_out|energie_einspeisung|einspeisung_total)$/, { obis: '1-0:2.8.0', unit: 'Wh', tens: 3 }],
  [/^(power_curr|power_cur|curr_power|power_total|power_current|power|watt_summe|leistung)$/, { obis: '1-0:16.7.0', unit: 'W' }],
  [/^(hz|freq|frequency|frequenz)$/, { obis: '1-0:14.7.0', unit: 'Hz' }],
  ...[1, 2, 3].flatMap((line): [RegExp, Omit<Field, 'path'>][] => [
    [new RegExp(`^(power|watt|leistung)_?[lp]${line}$|^p_?l?${line}$`), { obis: `1-0:${16 + 20 * line}.7.0`, unit: 'W' }],
    [new RegExp(`^(voltage|volt|spannung)_?[lp]${line}$|^u_?l?${line}$`), { obis: `1-0:${12 + 20 * line}.7.0`, unit: 'V' }],
    [new RegExp(`^(current|amperage|strom|ampere)_?[lp]${line}$|^i_?l?${line}$`), { obis: `1-0:${11 + 20 * line}.7.0`, unit: 'A' }],
  ]),
];

/** The first group that tells a register or a power of the connection; null where none does. */
export function smlGroup(sensors: Readonly<Record<string, unknown>>): Heard | null {
  for (const group of Object.values(sensors)) {
    if (!isObject(group)) continue;
    const fields = Object.keys(group).slice(0, 64).flatMap((name) => (name.includes('.') ? [] : fieldOf(name)));
    if (fields.some(({ obis }) => obis === '1-0:16.7.0' || obis === '1-0:1.8.0')) return hear(group, fields);
  }
  return null;
}

function fieldOf(name: string): readonly Field[] {
  const found = NAMES.find(([pattern]) => pattern.test(name.toLowerCase()));
  return found ? [{ path: name, ...found[1] }] : [];
}
