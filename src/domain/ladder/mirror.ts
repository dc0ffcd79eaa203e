import type { MeterLimiter } from '../meter/reading.ts';
import type { Instant } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';
import { interrupted, restoring, waiting, type Rung } from './rung.ts';
import type { Threshold } from './threshold.ts';

/** From here on a meter's threshold says that there is none: DSMR and e-MUCS meters print 999 or 999.9 kW. */
const NO_THRESHOLD = 999_000;

/** The meter's threshold in W; null = it does not limit, or does not say. */
export const meterThreshold = (limiter: MeterLimiter | null): Watts | null =>
  limiter === null || limiter.threshold === null || limiter.threshold >= NO_THRESHOLD ? null : limiter.threshold;

/** The step that the meter's breaker shows; what it does not say changes nothing. */
export function mirrored(rung: Rung, config: Threshold, breaker: MeterLimiter['breaker'], at: Instant): Rung {
  const isOff = rung.step === 'interrupted' || rung.step === 'waiting';
  if (breaker === 'open') return isOff ? rung : interrupted(rung, config, 'breaker', at);
  if (breaker === 'ready') return rung.step === 'waiting' ? rung : waiting(isOff ? rung : interrupted(rung, config, 'breaker', at), 'breaker');
  return breaker === 'closed' && isOff ? restoring(rung, 'breaker', at) : rung;
}
