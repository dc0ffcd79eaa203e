import type { Field } from '../json/told.ts';

/** What HomeWizard calls it in API v1 and in v2, and what it is (HomeWizard local API documentation, "Measurement"). */
const ROWS: readonly (readonly [v1: string | null, v2: string | null, Omit<Field, 'path'>])[] = [
  ['total_power_import_kwh', 'energy_import_kwh', { obis: '1-0:1.8.0', unit: 'Wh', tens: 3 }],
  ['total_power_export_kwh', 'energy_export_kwh', { obis: '1-0:2.8.0', unit: 'Wh', tens: 3 }],
  ...[1, 2, 3, 4].flatMap((rate): [string, string, Omit<Field, 'path'>][] => [
    [`total_power_import_t${rate}_kwh`, `energy_import_t${rate}_kwh`, { obis: `1-0:1.8.${rate}`, unit: 'Wh', tens: 3 }],
    [`total_power_export_t${rate}_kwh`, `energy_export_t${rate}_kwh`, { obis: `1-0:2.8.${rate}`, unit: 'Wh', tens: 3 }],
  ]),
  ['active_power_w', 'power_w', { obis: '1-0:16.7.0', unit: 'W' }],
  ['active_frequency_hz', 'frequency_hz', { obis: '1-0:14.7.0', unit: 'Hz' }],
  ['active_reactive_power_var', 'reactive_power_var', { obis: null, name: 'Reactive power', unit: 'var' }],
  ['active_apparent_power_va', 'apparent_power_va', { obis: null, name: 'Apparent power', unit: 'VA' }],
  ['any_power_fail_count', 'any_power_fail_count', { obis: '0-0:96.7.21', unit: null }],
  ['long_power_fail_count', 'long_power_fail_count', { obis: '0-0:96.7.9', unit: null }],
  ['active_power_average_w', 'average_power_15m_w', { obis: '1-0:1.4.0', unit: 'W' }],
  ['active_tariff', 'tariff', { obis: '0-0:96.14.0', unit: null }],
  [null, 'state_of_charge_pct', { obis: null, name: 'State of charge (%)', unit: null }],
  [null, 'cycles', { obis: null, name: 'Charging cycles', unit: null }],
  ...[1, 2, 3].flatMap(phaseRows),
];

function phaseRows(line: number): [string, string, Omit<Field, 'path'>][] {
  const group = 20 * line;
  return [
    [`active_power_l${line}_w`, `power_l${line}_w`, { obis: `1-0:${group + 16}.7.0`, unit: 'W' }],
    [`active_voltage_l${line}_v`, `voltage_l${line}_v`, { obis: `1-0:${group + 12}.7.0`, unit: 'V' }],
    [`active_current_l${line}_a`, `current_l${line}_a`, { obis: `1-0:${group + 11}.7.0`, unit: 'A' }],
    [`voltage_sag_l${line}_count`, `voltage_sag_l${line}_count`, { obis: `1-0:${group + 12}.32.0`, unit: null }],
    [`voltage_swell_l${line}_count`, `voltage_swell_l${line}_count`, { obis: `1-0:${group + 12}.36.0`, unit: null }],
  ];
}

export const FIELDS: readonly Field[] = [
  ...new Map(ROWS.flatMap(([v1, v2, field]) => [v1, v2].flatMap((path) => (path === null ? [] : [[path, { path, ...field }] as const])))).values(),
];

/** Of a meter that measures one phase, which it does not name. */
export const ONE_PHASE: readonly Field[] = [
  { path: 'active_voltage_v', obis: '1-0:32.7.0', unit: 'V' },
  { path: 'voltage_v', obis: '1-0:32.7.0', unit: 'V' },
  { path: 'active_current_a', obis: '1-0:31.7.0', unit: 'A' },
  { path: 'current_a', obis: '1-0:31.7.0', unit: 'A' },
];

/** The highest quarter-hour of the month; v1 has it misspelt. */
export const MONTH_PEAKS: readonly (readonly [Field, string])[] = [
  [{ path: 'montly_power_peak_w', obis: '1-0:1.6.0', unit: 'W' }, 'montly_power_peak_timestamp'],
  [{ path: 'monthly_power_peak_w', obis: '1-0:1.6.0', unit: 'W' }, 'monthly_power_peak_timestamp'],
];
