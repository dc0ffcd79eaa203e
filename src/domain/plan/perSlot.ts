/** A number a slot: every array of a problem is as long as its `slots`. */
export type PerSlot = readonly number[];
