import type { Milliseconds } from '../time/instant.ts';

/** A sliding average in a few parcels: no time series is kept. */
export interface Window {
  /** W·ms and ms seen a parcel, oldest first; the last one is being filled. */
  readonly parcels: readonly (readonly [sum: number, seen: number])[];
  /** ms of the last parcel that have passed, seen or not. */
  readonly filled: number;
}

const PARCELS = 30;
const EMPTY = [0, 0] as const;
export const emptyWindow: Window = { parcels: [EMPTY], filled: 0 };

/** The window after `passed` ms in which the power was `power` W throughout; null = it was not known. */
export function passWindow(window: Window, length: Milliseconds, power: number | null, passed: number): Window {
  const parcel = length / PARCELS;
  if (passed >= length) return { parcels: [...Array.from({ length: PARCELS }, () => [(power ?? 0) * parcel, power === null ? 0 : parcel] as const), EMPTY], filled: 0 };
  let { filled } = window;
  const parcels = [...window.parcels];
  for (let left = passed; left > 0; ) {
    const part = Math.min(left, parcel - filled);
    const [sum, seen] = parcels.pop() ?? EMPTY;
    parcels.push(power === null ? [sum, seen] : [sum + power * part, seen + part]);
    left -= part;
    filled += part;
    if (filled < parcel) continue;
    filled = 0;
    parcels.push(EMPTY);
    // The one being filled stands beside a whole window, so that the average is never over less.
    if (parcels.length > PARCELS + 1) parcels.shift();
  }
  return { parcels, filled };
}

/** W; null while less than half of the window was seen. */
export function windowMean({ parcels }: Window, length: Milliseconds): number | null {
  let sum = 0;
  let seen = 0;
  for (const [energy, time] of parcels) {
    sum += energy;
    seen += time;
  }
  return seen * 2 < length ? null : sum / seen;
}
