import type { StandingCall } from '../signal/call.ts';
import { after, HOUR, type Instant } from '../time/instant.ts';
import { MWH_PER_KWH, WATT_MS_PER_MWH } from '../units/energy.ts';
import { divideHalfEven } from '../units/decimal.ts';
import { baselineAt, type Baseline } from './baseline.ts';
import type { Measured } from './before.ts';
import type { Receipt } from './event.ts';

/** A call that has begun, as it is measured. */
export interface Tracked {
  readonly call: StandingCall;
  /** Since when it was running here. */
  readonly from: Instant;
  /** When it was over before its time: left, or called off. */
  readonly leftAt: Instant | null;
  /** Null before the first reading of it. */
  readonly baseline: Baseline | null;
  readonly asked: number | null;
  /** ms that it ran, and of these the measured ones with what was delivered in them. */
  readonly ran: number;
  readonly within: Measured;
  /** ms that it ran with a measured reading, baseline or not; left out in a state of an earlier version: those of `within`. */
  readonly heard?: number;
  readonly after: Measured;
  readonly response: number | null;
  readonly done: boolean;
}

const REBOUND = 2 * HOUR;
const LEAST_AFTER = REBOUND / 2;

export const begin = (call: StandingCall, from: Instant): Tracked => ({
  call, from, leftAt: null, baseline: null, asked: null, ran: 0, heard: 0, within: { work: 0, covered: 0 }, after: { work: 0, covered: 0 }, response: null, done: false,
});

export const endOf = ({ call, leftAt }: Tracked): Instant => Math.min(call.end, leftAt ?? call.end) as Instant;
export const measuredUntil = (tracked: Tracked): Instant => after(endOf(tracked), REBOUND);

/** + where less is drawn from the grid than would have been. */
const signOf = ({ demand }: StandingCall): 1 | -1 => (demand === 'less-demand' || demand === 'more-generation' ? 1 : -1);

/** The time from one reading to the next; power in W held over it, null where it was not measured. */
export function advance(tracked: Tracked, start: Instant, end: Instant, power: number | null): Tracked {
  if (tracked.done) return tracked;
  const base = tracked.baseline && power !== null ? baselineAt(tracked.baseline, start) : null;
  const over = endOf(tracked);
  const ran = Math.max(0, Math.min(end, over) - Math.max(start, tracked.from));
  const rest = Math.max(0, Math.min(end, over + REBOUND) - Math.max(start, over));
  const saved = base === null || power === null ? null : base - power;
  return {
    ...tracked,
    ran: tracked.ran + ran,
    heard: heardOf(tracked) + (power === null ? 0 : ran),
    within: saved === null ? tracked.within : grown(tracked.within, signOf(tracked.call) * saved, ran),
    after: saved === null ? tracked.after : grown(tracked.after, -saved, rest),
  };
}

const heardOf = ({ heard, within }: Tracked): number => heard ?? within.covered;

const grown = ({ work, covered }: Measured, power: number, length: number): Measured => ({ work: work + power * length, covered: covered + length });

/** What one reading shows of how fast it goes. */
export function respond(tracked: Tracked, at: Instant, power: number): Tracked {
  const { asked, response, baseline, call, from } = tracked;
  if (response !== null || asked === null || asked <= 0 || !baseline || at < from || at >= endOf(tracked)) return tracked;
  const base = baselineAt(baseline, at);
  return base !== null && signOf(call) * (base - power) >= asked / 2 ? { ...tracked, response: at - from } : tracked;
}

const energyOf = ({ work }: Measured): number => Math.round(work / WATT_MS_PER_MWH);

/** What is known of it so far. @param now until when time without a reading counts as missing. */
export function receiptOf(tracked: Tracked, overlaps: readonly string[], now: Instant): Receipt {
  const { asked, baseline, ran, within, after: rest, response, done } = tracked;
  const isKnown = baseline !== null && baseline.method !== 'none';
  const isOver = now >= endOf(tracked);
  const delivered = isKnown && within.covered > 0 ? energyOf(within) : null;
  return {
    asked: asked === null ? null : Math.round((asked * ran) / WATT_MS_PER_MWH),
    delivered,
    response,
    rebound: done && isKnown && rest.covered >= LEAST_AFTER ? energyOf(rest) : null,
    baseline: baseline?.method ?? 'none',
    missing: Math.max(0, ran - heardOf(tracked)),
    overlaps,
    reward: isOver ? rewardOf(tracked, delivered) : null,
  };
}

/** What is due by the contract's words; one for the whole event is not due when it was left. Half-even. */
function rewardOf({ call, leftAt }: Tracked, delivered: number | null): number | null {
  if (call.reward === null) return null;
  const { micro, per } = call.reward;
  if (per === 'event') return leftAt !== null && leftAt < call.end ? 0 : micro;
  return delivered === null ? null : Number(divideHalfEven(BigInt(micro) * BigInt(Math.max(0, delivered)), BigInt(MWH_PER_KWH)));
}
