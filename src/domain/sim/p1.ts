import { wallMilliseconds } from '../time/civil.ts';
import { instant, type Instant } from '../time/instant.ts';
import { offsetAt, wallClockAt } from '../time/zone.ts';
import type { MilliWattHours } from '../units/energy.ts';
import { ampsAt, voltsAt } from './meter.ts';
import type { SimulatedHome } from './simulatedHome.ts';
import type { HomeSpec } from './spec.ts';

/** CRC-16/ARC: polynomial 0x8005 reflected (0xA001), initial value 0, over '/' to '!' inclusive (DSMR 5.0.2, 6.2). */
export function crc16(text: string): string {
  let crc = 0;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Summer when the clock is ahead of the smaller of its January and July offsets. */
function isSummer(year: number, offset: number, zone: string): boolean {
  const inMonth = (month: number): number => offsetAt(instant(wallMilliseconds({ year, month, day: 1, hour: 0, minute: 0, second: 0 })), zone);
  return offset > Math.min(inMonth(1), inMonth(7));
}

/** TST, "YYMMDDhhmmss" and S or W: local time, so the hour repeated in autumn is told apart by its letter (DSMR 5.0.2, 6.4). */
export function timestamp(at: Instant, zone: string): string {
  const offset = offsetAt(at, zone);
  const { year, month, day, minuteOfDay } = wallClockAt(at, offset);
  const parts = [year % 100, month, day, Math.floor(minuteOfDay / 60), minuteOfDay % 60, Math.floor(at / 1000) % 60];
  return `${parts.map(two).join('')}${isSummer(year, offset, zone) ? 'S' : 'W'}`;
}

/** kWh with three decimals as a register shows them: cut off, not rounded. */
function kilowattHours(energy: MilliWattHours): string {
  const units = Math.floor(energy / 1000);
  return `${String(Math.floor(units / 1000) % 1_000_000).padStart(6, '0')}.${String(units % 1000).padStart(3, '0')}*kWh`;
}

/** kW of one direction: a P1 meter gives import and export apart, never a sign. */
function kilowatts(power: number): string {
  const size = Math.max(0, power);
  return `${two(Math.floor(size / 1000))}.${String(size % 1000).padStart(3, '0')}*kW`;
}

function phaseLines(spec: HomeSpec, home: SimulatedHome, phase: 0 | 1 | 2): readonly string[] {
  const c = 20 * (phase + 1);
  const power = home.phases[phase];
  const volts = voltsAt(spec, home, phase);
  return [
    `1-0:${c + 12}.7.0(${volts.toFixed(1).padStart(5, '0')}*V)`,
    `1-0:${c + 11}.7.0(${String(ampsAt(power, volts)).padStart(3, '0')}*A)`,
    `1-0:${c + 1}.7.0(${kilowatts(power)})`,
    `1-0:${c + 2}.7.0(${kilowatts(-power)})`,
  ];
}

/** The equipment identifier, hex of its characters, from the seed. */
const equipment = (seed: number): string => [...`E0000${String(seed % 1e9).padStart(9, '0')}`].map((letter) => letter.charCodeAt(0).toString(16).toUpperCase()).join('');

/** The home's meter as one DSMR 5 telegram, CR LF lines, with its check value (DSMR 5.0.2, 6.12). */
export function telegram(spec: HomeSpec, home: SimulatedHome): string {
  const phases = spec.phases === 3 ? ([0, 1, 2] as const) : ([0] as const);
  const lines = [
    '/TDW5SIMULATED-HOME',
    '',
    '1-3:0.2.8(50)',
    `0-0:1.0.0(${timestamp(home.at, spec.zone)})`,
    `0-0:96.1.1(${equipment(spec.seed)})`,
    `1-0:1.8.1(${kilowattHours(home.registers.importLow)})`,
    `1-0:1.8.2(${kilowattHours(home.registers.importNormal)})`,
    `1-0:2.8.1(${kilowattHours(home.registers.exportLow)})`,
    `1-0:2.8.2(${kilowattHours(home.registers.exportNormal)})`,
    `0-0:96.14.0(${home.lowRate ? '0001' : '0002'})`,
    `1-0:1.7.0(${kilowatts(home.grid)})`,
    `1-0:2.7.0(${kilowatts(-home.grid)})`,
    '0-0:96.7.21(00000)',
    '0-0:96.7.9(00000)',
    '0-0:96.13.0()',
    ...phases.flatMap((phase) => phaseLines(spec, home, phase)),
    '!',
  ];
  const body = lines.join('\r\n');
  return `${body}${crc16(body)}\r\n`;
}
