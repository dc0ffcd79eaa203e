import * as v from 'valibot';

/** Payloads of zigbee2mqtt for a metering plug: `BASE/NAME`, `/set`, `/get`, `/availability`. */

const stateSchema = v.object({
  state: v.optional(v.picklist(['ON', 'OFF'])),
  /** W. */
  power: v.optional(v.nullable(v.pipe(v.number(), v.finite()))),
  /** kWh, whole life. */
  energy: v.optional(v.nullable(v.pipe(v.number(), v.finite()))),
});
const availabilitySchema = v.union([v.object({ state: v.picklist(['online', 'offline']) }), v.picklist(['online', 'offline'])]);

/** What a state message says; a field that it leaves out is undefined and keeps its last value. */
export interface PlugMessage {
  readonly on: boolean | undefined;
  readonly power: number | null | undefined;
}

/** Undefined for anything that is not a plug's state. */
export function parsePlugState(payload: Buffer): PlugMessage | undefined {
  const parsed = v.safeParse(stateSchema, jsonOf(payload));
  if (!parsed.success) return undefined;
  const { state, power } = parsed.output;
  return { on: state === undefined ? undefined : state === 'ON', power };
}

/** Both forms, JSON and the older plain word; undefined for anything else. */
export function parseAvailability(payload: Buffer): boolean | undefined {
  const text = payload.toString('utf8');
  const parsed = v.safeParse(availabilitySchema, jsonOf(payload) ?? text);
  if (!parsed.success) return undefined;
  return (typeof parsed.output === 'string' ? parsed.output : parsed.output.state) === 'online';
}

/** `on_time` is the device's own countdown (ZigBee OnOff, "on with timed off"): it switches off with nobody there. */
export const onFor = (seconds: number): string => JSON.stringify({ state: 'ON', on_time: seconds });
export const OFF = JSON.stringify({ state: 'OFF' });
export const ASK = JSON.stringify({ state: '', power: '' });

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
