import type { OtherMeter } from '#domain/meter/reading.ts';
import { divideHalfEven, toScale } from '#domain/units/decimal.ts';
import { milliWattHours, type MilliWattHours } from '#domain/units/energy.ts';
import { energyOf } from '../measured.ts';
import { parseQuantity, scaled, type Quantity } from './quantity.ts';
import type { ObisObject, Objects } from './telegram.ts';
import { parseTimestamp } from './timestamp.ts';

/** Media of EN 13757-3, table 13, as 0-n:24.1.0 prints them, in decimals. */
const MEDIA: Readonly<Record<number, OtherMeter['medium']>> = {
  3: 'gas', 4: 'heat', 6: 'hot-water', 7: 'water', 8: 'heat', 10: 'cold', 11: 'cold', 12: 'heat', 13: 'heat', 21: 'hot-water', 22: 'water',
};
const CHANNELS = [1, 2, 3, 4];

/**
 * The meters on channels 1 to 4: the reading is 24.2.1, 24.2.3 where it is not corrected for temperature (e-MUCS), and
 * 24.3.0 in DSMR 2 and 3. A channel without a reading is not listed.
 * @param zone IANA zone of the meter's clock. @param kind what a meter without a number is called by.
 */
export function othersOf(objects: Objects, zone: string, kind: string): readonly OtherMeter[] {
  return CHANNELS.flatMap((channel) => {
    const said = ['24.2.1', '24.2.3', '24.3.0'].map((code) => objects.get(`0-${channel}:${code}`)).find((object) => object !== undefined);
    const register = said && registerOf(said);
    return register ? [otherMeter(objects, channel, register, zone, kind)] : [];
  });
}

function otherMeter(objects: Objects, channel: number, { stamp, quantity }: Register, zone: string, kind: string): OtherMeter {
  const first = (code: string): string => objects.get(`0-${channel}:${code}`)?.values[0] ?? '';
  const serial = first('96.1.0') || first('96.1.1');
  const at = parseTimestamp(stamp, zone);
  // A stamp on no calendar stands beside a register that was never read: its zero is none.
  const isRead = at !== null || stamp === '';
  return {
    meter: serial === '' ? `${kind}-channel-${channel}` : `${kind}-${serial}`,
    medium: MEDIA[Number(first('24.1.0'))] ?? 'other',
    at,
    litres: isRead ? litresOf(quantity) : null,
    energy: isRead ? (energyOf(quantity) ?? heatOf(quantity)) : null,
  };
}

interface Register {
  /** When it was read; empty where that is not told. */
  readonly stamp: string;
  readonly quantity: Quantity;
}

/** `(time)(value)`, or of DSMR 2 and 3 `(time)(00)(60)(1)(0-1:24.2.1)(m3)(value)`. */
function registerOf({ code, values }: ObisObject): Register | undefined {
  const old = code === '24.3.0' && values.length === 7;
  const [stamp, text] = old ? [values[0], `${values[6]}*${values[5]}`] : values.length === 1 ? ['', values[0]] : values;
  const quantity = parseQuantity(text ?? '');
  return quantity && { stamp: stamp ?? '', quantity };
}

const litresOf = ({ decimal, unit }: Quantity): number | null => (unit.toLowerCase() === 'm3' ? scaled(decimal, 3) : null);

/** 1 GJ is 10^9 / 3.6 mWh: rounded half-even to a whole one. */
function heatOf({ decimal, unit }: Quantity): MilliWattHours | null {
  if (unit.toLowerCase() !== 'gj') return null;
  const energy = Number(divideHalfEven(toScale(decimal, 9) * 10n, 36n));
  return Number.isSafeInteger(energy) ? milliWattHours(energy) : null;
}
