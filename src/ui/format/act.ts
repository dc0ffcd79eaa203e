import type { PlanAct } from '#wire/message/bodies.ts';

/** What an act looks like to the person: made from its policy, never from its wattage alone. */
export type ActVerb = 'charge' | 'surplus' | 'discharge' | 'follow' | 'idle' | 'run';

export function verbOf(policy: PlanAct['policy']): ActVerb {
  switch (policy.kind) {
    case 'run':
      return 'run';
    case 'atLeast':
      return policy.power > 0 ? 'charge' : policy.max > 0 ? 'surplus' : 'idle';
    case 'hold':
      return policy.power > 0 ? 'charge' : policy.power < 0 ? 'discharge' : 'idle';
    case 'follow':
      return followed(policy.min, policy.max);
  }
}

/** A battery that may only give powers the home; one that may only take stores what would go out; both is balancing. */
function followed(min: number, max: number): ActVerb {
  if (min < 0 && max > 0) return 'follow';
  if (min < 0) return 'discharge';
  return max > 0 ? 'surplus' : 'idle';
}
