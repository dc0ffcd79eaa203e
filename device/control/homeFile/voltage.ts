import * as v from 'valibot';
import { DEFAULT_VOLTAGE } from '#domain/safety/config.ts';

const volts = (standard: number): v.OptionalSchema<v.GenericSchema<number>, number> => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000)), standard);
const { nominal, dangerHigh, dangerLow, dangerFor, swell, sag } = DEFAULT_VOLTAGE;

/** When a voltage is written down and when it is dangerous: V between a phase and neutral, `dangerFor` in s. */
export const voltageSchema = v.pipe(
  v.strictObject({
    nominal: volts(nominal),
    dangerHigh: volts(dangerHigh),
    dangerLow: volts(dangerLow),
    dangerFor: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600)), dangerFor / 1_000),
    swell: volts(swell),
    sag: volts(sag),
  }),
  v.check((one) => one.dangerLow <= one.sag && one.sag < one.nominal && one.nominal < one.swell && one.swell <= one.dangerHigh, 'dangerLow, sag, nominal, swell and dangerHigh rise in this order'),
);
