import { fullPower } from '../device/device.ts';
import type { Primitive } from '../device/primitive.ts';
import { ZERO_POWER, type Watts } from '../units/power.ts';
import type { Policy } from './act.ts';

/**
 * What a device does when nobody plans it: a battery keeps the grid at zero, a profile waits for a person,
 * what heats or charges takes what it wants, a roof gives all it can. Null: it is not moved at all.
 */
export function neutralPolicy(primitive: Primitive): Policy | null {
  switch (primitive.kind) {
    case 'store':
      // A car or a tank is filled as soon as it is there.
      if (primitive.maxDischarge === 0 || primitive.charges) return { kind: 'hold', power: primitive.maxCharge };
      return { kind: 'follow', min: -primitive.maxDischarge as Watts, max: primitive.maxCharge, grid: ZERO_POWER };
    case 'profile':
      return { kind: 'hold', power: ZERO_POWER };
    case 'envelope':
      return { kind: 'hold', power: primitive.max > 0 ? primitive.max : primitive.min };
    case 'modes': {
      const power = fullPower(primitive);
      return power === null ? null : { kind: 'hold', power };
    }
    case 'inflexible':
      return null;
  }
}
