/**
 * What a meter or device may say instead of the truth: the same as before, the other sign, kW where W is meant, or the
 * set-point as if it were a power.
 */
export type Lie = 'frozen' | 'sign' | 'kilowatts' | 'setpoint';

/** W as told. @param before what was told last; @param setpoint what the device was asked, W. */
export function told(lie: Lie | null, truth: number, before: number, setpoint: number): number {
  switch (lie) {
    case null:
      return truth;
    case 'frozen':
      return before;
    case 'sign':
      return -truth;
    case 'kilowatts':
      return truth / 1_000;
    case 'setpoint':
      return setpoint;
  }
}
