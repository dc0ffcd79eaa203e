import type { DayColour, MeterLimiter, MeterRate } from '#domain/meter/reading.ts';

/** What the 32 bits of STGE say (Enedis-NOI-CPT_54E, 6.2.3.14), as far as the home needs it. */
export interface Status {
  readonly breaker: MeterLimiter['breaker'];
  /** The terminal cover is open. */
  readonly coverOpen: boolean;
  /** The net energy flows out. */
  readonly exporting: boolean;
  readonly today: DayColour | null;
  readonly tomorrow: DayColour | null;
  readonly peak: MeterRate['peak'];
}

const COLOURS: readonly (DayColour | null)[] = [null, 'blue', 'white', 'red'];
/** Why the breaker is open, bits 1 to 3: over-power waits for the meter's button, what the operator opened for the operator. */
const BREAKERS: readonly MeterLimiter['breaker'][] = ['closed', 'ready', 'open', 'open', 'open', 'open', 'open', null];

export function statusOf(hex: string): Status {
  const register = Number.parseInt(hex, 16);
  const bits = (from: number, count: number): number => (register >>> from) & ((1 << count) - 1);
  return {
    breaker: BREAKERS[bits(1, 3)] ?? null,
    coverOpen: bits(4, 1) === 1,
    exporting: bits(9, 1) === 1,
    today: COLOURS[bits(24, 2)] ?? null,
    tomorrow: COLOURS[bits(26, 2)] ?? null,
    peak: bits(30, 2) > 0 ? 'running' : bits(28, 2) > 0 ? 'announced' : 'none',
  };
}
