import type { Watts } from '../units/power.ts';

/** A run of an appliance at one power. */
export interface ProfilePhase {
  readonly power: Watts;
  readonly ms: number;
}

export interface PlugSpec {
  /** Runs from the moment the plug is switched on to its end. */
  readonly profile: readonly ProfilePhase[];
  /** W while switched on with nothing running. */
  readonly standby: Watts;
}

export interface PlugState {
  readonly on: boolean;
  /** ms into the profile; null when nothing has been started, or it has finished. */
  readonly at: number | null;
  readonly power: Watts;
}

export const IDLE_PLUG: PlugState = { on: false, at: null, power: 0 as Watts };

/** A dishwasher: fill, heat, wash, rinse, heat again, dry; about 1.1 kWh in 105 minutes. */
export const DISHWASHER: PlugSpec = {
  profile: [
    { power: 60 as Watts, ms: 5 * 60_000 },
    { power: 2_000 as Watts, ms: 18 * 60_000 },
    { power: 90 as Watts, ms: 42 * 60_000 },
    { power: 2_000 as Watts, ms: 12 * 60_000 },
    { power: 40 as Watts, ms: 28 * 60_000 },
  ],
  standby: 1 as Watts,
};

/** W of the profile at `at` ms, null after its end. */
export function profilePower(profile: readonly ProfilePhase[], at: number): Watts | null {
  let start = 0;
  for (const phase of profile) {
    start += phase.ms;
    if (at < start) return phase.power;
  }
  return null;
}

/** Where the appliance stands when power comes: a new cycle unless one was cut off, which goes on where it stopped. */
const begun = (state: PlugState): number | null => (state.on ? state.at : (state.at ?? 0));

/** The plug `ms` later, `on` being its relay. A cycle that loses power waits; one that has finished needs a new switching on. */
export function stepPlug(spec: PlugSpec, state: PlugState, on: boolean, ms: number): { readonly state: PlugState; readonly power: Watts } {
  if (!on) return { state: state.on || state.power !== 0 ? { on: false, at: state.at, power: 0 as Watts } : state, power: 0 as Watts };
  const at = begun(state);
  const drawn = at === null ? null : profilePower(spec.profile, at);
  const power = drawn ?? spec.standby;
  return { state: { on: true, at: at === null || drawn === null ? null : at + ms, power }, power };
}
