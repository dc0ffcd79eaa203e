import type { DeviceId } from '../device/device.ts';
import type { Demand, StandingCall } from '../signal/call.ts';
import type { Now } from '../time/now.ts';
import type { GuardConfig } from './event.ts';
import { heldBack, unreleased, waitUntil, type Release, type Words } from './release.ts';

const RAISES: ReadonlySet<Demand> = new Set(['more-demand', 'less-generation']);

const wordsOf = (calls: readonly StandingCall[], raises: boolean): Words =>
  Object.fromEntries(calls.flatMap(({ issuer, id, power, demand, status, devices }) => (status === 'running' && RAISES.has(demand) === raises ? devices.map((device) => [JSON.stringify([issuer, id, power, device]), device]) : [])));

const beyond = (these: Words, those: Words): readonly DeviceId[] => Object.entries(these).flatMap(([word, device]) => (word in those ? [] : [device]));

/**
 * A call that raises a device, and the end of one that lowered it, reach a whole fleet in one second: what they set free
 * waits by chance (reliability G-01). What waits already keeps its wait: the later of two would crowd at the end.
 */
export function called(before: Release, calls: readonly StandingCall[], config: GuardConfig, now: Now): Release {
  if (calls.length === 0 && before.raising === unreleased.raising && before.lowering === unreleased.lowering) return before;
  const [raising, lowering] = [wordsOf(calls, true), wordsOf(calls, false)];
  const [begun, ended] = [beyond(raising, before.raising), beyond(before.lowering, lowering)];
  if ([...begun, ...ended, ...beyond(before.raising, raising), ...beyond(lowering, before.lowering)].length === 0) return before;
  const until = waitUntil(config.releaseDelay, before, config, now);
  const free = [...begun, ...ended].filter((id) => heldBack(before, id) <= now.mono);
  return { ...before, raising, lowering, calls: { ...before.calls, ...Object.fromEntries(free.map((id) => [id, until])) }, draws: before.draws + 1 };
}
