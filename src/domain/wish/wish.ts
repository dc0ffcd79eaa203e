import type { DeviceId } from '../device/device.ts';
import type { Instant } from '../time/instant.ts';

/** Ranked and soft: 1 breaks last. What cannot be met is named with the best that can. */
export type Wish =
  | { readonly kind: 'reserve'; readonly id: string; readonly device: DeviceId; readonly rank: number; /** 0..1 of capacity, all the time. */ readonly share: number }
  | { readonly kind: 'readyBy'; readonly id: string; readonly device: DeviceId; readonly rank: number; /** Not before. */ readonly from: Instant; readonly by: Instant }
  | { readonly kind: 'storedBy'; readonly id: string; readonly device: DeviceId; readonly rank: number; readonly by: Instant; /** 0..1 of capacity at `by`. */ readonly share: number };

/** Paused until somebody resumes: the last instant a date can name, so that a pause always has an end to show. */
export const UNTIL_RESUMED = 8_640_000_000_000_000 as Instant;
