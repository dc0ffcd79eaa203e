import type { Effect } from '../machine/machine.ts';
import type { Phase } from '../meter/reading.ts';
import type { Instant } from '../time/instant.ts';
import type { RequestBodyOfKind } from '../wish/request.ts';

/** Dangerous voltage (E19), its ten-minute mean (E7), supply and link (E18), interference (E21), and use above what the household set (I13). */
export type AlarmKind =
  | 'voltage-high'
  | 'voltage-low'
  | 'neutral-lost'
  | 'voltage-quality'
  | 'supply-lost'
  | 'link-lost'
  | 'restarted'
  /** A time without readings over a restart, and no counter that tells whether the supply was there. */
  | 'gap-unknown'
  | 'meter-swapped'
  | 'register-back'
  | 'tamper'
  | 'submeter-exceeds'
  /** W for some minutes; mWh and micro of a local day. */
  | 'use-power'
  | 'use-energy'
  | 'use-cost';

/** One thing that is wrong, or was. */
export interface Alarm {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly phase: Phase | null;
  /** Home's wall time; `until` null = it lasts, or nothing has been heard since. */
  readonly since: Instant;
  readonly until: Instant | null;
  /** The worst of it: V, W of sub-meters and of use, mWh a register ran back or a day used, micro a day cost; null where none applies. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly acknowledged: boolean;
}

/** What a watch has found: something begins, ends, or happened and is over; `withdrawn` = it turned out to be something else. */
export interface Finding extends Pick<Alarm, 'kind' | 'phase' | 'since' | 'value' | 'threshold'> {
  readonly change: 'begins' | 'ends' | 'happened' | 'withdrawn';
  /** When it was over; null while it lasts. */
  readonly until: Instant | null;
}

/** One watch after one reading; the state is the same object where nothing changed. */
export interface Watched<State> {
  readonly state: State;
  readonly findings: readonly Finding[];
}

/** One sag or swell (E7), seen by this gateway in readings or counted by the meter, which sees shorter ones and not how deep. */
export interface Excursion {
  readonly kind: 'sag' | 'swell';
  readonly phase: Phase;
  readonly start: Instant;
  readonly end: Instant;
  /** V at the worst reading; null where only counted. */
  readonly extreme: number | null;
  /** V; null where the meter has its own. */
  readonly threshold: number | null;
  readonly by: 'gateway' | 'meter';
  readonly count: number;
  /** The meter fell silent within it: it may have lasted longer. */
  readonly cut: boolean;
}

/** The household's own limit of use is passed: whoever is not looking is told, once. */
export interface HighUseEffect extends Effect {
  readonly kind: 'high-use';
  readonly alarm: Alarm;
}

/** For the telemetry store, which keeps three months. */
export interface ExcursionEffect extends Effect {
  readonly kind: 'excursion';
  readonly record: Excursion;
}

/** The meter's own whole-life counts over all phases. */
export interface MeterCounts {
  readonly failures: number | null;
  readonly longFailures: number | null;
  readonly sags: number | null;
  readonly swells: number | null;
}

/** Body of `state/safety`. */
export interface SafetyBody {
  readonly alarms: readonly Alarm[];
  readonly sags: number;
  readonly swells: number;
  readonly meter: MeterCounts | null;
}

/** A request's body that the safety machine answers. */
export interface AlarmSeenBody extends RequestBodyOfKind {
  readonly kind: 'alarm-seen';
  readonly alarm: string;
}
