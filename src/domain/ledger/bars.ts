import { after, floorTo, type Instant, type Interval } from '../time/instant.ts';
import type { Flow } from '../meter/flow.ts';
import type { MilliWattHours } from '../units/energy.ts';

/** One slot of accounted energy, in mWh; a direction not measured in it is null. JSON-able. */
export interface Bar extends Interval {
  readonly import: MilliWattHours | null;
  readonly export: MilliWattHours | null;
  /** mWh of both directions that were shared out in proportion to time, or came estimated. */
  readonly estimated: number;
  /** ms of the slot that a measurement covers, and of these the ms that are estimated. */
  readonly covered: number;
  readonly estimatedTime: number;
  /** How often it was handed out; 0 = still open for the first time. */
  readonly revision: number;
  readonly open: boolean;
}

export type BarQuality = 'measured' | 'estimated' | 'missing';

/** A share of a slot below this does not change what is said of the whole. */
const NEGLIGIBLE = 0.05;

/** `missing` = a twentieth or more of the slot was not measured: its energy is a part of the truth. */
export function qualityOf(bar: Bar): BarQuality {
  const length = bar.end - bar.start;
  if (bar.covered < (1 - NEGLIGIBLE) * length) return 'missing';
  return bar.estimatedTime > NEGLIGIBLE * length ? 'estimated' : 'measured';
}

const emptyBar = (slot: Interval): Bar => ({ ...slot, import: null, export: null, estimated: 0, covered: 0, estimatedTime: 0, revision: 0, open: true });

/** Flows that touch more slots than this are not shared out: nobody knows when that energy went. */
export const MOST_SLOTS = 31 * 48;

/**
 * Books a flow into slots of `step` ms on UTC boundaries, in order of time. A flow over a boundary is shared in proportion
 * to time, its pieces marked estimated; a slot handed out before is opened again.
 */
export function book(bars: readonly Bar[], flow: Flow, step: number, estimated: boolean): readonly Bar[] {
  const last = bars.at(-1);
  if (last && flow.start >= last.start && flow.start < last.end && flow.end <= last.end) return bars.with(-1, added(last, flow, flow, estimated));
  const booked = [...bars];
  const split = slotAt(booked, flow.start, step).end < flow.end;
  let at = flow.start;
  do {
    const bar = slotAt(booked, at, step);
    const piece = { start: at, end: Math.min(bar.end, flow.end) as Instant };
    const index = booked.findLastIndex(({ start }) => start <= bar.start);
    const isThere = booked[index]?.start === bar.start;
    booked.splice(isThere ? index : index + 1, isThere ? 1 : 0, added(bar, flow, piece, estimated || split));
    at = piece.end;
  } while (at < flow.end);
  return booked;
}

/** The slot that holds an instant: one that is there, else a new one between its neighbours (the step may have changed). */
function slotAt(bars: readonly Bar[], at: Instant, step: number): Bar {
  const index = bars.findLastIndex(({ start }) => start <= at);
  const before = bars[index];
  if (before && at < before.end) return before;
  const next = bars[index + 1];
  const floor = floorTo(at, step);
  return emptyBar({
    start: Math.max(floor, before?.end ?? floor) as Instant,
    end: Math.min(after(floor, step), next?.start ?? Infinity) as Instant,
  });
}

function added(bar: Bar, flow: Flow, piece: Interval, estimated: boolean): Bar {
  const [bought, sold] = [share(flow.import, flow, piece), share(flow.export, flow, piece)];
  const time = piece.end - piece.start;
  return {
    start: bar.start,
    end: bar.end,
    import: plus(bar.import, bought),
    export: plus(bar.export, sold),
    estimated: bar.estimated + (estimated ? (bought ?? 0) + (sold ?? 0) : 0),
    covered: Math.min(bar.covered + time, bar.end - bar.start),
    estimatedTime: bar.estimatedTime + (estimated ? time : 0),
    revision: bar.revision,
    open: true,
  };
}

const plus = (sum: MilliWattHours | null, energy: MilliWattHours | null): MilliWattHours | null =>
  energy === null ? sum : (((sum ?? 0) + energy) as MilliWattHours);

/** Differences of rounded cumulative shares: the pieces of a flow add up to it. A flow of no length is one piece. */
function share(energy: MilliWattHours | null, flow: Interval, piece: Interval): MilliWattHours | null {
  const length = flow.end - flow.start;
  if (energy === null || length === 0) return energy;
  const until = (at: Instant): number => Math.round(energy * ((at - flow.start) / length));
  return (until(piece.end) - until(piece.start)) as MilliWattHours;
}
