import type { DeviceId } from '../device/device.ts';
import type { Instant, Interval } from '../time/instant.ts';

/** A short time of one device that a person has decided: the plan is made around it, and it ends by itself. */
export interface SlotChoice extends Interval {
  readonly device: DeviceId;
  /** `on`: a store charges, an appliance runs. `off`: the device rests. */
  readonly want: 'on' | 'off';
}

/** A home decides an evening here and there; more is a fault of the sender. */
export const MOST_CHOICES = 96;

type Slot = Pick<SlotChoice, 'device' | 'start'>;

const isOf = ({ device, start }: Slot, slot: Slot): boolean => device === slot.device && start === slot.start;

export const choiceIn = (choices: readonly SlotChoice[], slot: Slot): SlotChoice | undefined => choices.find((one) => isOf(one, slot));

/** The new one takes the place of an earlier one of the same slot. */
export const withChoice = (choices: readonly SlotChoice[], choice: SlotChoice): readonly SlotChoice[] =>
  [...withoutChoice(choices, choice), choice].sort((a, b) => a.start - b.start);

export const withoutChoice = (choices: readonly SlotChoice[], slot: Slot): readonly SlotChoice[] => choices.filter((one) => !isOf(one, slot));

/** Those that are not over; the same list while none is. */
export function standingChoices(choices: readonly SlotChoice[], at: Instant): readonly SlotChoice[] {
  return choices.every(({ end }) => end > at) ? choices : choices.filter(({ end }) => end > at);
}
