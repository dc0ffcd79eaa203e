import type { DeviceId } from '../device/device.ts';
import type { Primitive } from '../device/primitive.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { SlotChoice } from '../wish/slotChoice.ts';
import type { Act } from './act.ts';
import type { Charges } from './charges.ts';
import type { PlanWish } from './planWish.ts';
import type { PerSlot } from './perSlot.ts';
import type { PlanWeights } from './planWeights.ts';

/** Version of this schema in docs/formats. */
export const PROBLEM_VERSION = 1;

/** A device as the planner sees it, at the start of the first slot. */
export interface PlanDevice {
  readonly id: DeviceId;
  readonly primitive: Primitive;
  /** Store: mWh now. Null where unknown, and for what stores nothing. */
  readonly stored: number | null;
  /** Profile: already running since; it is then inflexible to its end. Modes: on since. */
  readonly runningSince: Instant | null;
  /** What the device does when nobody plans it: the policy of "doing nothing". */
  readonly neutral: Act['policy'];
  /** When it is there (a car plugged in), in order of time; left out = always. */
  readonly present?: readonly Interval[] | undefined;
  /** Store: W taken out of its content besides (hot water drawn, heat lost, driving). Left out = nothing. */
  readonly demand?: PerSlot | undefined;
  /** Heat per W of electricity, of a store that heats itself or of modes that feed one; left out = 1. */
  readonly cop?: PerSlot | undefined;
  /** Modes: the store that its heat goes into; full, that store stops it. */
  readonly feeds?: DeviceId | undefined;
  /** Envelope that generates: W, positive, that sun or wind allow. */
  readonly generation?: PerSlot | undefined;
  /** Profile that may be halted: ms of its course that have run. */
  readonly ran?: number | undefined;
  /** Profile: not before that appliance has run. */
  readonly after?: DeviceId | undefined;
}

export interface PlanLimit {
  readonly direction: 'import' | 'export';
  /** W, positive; null where there is none in that slot. */
  readonly w: readonly (number | null)[];
}

/** Everything a planner may know. Money in micro of the currency per kWh, energy in mWh, power in W. */
export interface PlanProblem extends Charges {
  readonly version: typeof PROBLEM_VERSION;
  /** The gateway's number; a proposal answers exactly one. */
  readonly revision: number;
  readonly issued: Instant;
  readonly slots: readonly Interval[];
  readonly importPrice: PerSlot;
  readonly exportPrice: PerSlot;
  /** True where the price was published, false where it is our estimate. */
  readonly priceKnown: readonly boolean[];
  /** g of CO2 in a kWh of the grid; null where nobody says it. Left out = of no slot. */
  readonly carbon?: readonly (number | null)[] | undefined;
  /** Net W of what cannot be moved: load minus generation. */
  readonly inflexible: PerSlot;
  /** Standard deviation in W of `inflexible`. */
  readonly spread: PerSlot;
  /** False where the load is only the last reading carried on, or habits that nobody has looked at for a day; left out = learned throughout. */
  readonly loadKnown?: readonly boolean[] | undefined;
  /** False where the generation within `inflexible` is not believed: an array that is silent under a high sun, not heard for a day, or new. Left out = none is metered. */
  readonly pvKnown?: readonly boolean[] | undefined;
  readonly devices: readonly PlanDevice[];
  readonly wishes: readonly PlanWish[];
  /** Half-hours that a person has decided: no plan may change them. Left out = none. */
  readonly choices?: readonly SlotChoice[] | undefined;
  readonly limits: readonly PlanLimit[];
  /** Micro per kWh that a store's content is worth after the last slot. */
  readonly endValue: number;
  /** Left out = money alone. */
  readonly weights?: PlanWeights | undefined;
  readonly running: { readonly acts: readonly Act[]; readonly revision: number } | null;
}

/** The cause of an act in numbers; the sentence is made from it by the screen. */
export interface Reason {
  readonly device: DeviceId;
  readonly interval: Interval;
  readonly cause: 'cheap-slot' | 'dear-slot' | 'surplus' | 'limit' | 'deadline' | 'reserve' | 'neutral';
  /** Micro per kWh in the act, and in the next best slot. */
  readonly price: number;
  readonly nextBestPrice: number | null;
  /** Micro saved against doing nothing, of the whole plan. */
  readonly saving: number;
  /** Micro that the plan would cost more without this act, its device left to itself meanwhile. Left out = not reckoned. */
  readonly own?: number;
  /** Micro per kWh: were power then dearer (for what is sold or not bought: cheaper) than this, the act would not be worth it. */
  readonly flip?: number;
  /** What decided besides the price. */
  readonly weighed?: 'peak' | 'tier' | 'carbon' | 'independence';
}

export interface BrokenWish {
  readonly wish: string;
  /** By how much: mWh for stores, ms for deadlines. */
  readonly by: number;
  /** Text key of what would cure it. */
  readonly cure: string;
  /** The figures of the cure are added once a plan stands (`cure.ts`). Whose wish it is. */
  readonly device?: DeviceId;
  /** When it could be met at the earliest. */
  readonly at?: Instant;
  /** mWh that there can be instead, by the time that was asked for. */
  readonly best?: number;
}

/** What a store is expected to hold: mWh at instants of half-hours, in order of time. */
export interface StoreLevel {
  readonly device: DeviceId;
  readonly at: readonly Instant[];
  readonly stored: readonly number[];
}

/** What a planner proposes for one revision. */
export interface Proposal {
  readonly revision: number;
  readonly author: string;
  readonly acts: readonly Act[];
  readonly reasons: readonly Reason[];
}
