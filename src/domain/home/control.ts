import type { CapabilitiesEvent, ReportEvent, WrittenEvent } from '../device/event.ts';
import type { ActsEvent, FollowConfig, FollowFacts, PauseEvent } from '../follow/event.ts';
import { followMachine } from '../follow/machine.ts';
import type { GuardConfig, GuardFacts, WriteEffect } from '../guard/event.ts';
import { guardMachine } from '../guard/machine.ts';
import type { ContactEvent, FailsafeEvent, HeartbeatEvent, SignalAnswerEffect, SignalEvent, SupplyReturnedEvent } from '../limit/event.ts';
import type { AlarmEffect, LadderFacts, ReachEvent } from '../ladder/event.ts';
import { ladderMachine, type LadderConfig } from '../ladder/machine.ts';
import { limitMachine } from '../limit/machine.ts';
import type { LimitConfig, LimitFacts } from '../limit/standing.ts';
import type { StoredEvent, StoreEffect, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { ReadingEvent } from '../meter/event.ts';
import type { SignalFacts } from '../signal/call.ts';
import type { HearingFacts } from '../signal/hearing.ts';
import type { RestFacts } from '../signal/rest.ts';
import type { AdmitSignalEffect, ForwardEffect, HeartbeatEffect, KeysRevokedEffect, OperatorsConfirmedEvent, SignedAnswerEffect, SignedEvent } from '../signal/event.ts';
import type { SignalsConfig } from '../signal/config.ts';
import { signalsMachine } from '../signal/machine.ts';
import type { HouseholderAnswerEffect, HouseholderEvent } from '../wish/householder.ts';
import type { AnyMachine } from './home.ts';

/** The process that must not stop runs these, in this order; one that is not configured is left out. */
export const CONTROL_ORDER = ['signals', 'limit', 'ladder', 'follow', 'guard'] as const;
export type ControlName = (typeof CONTROL_ORDER)[number];

export type ControlFacts = SignalFacts & RestFacts & HearingFacts & LimitFacts & LadderFacts & FollowFacts & GuardFacts;

/** Everything control's machines understand. */
export type ControlEvent =
  | ReadingEvent
  | ReportEvent
  | CapabilitiesEvent
  | ActsEvent
  | SignalEvent
  | FailsafeEvent
  | HeartbeatEvent
  | ContactEvent
  | SupplyReturnedEvent
  | SignedEvent
  | OperatorsConfirmedEvent
  | HouseholderEvent
  | ReachEvent
  | PauseEvent
  | TickEvent
  | StoredEvent
  | StoreFailedEvent
  | WrittenEvent;

/** Everything control's machines want done. */
export type ControlEffect = StoreEffect | SignalAnswerEffect | SignedAnswerEffect | AdmitSignalEffect | HeartbeatEffect | KeysRevokedEffect | ForwardEffect | HouseholderAnswerEffect | AlarmEffect | WriteEffect;

export interface ControlConfig {
  /** Left out: nobody may send signed messages. */
  readonly signals?: SignalsConfig | null;
  readonly limit: LimitConfig;
  /** Left out: no thresholds but the meter's own. */
  readonly ladder?: LadderConfig;
  readonly follow: FollowConfig;
  readonly guard: GuardConfig;
}

/** Control's machines in their order. */
export function controlMachines(config: ControlConfig): readonly AnyMachine<ControlFacts>[] {
  const machines: Partial<Record<ControlName, AnyMachine<ControlFacts>>> = {
    ...(config.signals ? { signals: signalsMachine(config.signals) } : {}),
    limit: limitMachine(config.limit),
    ladder: ladderMachine(config.ladder ?? { thresholds: [] }),
    follow: followMachine(config.follow),
    guard: guardMachine(config.guard),
  };
  return CONTROL_ORDER.flatMap((name) => machines[name] ?? []);
}
