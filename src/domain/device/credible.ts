import type { Sensed } from './sense.ts';
import { presentReport } from './sense.ts';
import type { MeterReading } from '../meter/reading.ts';
import type { Now } from '../time/now.ts';

/** W by which meter and devices may differ, being of different moments. */
const APART = 500;

/**
 * Whether a reading can be: beyond the devices' own word it may show no more feed-in than the home can generate. A
 * meter that is turned round, or tells kW for W, then counts as silent, and nothing rises on it.
 * @param generation most W that the home generates beside its devices; null = nobody has said, all is believed.
 */
export function isCredible({ power }: MeterReading, sensed: Sensed, generation: number | null, now: Now): boolean {
  if (power === null || generation === null) return true;
  const devices = Object.values(sensed.devices).reduce((sum, device) => sum + (presentReport(device, now)?.power ?? 0), 0);
  return power - devices >= -generation - APART;
}
