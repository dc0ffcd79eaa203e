import { HOUR, lengthOf, type Interval } from '../time/instant.ts';
import { daysTouched } from '../time/zone.ts';
import { watts } from '../units/power.ts';
import { MOST_CALLS, MOST_CALLS_OF_ONE } from './bounds.ts';
import type { Call } from './call.ts';
import { isAgreed, type Contract } from './contract.ts';
import type { Asked } from './order.ts';
import { issuerOf, type Activation, type SignalsState } from './state.ts';
import { isWithin } from './window.ts';

export type CallRefusal = 'known-event' | 'not-contracted' | 'firmness' | 'too-long' | 'outside-window' | 'recovery' | 'too-many-today' | 'too-many-this-year' | 'no-consent' | 'above-consent' | 'busy';

const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A call as the contract lets it be, or why it does not. @param zone IANA, of the home. */
export function judgeCall(asked: Asked, contract: Contract, state: SignalsState, zone: string): { readonly call: Call; readonly activation: Activation } | CallRefusal {
  const call: Call = { ...asked, id: `${contract.issuer}/${asked.id}`, issuer: contract.issuer };
  const refused = termsRefusal(call, contract, state, zone) ?? lostRefusal(call, contract, state) ?? countRefusal(call, contract, issuerOf(state, contract.issuer).activations);
  if (refused) return refused;
  if (call.demand !== 'more-demand') return { call, activation: { start: call.start, end: call.end, call: call.id, energy: 0 } };
  return increased(call, contract, issuerOf(state, contract.issuer).activations, zone);
}

function termsRefusal(call: Call, contract: Contract, state: SignalsState, zone: string): CallRefusal | null {
  if (state.calls.some(({ call: known }) => known.id === call.id)) return 'known-event';
  if (!contract.demands.includes(call.demand)) return 'not-contracted';
  if (!isAgreed(call.firmness, contract.firmness)) return 'firmness';
  if (lengthOf(call) > contract.longest) return 'too-long';
  if (!isWithin(call, contract.windows, zone)) return 'outside-window';
  const ahead = state.calls.filter(({ call: { status } }) => !isPast(status));
  return ahead.length >= MOST_CALLS || ahead.filter(({ call: { issuer } }) => issuer === contract.issuer).length >= MOST_CALLS_OF_ONE ? 'busy' : null;
}

/** After the state was lost, what was agreed for a day counts as used up, and a call as just over. */
function lostRefusal({ start, demand }: Call, { recovery, mostPerDay, increase }: Contract, { since }: SignalsState): CallRefusal | null {
  if (since === null) return null;
  if (recovery !== null && start < since + recovery) return 'recovery';
  if (start >= since + DAY) return null;
  if (mostPerDay !== null) return 'too-many-today';
  return demand === 'more-demand' && increase ? 'above-consent' : null;
}

export const isPast = (status: string): boolean => status === 'over' || status === 'cancelled' || status === 'skipped' || status === 'opted-out';

function countRefusal(call: Interval, { recovery, mostPerDay, mostPerYear }: Contract, activations: readonly Activation[]): CallRefusal | null {
  const rest = recovery ?? 0;
  if (recovery !== null && activations.some(({ start, end }) => call.start < end + rest && start < call.end + rest)) return 'recovery';
  const near = (length: number): number => activations.filter(({ start }) => Math.abs(start - call.start) < length).length;
  if (mostPerDay !== null && near(DAY) >= mostPerDay) return 'too-many-today';
  return mostPerYear !== null && near(YEAR) >= mostPerYear ? 'too-many-this-year' : null;
}

/** Using more needs the household's standing consent, and stays within it (reliability 2.6). */
function increased(call: Call, { increase }: Contract, activations: readonly Activation[], zone: string): { readonly call: Call; readonly activation: Activation } | CallRefusal {
  if (!increase) return 'no-consent';
  const power = call.power ?? watts(increase.power);
  if (power > increase.power) return 'above-consent';
  const energy = (power * lengthOf(call)) / HOUR;
  const activation: Activation = { start: call.start, end: call.end, call: call.id, energy };
  const used = (day: Interval): number => [...activations, activation].reduce((sum, one) => sum + energyIn(one, day), 0);
  // A share of a share is rounded: a thousandth of a Wh is no use.
  if (daysTouched(call, zone).some(({ interval }) => used(interval) > increase.energyPerDay + 0.001)) return 'above-consent';
  return { call: { ...call, power }, activation };
}

/** Wh of an activation that lie in an interval: one over midnight is of two days. */
function energyIn({ energy, ...of }: Activation, { start, end }: Interval): number {
  const common = Math.min(of.end, end) - Math.max(of.start, start);
  return energy === 0 || common <= 0 ? 0 : (energy * common) / lengthOf(of);
}
