import { stretchOf, type AverageRule, type Usage } from './usage.ts';

/**
 * What may flow now under an average, so that the average can still be kept.
 *
 * Only what earlier use has left is given, and it is given in parts: as if it were used within a third of the window, and it is
 * asked again at each reading. So what flows comes down by itself while the room ends, and a device that is late, a slow
 * meter or a load that comes on meanwhile find it again. Nobody's silence is room: time that was not measured, or lies
 * before the first measurement, counts as if the limit had been used up, or as what flowed last where that is more.
 * With no room the limit holds as one at each moment, and what is above it is made good at once.
 *
 * A rolling window that begins now ends later: what is used above the limit must be saved again within it. That is
 * promised only as far as the load that nothing controls lets it, taken as the largest of the window, and at least half
 * of the limit. An aligned window begins anew by the clock, and only what was left since then is given.
 */
export function mayFlow(usage: Usage, rule: AverageRule, at: number): number {
  const room = roomOf(usage, rule, at);
  if (room < 0) return Math.max(0, rule.most + room / comeBack(usage));
  return usage.spends ? rule.most + Math.max(0, room - keptBack(rule)) / spread(usage, rule) : rule.most;
}

/** The use with whether its room may be used: see `Usage.spends`. */
export function spending(usage: Usage, rule: AverageRule): Usage {
  const spends = roomOf(usage, rule, usage.at) - keptBack(rule) > (usage.spends ? 0 : WORTHWHILE * rule.most * rule.window);
  return spends === usage.spends ? usage : { ...usage, spends };
}

/** Shorter windows leave no time to come back: they are kept at each moment, ms. */
export const SHORTEST_AVERAGE = 300_000;

/** Time to come back, ms: devices have 15 s to obey, a slow meter speaks every 10 s; of a slower one, three of its periods. */
const COME_BACK = 60_000;
const comeBack = ({ period }: Usage): number => Math.max(COME_BACK, 3 * period);
/** Share of the window that room is spread over: what is used slowly lasts, and a car is not started every other minute. */
const SPREAD = 1 / 3;
const spread = (usage: Usage, { window }: AverageRule): number => Math.max(SPREAD * window, comeBack(usage));
/** Shares of a whole window's use: what is never given, for what meters and devices err; and what must be spare before any is given. */
const KEPT_BACK = 0.02;
const keptBack = ({ most, window }: AverageRule): number => KEPT_BACK * most * window;
const WORTHWHILE = 0.2;
/** Share of the limit that the load nothing controls is taken for at least. */
const LEAST_BASE = 0.5;

/** What may still be used beyond the limit, times ms; below 0 = used too much. */
const roomOf = (usage: Usage, rule: AverageRule, at: number): number => (rule.averaging === 'aligned' ? alignedRoom(usage, rule, at) : rollingRoom(usage, rule, at));

/** Energy of `length` ms of which parts were seen: the rest counts as the limit at least. */
function energyOf({ seen, energy, unseen, guessed }: Usage['stretches'][number], length: number, most: number): number {
  return energy + Math.max(most * unseen, guessed) + most * Math.max(0, length - seen - unseen);
}

function alignedRoom(usage: Usage, { most, window }: AverageRule, at: number): number {
  // The next window has begun, and nothing was measured in it.
  if (at >= usage.since + window) return 0;
  const counted = usage.at - usage.since;
  const newest = usage.stretches.at(-1);
  return most * (at - usage.since) - (newest ? energyOf(newest, counted, most) : most * counted) - tailOf(usage, most, at);
}

/** Since the last measurement. */
const tailOf = ({ at: counted, flow }: Usage, most: number, at: number): number => Math.max(most, flow) * Math.max(0, at - counted);

/** W or A that the load nothing controls may come to. */
function baseOf({ stretches }: Usage, { most }: AverageRule): number {
  return stretches.reduce((top, { base, seen }) => (seen > 0 ? Math.max(top, base / seen) : top), most * LEAST_BASE);
}

/**
 * Every window that still ends, but those that end before anything could come back. What is given flows for the time
 * it is spread over, and then the base; so it is never more than what keeps the window that began at any moment.
 */
function rollingRoom(usage: Usage, rule: AverageRule, at: number): number {
  const { most, window } = rule;
  const given = spread(usage, rule);
  const base = Math.min(most, baseOf(usage, rule));
  const length = stretchOf(rule);
  const oldest = at + comeBack(usage) - window;
  if (usage.at <= oldest) return 0;
  const roomFrom = (begin: number, used: number): number => (most - base) * Math.max(0, begin + window - at - given) + most * (at - begin) - used;
  let used = tailOf(usage, most, at);
  let least = Math.min(roomFrom(at, 0), roomFrom(usage.at, used));
  for (let n = usage.stretches.length - 1, begin = usage.since, end = usage.at; n >= 0; n--, end = begin, begin -= length) {
    const stretch = usage.stretches[n];
    const energy = stretch ? energyOf(stretch, end - begin, most) : most * (end - begin);
    if (begin <= oldest) return Math.min(least, roomFrom(oldest, used + (energy * (end - oldest)) / (end - begin)));
    used += energy;
    least = Math.min(least, roomFrom(begin, used));
    if (n === 0) used += most * (begin - oldest);
  }
  return Math.min(least, roomFrom(oldest, used));
}
