import * as v from 'valibot';
import { GB_PEAK_HOURS, type DefaultHours } from '#domain/follow/defaultHours.ts';
import { windowSchema } from './issuers.ts';

/** When vehicles charge by themselves; left out = as the law of the home's zone has it, null = at any hour. */
export const chargingSchema = v.nullable(v.strictObject({ except: v.pipe(v.array(windowSchema), v.minLength(1), v.maxLength(32)) }));
export type Charging = v.InferOutput<typeof chargingSchema>;

/** Zones of Great Britain. */
const BRITISH: ReadonlySet<string> = new Set(['Europe/London', 'GB']);

/** @param zone IANA, of the home. */
export function defaultHoursOf(charging: Charging | undefined, zone: string): { readonly defaultHours: DefaultHours } {
  if (charging) return { defaultHours: { zone, except: charging.except } };
  return { defaultHours: { zone, except: charging === undefined && BRITISH.has(zone) ? GB_PEAK_HOURS : [] } };
}
