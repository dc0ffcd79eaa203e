import type { Metering } from '#domain/device/metering.ts';
import type { DeviceState, GuardState } from '#domain/guard/event.ts';
import type { LadderState } from '#domain/ladder/event.ts';
import type { MeterReading } from '#domain/meter/reading.ts';
import type { Act } from '#domain/plan/act.ts';
import type { Alarm } from '#domain/safety/event.ts';
import type { StandingCall } from '#domain/signal/call.ts';
import type { ChargingHours } from '#domain/follow/defaultHours.ts';
import type { Hearing } from '#domain/signal/hearing.ts';
import type { EventRest } from '#domain/signal/rest.ts';
import type { Contract } from '#domain/signal/contract.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Now } from '#domain/time/now.ts';
import type { HouseholderAct } from '#domain/wish/householder.ts';

export type { DeviceState, GuardState };

/** control -> house over the parent's IPC channel. Control never waits for an answer. */
export type FromControl =
  | { readonly type: 'now'; readonly now: Now; readonly speed: number }
  | { readonly type: 'reading'; readonly reading: MeterReading; readonly now: Now }
  | { readonly type: 'meter'; readonly state: 'ok' | 'silent' | 'never' | 'ended'; readonly rejected: Readonly<Record<string, number>>; readonly isUnseen?: boolean }
  | { readonly type: 'devices'; readonly devices: readonly DeviceState[] }
  | { readonly type: 'guard'; readonly guard: GuardState }
  /** Put into the journal and answer `stored` or `store-failed`. */
  | { readonly type: 'store'; readonly id: string; readonly record: unknown }
  /** Where the broker answers on loopback, and house's own secret for it; sent again after every broker restart. */
  | { readonly type: 'broker'; readonly mqttPort: number; readonly webSocketPort: number; readonly secret: string }
  | { readonly type: 'planner'; readonly state: 'idle' | 'planning' | 'failed' }
  | { readonly type: 'signal-answer'; readonly id: string; readonly outcome: 'done' | 'refused'; readonly reason: string | null }
  /** The machine's word about an `act` of house, given when the state is kept; `done` with the reason `not-kept`: it holds, and a restart forgets it. */
  | { readonly type: 'act-answer'; readonly id: string; readonly outcome: 'done' | 'refused'; readonly reason: string | null }
  | { readonly type: 'calls'; readonly calls: readonly StandingCall[] }
  /** How often and when the household wants to be called. */
  | { readonly type: 'event-rest'; readonly rest: EventRest }
  /** What only people of the home can decide, and whether they have. */
  | { readonly type: 'household'; readonly household: { readonly operators: Hearing; readonly charging: ChargingHours | null; readonly metering: Metering } }
  /** What the home has agreed with issuers of signals: at every start of house. */
  | { readonly type: 'contracts'; readonly contracts: readonly Contract[] }
  /** Brokers of operators that this home goes to; said once, with their secrets, never on a command line. */
  | { readonly type: 'operator-brokers'; readonly brokers: readonly OperatorBroker[] }
  | { readonly type: 'ladders'; readonly ladders: readonly LadderState[] }
  /** An accepted tariff or message of an issuer: house stores it and answers `forwarded`. */
  | { readonly type: 'forward'; readonly id: string; readonly issuer: string; readonly body: unknown }
  | { readonly type: 'stop' };

/** house -> control. */
export type FromHouse =
  | { readonly type: 'ready'; readonly url: string; readonly port: number; readonly link: string | null; readonly storeId: string }
  | { readonly type: 'failed'; readonly id: string; readonly message: string; readonly remedy: string }
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'store-failed'; readonly id: string; readonly reason: string }
  /** The committed acts: control follows them until they expire, also when house is gone. */
  | { readonly type: 'acts'; readonly revision: number; readonly acts: readonly Act[] }
  | { readonly type: 'pause'; readonly until: Instant | null; readonly on: boolean }
  | { readonly type: 'plan-wanted' }
  /** The household's own limit of use is passed: for whoever is not looking. */
  | { readonly type: 'high-use'; readonly alarm: Alarm }
  | { readonly type: 'act'; readonly id: string; readonly act: HouseholderAct }
  /** A compact JWS as a carrier brought it by a credential: control verifies and judges it, the answer comes back as `signal-answer`. */
  | { readonly type: 'signed'; readonly id: string; readonly jws: string; readonly sender: string }
  | { readonly type: 'forwarded'; readonly id: string; readonly outcome: 'done' | 'refused'; readonly reason: string | null }
  | { readonly type: 'credentials'; readonly credentials: readonly BrokerCredential[] };

/** An operator's own broker: `mqtt://` or `mqtts://`. */
export interface OperatorBroker {
  readonly issuer: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** What the broker needs to know of a client: the hash of its secret, never the secret. */
export interface BrokerCredential {
  readonly name: string;
  readonly role: 'house' | 'control' | 'planner' | 'phone' | 'device' | 'operator';
  readonly sha256: string;
}

/** control <-> broker process. */
export type ToBroker = { readonly type: 'credentials'; readonly credentials: readonly BrokerCredential[] } | { readonly type: 'stop' };
export type FromBroker =
  | { readonly type: 'ready'; readonly mqttPort: number; readonly webSocketPort: number }
  /** For the gateway's log: a client was put out, and what to do. */
  | { readonly type: 'note'; readonly sentence: string }
  /** A port that was asked for by name is taken: the broker ends with exit code 2. */
  | { readonly type: 'failed'; readonly id: string; readonly message: string; readonly remedy: string };

/** planner -> control: whether it is at work; it lives on for a while when it is not. */
export type FromPlanner = { readonly type: 'planner'; readonly state: 'idle' | 'planning' };
