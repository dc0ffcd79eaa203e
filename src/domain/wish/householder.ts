import type { DeviceId } from '../device/device.ts';
import type { Effect, HomeEvent } from '../machine/machine.ts';
import type { ContractWindow } from '../signal/contract.ts';
import type { EventRest } from '../signal/rest.ts';
import type { Instant } from '../time/instant.ts';

/** What a person of the home does that control must know at once; the machine it concerns answers it. */
export type HouseholderAct =
  /** To an operator's offer or call: take part, not this time, leave while it runs, or come back. */
  | { readonly kind: 'event-answer'; readonly event: string; readonly answer: 'join' | 'skip' | 'opt-out' | 'rejoin' }
  /** One device by hand, until an instant of home's wall time; it ends by itself (U19). */
  | { readonly kind: 'override'; readonly device: DeviceId; readonly want: 'on' | 'off'; readonly until: Instant }
  | { readonly kind: 'override-ended'; readonly device: DeviceId }
  /** To the power threshold: seen; restore the supply by a deliberate act (E11); sound the alarm once to hear it. */
  | { readonly kind: 'ladder'; readonly ladder: string; readonly act: 'acknowledge' | 'restart' | 'test' }
  /** How often and when operators may call at all (U33). */
  | { readonly kind: 'event-rest'; readonly rest: EventRest }
  /** Operators are heard as before, after the state was lost in which it stood what they may. */
  | { readonly kind: 'operators-confirmed' }
  /** Local hours in which vehicles do not charge by themselves; none = at any hour (GB smart charging, regulation 10). */
  | { readonly kind: 'charging-hours'; readonly except: readonly ContractWindow[] }
  /** Most W that the home generates beside its devices, 0 for none; null = not known after all. */
  | { readonly kind: 'generation'; readonly watts: number | null }
  /** Do not wait out the random delay before a restart (GB smart charging, regulation 11). */
  | { readonly kind: 'skip-delay' };

/** Comes from house over the parent's channel; `id` comes back in the answer. */
export interface HouseholderEvent extends HomeEvent {
  readonly kind: 'householder';
  readonly id: string;
  readonly act: HouseholderAct;
}

/** The machine's word; the host passes `done` on only when the state is kept. */
export interface HouseholderAnswerEffect extends Effect {
  readonly kind: 'householder-answer';
  /** Id of the event that is answered. */
  readonly act: string;
  /** `later`: it is being stored first, and another answer to the same act follows. */
  readonly outcome: 'done' | 'refused' | 'later';
  /** Stable reason id; null when done. */
  readonly reason: string | null;
}
