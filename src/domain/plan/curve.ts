import type { EfficiencySegment, PowerRange, StorePrimitive } from '../device/primitive.ts';

/** W that arrive of a power at the terminals, or that must be taken out for it. */
function through(segments: readonly EfficiencySegment[], power: number, share: (width: number, efficiency: number) => number): number {
  let sum = 0;
  let from = 0;
  for (const { upTo, efficiency } of segments) {
    if (power <= from) break;
    sum += share(Math.min(power, upTo) - from, efficiency);
    from = upTo;
  }
  return sum;
}

const times = (width: number, efficiency: number): number => width * efficiency;
const over = (width: number, efficiency: number): number => width / efficiency;

/** W that the content gains (loses, negative) at a power at the terminals. @param cop heat per W of electricity while charging. */
export function gainOf(store: StorePrimitive, power: number, cop = 1): number {
  const { curve } = store;
  if (power === 0) return 0;
  if (!curve) return power > 0 ? power * store.chargeEfficiency * cop : power / store.dischargeEfficiency;
  return (power > 0 ? through(curve.charge, power, times) * cop : -through(curve.discharge, -power, over)) - curve.standby;
}

/** The power at the terminals, positive, whose gain or loss is just that of so many W at the content. */
function powerFor(segments: readonly EfficiencySegment[], wanted: number, share: (width: number, efficiency: number) => number): number {
  let left = wanted;
  let from = 0;
  for (const { upTo, efficiency } of segments) {
    const all = share(upTo - from, efficiency);
    if (left <= all) return from + ((upTo - from) * Math.max(0, left)) / all;
    left -= all;
    from = upTo;
  }
  return from;
}

/** W of charging that fill what is left. @param room W that the content can still gain. */
export const chargeFor = (store: StorePrimitive, room: number, cop = 1): number =>
  store.curve ? powerFor(store.curve.charge, (room + store.curve.standby) / cop, times) : room / (store.chargeEfficiency * cop);

/** W of giving that empty what is left. @param content W that the content can still lose. */
export const dischargeFor = (store: StorePrimitive, content: number): number =>
  store.curve ? powerFor(store.curve.discharge, Math.max(0, content - store.curve.standby), over) : content * store.dischargeEfficiency;

/** The highest power a device can run at that is not above what is asked; 0 where there is none. */
export function runnable(ranges: readonly PowerRange[], asked: number): number {
  let best = 0;
  for (const { min, max } of ranges) if (asked >= min) best = Math.min(asked, max);
  return best;
}
