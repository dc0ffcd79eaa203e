/** Power in watts; + is import or consumption, - is export or production (DESIGN, Units). */
export type Watts = number & { readonly __unit: 'W' };

/** @throws RangeError when the number is not finite: unknown is `null`, never NaN. */
export function watts(value: number): Watts {
  if (!Number.isFinite(value)) throw new RangeError(`power is not a finite number: ${value}`);
  return value as Watts;
}

export const ZERO_POWER = 0 as Watts;

/** The value moved into [low, high], both in W. */
export function clampPower(value: Watts, low: Watts, high: Watts): Watts {
  return Math.min(Math.max(value, low), high) as Watts;
}
