import * as v from 'valibot';

/** Body of `state/devices`: what each device reported, apart from what it was asked (U22). */
export const devicesSchema = v.array(
  v.object({
    id: v.string(),
    name: v.string(),
    kind: v.string(),
    simulated: v.boolean(),
    online: v.boolean(),
    /** Home's wall time it was last heard; null = never. */
    heardAt: v.nullable(v.number()),
    power: v.nullable(v.number()),
    setpoint: v.nullable(v.number()),
    /** mWh now, and mWh when full; null for what stores nothing. */
    stored: v.nullable(v.number()),
    capacity: v.nullable(v.number()),
    /** How it can be planned: store, profile, envelope, modes, inflexible; left out by older gateways. */
    primitive: v.optional(v.string()),
    asked: v.nullable(v.number()),
    state: v.picklist(['obeyed', 'pending', 'refused', 'offline', 'unmanaged']),
    /** Reason id for the installer when refused; null else. */
    reason: v.nullable(v.string()),
    /** Which step of the one order bound last: plan, neutral, limit, override … */
    decidedBy: v.nullable(v.string()),
    fallback: v.string(),
    /** A person's word on it that stands, and its end; left out by older gateways. */
    byHand: v.optional(v.nullable(v.object({ want: v.picklist(['on', 'off']), until: v.number() }))),
  }),
);
export type DevicesMessage = v.InferOutput<typeof devicesSchema>;
