import type { Milliseconds } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** W between which a device can run; below the least of all its ranges it is off. */
export interface PowerRange {
  readonly min: Watts;
  readonly max: Watts;
}

/** A stretch of a converter's power, and the share of it that arrives. */
export interface EfficiencySegment {
  /** W at the terminals where the stretch ends. */
  readonly upTo: Watts;
  /** 0..1 of what is above the stretch before. */
  readonly efficiency: number;
}

/** A converter whose losses depend on its power; it replaces the two constant efficiencies. */
export interface EfficiencyCurve {
  /** W that it burns of the content while it converts. */
  readonly standby: Watts;
  /** Ascending, efficiency not rising; the last reaches the rating. */
  readonly charge: readonly EfficiencySegment[];
  readonly discharge: readonly EfficiencySegment[];
}

/** What holds energy: a battery, a car, a tank, a room, a cold box. */
export interface StorePrimitive {
  readonly kind: 'store';
  /** mWh that fit between empty and full. */
  readonly capacity: number;
  readonly maxCharge: Watts;
  /** Positive W. */
  readonly maxDischarge: Watts;
  /** 0..1, one way each. */
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Micro per kWh of throughput. */
  readonly wear: number;
  /** Ascending powers it can charge with besides 0, as a car on one phase and on three; left out = any up to `maxCharge`. */
  readonly charges?: readonly PowerRange[] | undefined;
  /** The same of giving, in positive W. */
  readonly discharges?: readonly PowerRange[] | undefined;
  /** False: what it gives covers the home and never reaches the grid. Left out = it may. */
  readonly exports?: boolean | undefined;
  readonly curve?: EfficiencyCurve | undefined;
  /** Shares of capacity that it is worked between. */
  readonly window?: { readonly least: number; readonly most: number } | undefined;
  /** Share of capacity above the window's least that is the grid operator's to call: no plan gives it. */
  readonly reserved?: number | undefined;
  /** W that its content loses standing. */
  readonly loss?: Watts | undefined;
  /** Share of its content that it loses in an hour. */
  readonly lossShare?: number | undefined;
}

/** What runs a course once it is started. */
export interface ProfilePrimitive {
  readonly kind: 'profile';
  /** W per step of `step` ms, once started runs to its end. */
  readonly powers: readonly number[];
  readonly step: Milliseconds;
  /** Whether it may be halted and goes on where it was; left out = it may not. */
  readonly pausable?: boolean | undefined;
}

/** Any power between two: a charger, or with a negative least a roof that can be curtailed. */
export interface EnvelopePrimitive {
  readonly kind: 'envelope';
  readonly min: Watts;
  readonly max: Watts;
}

/** One of a few powers: an element, a heat pump by its SG-Ready levels, a micro-CHP (negative W). 0 W is off. */
export interface ModesPrimitive {
  readonly kind: 'modes';
  readonly powers: readonly number[];
  /** W of heat of each mode at a coefficient of performance of 1; left out = its power. */
  readonly heat?: readonly number[] | undefined;
  /** W of fuel of each mode, and what a kWh of it costs in micro. */
  readonly burns?: readonly number[] | undefined;
  readonly fuelPrice?: number | undefined;
  /** Once on it stays on this long, once off it rests this long. */
  readonly minRun?: Milliseconds | undefined;
  readonly minRest?: Milliseconds | undefined;
  /** Micro that every start wears. */
  readonly startCost?: number | undefined;
}

/** The five planning primitives, S2 control types in our words. */
export type Primitive = StorePrimitive | ProfilePrimitive | EnvelopePrimitive | ModesPrimitive | { readonly kind: 'inflexible' };
