import type { Instant } from '../time/instant.ts';
import type { Now } from '../time/now.ts';
import { watts, type Watts } from '../units/power.ts';
import type { LadderFacts, LadderLimit, LadderState } from './event.ts';
import type { Rung } from './rung.ts';
import { rungOf, type LadderMachineState } from './state.ts';
import { keptPower, RESTORE_OVER, type Threshold } from './threshold.ts';
import { sightOf, type Sight } from './watch.ts';

type Shown = Sight & { readonly threshold: Watts };

/** Times are told to the second: two clocks do not agree on the millisecond. */
const inMs = (now: Now, left: number): Instant => (Math.round((now.wall + left) / 1_000) * 1_000) as Instant;

/** When shedding begins; a warning that time has run out for sheds with the next watt too much. */
const shedsAt = ({ step, left }: Rung, now: Now): Instant | null => (step === 'warned' ? inMs(now, left) : null);

/** When the supply is interrupted if nothing changes: foreseen while the power is seen to be too much. */
function interruptsAt({ step, left, over }: Rung, { watts: own, shedFor }: Threshold, { level, falling }: Shown, now: Now): Instant | null {
  if (own === 'meter' || level !== 'over' || falling) return null;
  if (step === 'warned') return inMs(now, left + shedFor);
  return step === 'shedding' ? inMs(now, Math.max(0, shedFor - over)) : null;
}

const isOff = ({ step }: Rung): boolean => step === 'interrupted' || step === 'waiting';
/** To a hundredth of the threshold: what changes is worth telling. */
const told = (power: number | null, threshold: Watts): Watts | null => (power === null ? null : watts(Math.round(power / Math.max(1, threshold / 100)) * Math.max(1, threshold / 100)));

/** One ladder as people see it. */
export function ladderState(state: LadderMachineState, config: Threshold, sight: Shown, now: Now): LadderState {
  const rung = rungOf(state, config.id, now.wall);
  const where = config.watts === 'meter' ? 'meter' : 'gateway';
  return {
    id: config.id,
    direction: config.direction,
    threshold: sight.threshold,
    window: config.window,
    power: told(sight.power, sight.threshold),
    step: rung.step,
    since: rung.since,
    shedsAt: shedsAt(rung, now),
    interruptsAt: interruptsAt(rung, config, sight, now),
    restartsFrom: where === 'gateway' && isOff(rung) && rung.left > 0 ? inMs(now, rung.left) : null,
    trips: rung.trips.length,
    acknowledged: rung.acknowledged,
    where,
    reaches: state.reaches,
  };
}

/** W it keeps now; null = it keeps nothing. While restoring it rises from nothing to what shedding keeps; a warning meanwhile leaves it where it stands. */
function kept(rung: Rung, config: Threshold, threshold: Watts): Watts | null {
  if (rung.step === 'shedding') return keptPower(config, threshold);
  if (isOff(rung)) return watts(0);
  const heldBack = rung.step === 'restoring' ? rung.left : rung.unrestored;
  return heldBack === undefined ? null : watts(keptPower(config, threshold) * (1 - heldBack / RESTORE_OVER));
}

/** What the ladders publish. */
export function ladderFacts(state: LadderMachineState, thresholds: readonly Threshold[], now: Now): LadderFacts {
  const ladders: LadderState[] = [];
  const ladderLimits: LadderLimit[] = [];
  for (const config of thresholds) {
    const sight = sightOf(state, config, now);
    const { threshold } = sight;
    if (threshold === null) continue;
    const w = kept(rungOf(state, config.id, now.wall), config, threshold);
    ladders.push(ladderState(state, config, { ...sight, threshold }, now));
    if (w !== null) ladderLimits.push({ id: config.id, direction: config.direction, w });
  }
  return { ladders, ladderLimits };
}

/** Nothing new to tell, and cheaply seen: all are below, as they were, and so is the power that was told. */
export function isTold(facts: Partial<LadderFacts>, before: LadderMachineState, state: LadderMachineState, thresholds: readonly Threshold[], now: Now): boolean {
  const { ladders } = facts;
  if (!ladders || before.rungs !== state.rungs || before.reaches !== state.reaches) return false;
  let n = 0;
  for (const config of thresholds) {
    const { threshold, power } = sightOf(state, config, now);
    if (threshold === null) continue;
    const shown = ladders[n++];
    if (shown?.step !== 'below' || shown.threshold !== threshold || shown.power !== told(power, threshold)) return false;
  }
  return n === ladders.length;
}

/** The facts before where nothing in them is new, so that nobody is told twice. */
export function newFacts(before: Partial<LadderFacts>, next: LadderFacts): Partial<LadderFacts> {
  const facts: { -readonly [Name in keyof LadderFacts]?: LadderFacts[Name] } = {};
  if (!isSame(before.ladders, next.ladders)) facts.ladders = next.ladders;
  if (!isSame(before.ladderLimits, next.ladderLimits)) facts.ladderLimits = next.ladderLimits;
  return facts;
}

function isSame<Item extends object>(before: readonly Item[] | undefined, next: readonly Item[]): boolean {
  return before !== undefined && before.length === next.length && next.every((item, n) => isEqual(before[n], item));
}

function isEqual<Item extends object>(before: Item | undefined, next: Item): boolean {
  if (!before) return false;
  for (const key in next) if (before[key] !== next[key]) return false;
  return true;
}
