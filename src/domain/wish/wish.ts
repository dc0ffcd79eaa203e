import type { DeviceId } from '../device/device.ts';
import type { Instant } from '../time/instant.ts';

/** Of every local day: minutes 0..1440, half-open; `from` after `to` goes past midnight. */
export interface DayHours {
  readonly from: number;
  readonly to: number;
}

/** What a budget is of: the money that the connection's energy costs, micro, or the energy taken, mWh. */
export type BudgetOf = 'money' | 'energy';

/** The device of a wish that is about the whole home. */
export const WHOLE_HOME: DeviceId = 'home';

/** Ranked and soft: 1 breaks last. What cannot be met is named with the best that can. */
export type Wish =
  | { readonly kind: 'reserve'; readonly id: string; readonly device: DeviceId; readonly rank: number; /** 0..1 of capacity, all the time. */ readonly share: number }
  | { readonly kind: 'readyBy'; readonly id: string; readonly device: DeviceId; readonly rank: number; /** Not before. */ readonly from: Instant; readonly by: Instant }
  | { readonly kind: 'storedBy'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly by: Instant; /** 0..1 of capacity at `by`. */ readonly share: number }
  /** A vehicle whose level nobody knows: mWh to be added from plug-in on. */
  | { readonly kind: 'addedBy'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly by: Instant; readonly energy: number }
  /** A vehicle that leaves by the week: minutes of the local day, Monday first, null = it stays; with a share of capacity, or with mWh added since it came. */
  | { readonly kind: 'leaves'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly days: readonly (number | null)[]; readonly in: 'share' | 'energy'; readonly need: number }
  /** A room or tank in its band: warm by `low` (0..1 of capacity) at least in some hours of each day, null = always; with ease `high` is what is aimed at. */
  | { readonly kind: 'comfort'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly low: number; readonly high: number; readonly hours: DayHours | null }
  /** At the connection, a local day. */
  | { readonly kind: 'budget'; readonly id: string; readonly device: typeof WHOLE_HOME; readonly rank: number; readonly of: BudgetOf; readonly limit: number }
  /** The device does not run in these hours, whatever else is wanted of it: no plan breaks it. */
  | { readonly kind: 'quiet'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly hours: DayHours };

/** Paused until somebody resumes: the last instant a date can name, so that a pause always has an end to show. */
export const UNTIL_RESUMED = 8_640_000_000_000_000 as Instant;
