import type { AccountsEvent } from '../answers/accounts.ts';
import { money, MONEY, type AccountsWantedEffect, type MoneyFacts } from '../answers/money.ts';
import { forecastMachine, type DevicesEvent, type ForecastFacts } from '../forecast/machine.ts';
import { accounting, type AccountingFacts, type IntervalEffect, type RegisterBreakEffect, type TariffEvent } from '../ledger/accounting.ts';
import { tally, type TallyFacts } from '../ledger/tally.ts';
import type { PauseEffect, PublishEffect, ReplyEffect, StoredEvent, StoreEffect, StoreFailedEvent, TickEvent } from '../machine/effect.ts';
import type { ReadingEvent } from '../meter/event.ts';
import { metering, type MeteringFacts } from '../meter/metering.ts';
import { ADVISING, advising, type AdvisingFacts } from '../plan/advising.ts';
import { arrivals, type ArrivalsFacts } from '../plan/arrivals.ts';
import { custody } from '../plan/custody.ts';
import type { StandingFacts } from '../plan/custodyState.ts';
import type { GuardEvent } from '../proof/event.ts';
import { keeping } from '../proof/keeping.ts';
import { proof } from '../proof/machine.ts';
import type { ActsEffect, LimitsEvent, PlanWantedEffect } from '../plan/event.ts';
import { acts, type ActAnsweredEvent, type AskControlEffect } from '../wish/acts.ts';
import type { AdmitEffect, RepliedEvent, RequestEvent, RequestReceived } from '../wish/request.ts';
import { requests } from '../wish/requests.ts';
import { TYPED_TARIFFS, type TypedTariffsEffect } from '../wish/typedTariffs.ts';
import { wishes, type WishFacts } from '../wish/wishes.ts';
import type { SourceSaidEvent, SourcesEvent } from '../tariff/sources.ts';
import type { SafetyConfig } from '../safety/config.ts';
import type { ExcursionEffect, HighUseEffect } from '../safety/event.ts';
import { safety } from '../safety/machine.ts';
import type { CallsEvent } from '../signal/event.ts';
import { notices, type ForwardedEffect, type MessageEvent } from '../signal/notices.ts';
import type { AnyMachine } from './home.ts';

export type HouseFacts = WishFacts & MeteringFacts & AccountingFacts & TallyFacts & ForecastFacts & MoneyFacts & AdvisingFacts & ArrivalsFacts & StandingFacts;

/** Everything house's machines understand. */
export type HouseEvent =
  | TickEvent
  | ReadingEvent
  | TariffEvent
  | DevicesEvent
  | LimitsEvent
  | RequestReceived
  | RequestEvent
  | RepliedEvent
  | ActAnsweredEvent
  | CallsEvent
  | GuardEvent
  | MessageEvent
  | SourcesEvent
  | SourceSaidEvent
  | AccountsEvent
  | StoredEvent
  | StoreFailedEvent;

/** Everything house's machines want done. */
export type HouseEffect =
  | StoreEffect
  | PublishEffect
  | ReplyEffect
  | AdmitEffect
  | AskControlEffect
  | PauseEffect
  | ActsEffect
  | PlanWantedEffect
  | ForwardedEffect
  | IntervalEffect
  | RegisterBreakEffect
  | ExcursionEffect
  | HighUseEffect
  | TypedTariffsEffect
  | AccountsWantedEffect;

export interface HouseConfig {
  /** IANA zone of the home. */
  readonly zone: string;
  /** Left out: the product's own thresholds. */
  readonly safety?: SafetyConfig;
  /** Machines of a home whose tariff is not part of it: what people type in, and what sources say. */
  readonly prices?: readonly AnyMachine<HouseFacts>[];
}

/** The list, in order: a machine reads the facts of those before it in the same pass, of those after it from the last. */
export const houseMachines = (config: HouseConfig): readonly AnyMachine<HouseFacts>[] => [
  requests,
  acts,
  wishes,
  metering,
  ...(config.prices ?? []),
  accounting({ zone: config.zone }),
  tally,
  money,
  forecastMachine(config.zone),
  notices,
  safety(config.safety),
  proof,
  keeping,
  advising,
  arrivals,
  custody,
];

/** Machine states that were kept in another home's time, or of another home, mean nothing; what people asked for does. */
export const TIMELESS: readonly string[] = [requests.name, wishes.name, TYPED_TARIFFS, MONEY, ADVISING];
