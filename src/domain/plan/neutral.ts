import { fullPower, type Primitive } from '../device/device.ts';
import { ZERO_POWER, type Watts } from '../units/power.ts';
import type { Policy } from './act.ts';

/**
 * What a device does when nobody plans it: a store keeps the grid at zero, a profile waits for a person,
 * what heats or charges takes what it wants. Null: it is not moved at all.
 */
export function neutralPolicy(primitive: Primitive): Policy | null {
  switch (primitive.kind) {
    case 'store':
      return { kind: 'follow', min: -primitive.maxDischarge as Watts, max: primitive.maxCharge, grid: ZERO_POWER };
    case 'profile':
      return { kind: 'hold', power: ZERO_POWER };
    case 'envelope':
    case 'modes': {
      const power = fullPower(primitive);
      return power === null ? null : { kind: 'hold', power };
    }
    case 'inflexible':
      return null;
  }
}
