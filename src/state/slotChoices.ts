import type { Device, PlanAct, SlotChoice, Wishes } from '#wire/message/bodies.ts';
import type { RequestBody } from '#wire/message/request.ts';
import type { Asked } from './requests.ts';

/** Half an hour, ms. */
export const HALF_HOUR = 1_800_000;

/** One half-hour of one device, and what is known of it. */
export interface Slot {
  readonly device: string;
  readonly start: number;
  readonly end: number;
  /** The plan moves the device in it. */
  readonly planned: boolean;
}

const slotAt = (device: string, start: number, planned: boolean): Slot => ({ device, start, end: start + HALF_HOUR, planned });

/** The half-hours of an act that are not over, with the one before it and the one after, in which it could run as well. @param now ms UTC. */
export function slotsOf({ device, interval }: PlanAct, now: number): readonly Slot[] {
  const first = Math.floor(interval.start / HALF_HOUR) * HALF_HOUR;
  const last = Math.ceil(interval.end / HALF_HOUR) * HALF_HOUR;
  const count = Math.round((last - first) / HALF_HOUR) + 2;
  const all = Array.from({ length: count }, (_, n) => slotAt(device, first + (n - 1) * HALF_HOUR, n > 0 && n < count - 1));
  return all.filter(({ end }) => end > now);
}

/** What a person has decided of a slot; the one that runs already is a device taken by hand until its end. */
export function decidedIn({ device, start, end }: Slot, wishes: Wishes | undefined, devices: readonly Device[]): SlotChoice['want'] | null {
  const kept = wishes?.choices?.find((one) => one.device === device && one.start === start);
  const byHand = devices.find(({ id }) => id === device)?.byHand;
  return kept?.want ?? (byHand?.until === end ? byHand.want : null);
}

/** A request with the one that takes it back. */
export interface SlotRequest {
  readonly body: RequestBody;
  readonly inverse: RequestBody;
}

const wanted = ({ device, start, end }: Slot, want: SlotChoice['want'] | null, now: number): RequestBody => {
  const isRunning = start <= now;
  if (want === null) return isRunning ? { kind: 'act', act: { kind: 'override-ended', device } } : { kind: 'slot-freed', device, start };
  return isRunning ? { kind: 'act', act: { kind: 'override', device, want, until: end } } : { kind: 'slot', choice: { device, start, end, want } };
};

/** What is asked of the home when a person decides a slot, or gives it back. @param want null = as planned again. */
export const slotRequest = (slot: Slot, want: SlotChoice['want'] | null, before: SlotChoice['want'] | null, now: number): SlotRequest => ({ body: wanted(slot, want, now), inverse: wanted(slot, before, now) });

/** Whether something about a slot is on its way to the home. */
export const isAsked = ({ device, start }: Slot, asked: readonly Asked[]): boolean =>
  asked.some(({ body, progress }) => {
    if (progress !== 'queued') return false;
    if (body.kind === 'slot') return body.choice.device === device && body.choice.start === start;
    if (body.kind === 'slot-freed') return body.device === device && body.start === start;
    return body.kind === 'act' && 'device' in body.act && body.act.device === device;
  });
