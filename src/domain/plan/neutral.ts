import type { Primitive } from '../device/device.ts';
import { watts, ZERO_POWER, type Watts } from '../units/power.ts';
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
      return { kind: 'hold', power: primitive.max };
    case 'modes':
      return { kind: 'hold', power: watts(Math.max(0, ...primitive.powers)) };
    case 'inflexible':
      return null;
  }
}
