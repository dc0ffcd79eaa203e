import { between, chance } from './chance.ts';

/** Hot water drawn from `start` to `end` (ms of the local day), litres a minute. */
export interface Draw {
  readonly start: number;
  readonly end: number;
  readonly flow: number;
}

const STREAM = 60;
const HOUR = 3_600_000;
/** Shower in the morning, washing up, shower in the evening: hours from, to; minutes; chance for each person. */
const OCCASIONS = [
  { from: 6.2, to: 8, minutes: 6, flow: 6, likely: 0.7 },
  { from: 18.5, to: 20, minutes: 4, flow: 4, likely: 0.6 },
  { from: 20, to: 22.5, minutes: 7, flow: 6, likely: 0.4 },
];

/** One local day's draws, by start. */
export function dayOfDraws(seed: number, day: number, people: number): readonly Draw[] {
  const draws: Draw[] = [];
  OCCASIONS.forEach((occasion, n) => {
    for (let person = 0; person < people; person++) {
      const index = (day * 8 + person) * 2;
      if (chance(seed, STREAM + n, index) >= occasion.likely) continue;
      const start = Math.round(between(occasion.from, occasion.to, chance(seed, STREAM + n, index + 1)) * 3600) * 1000;
      draws.push({ start, end: Math.min(24 * HOUR, start + occasion.minutes * 60_000), flow: occasion.flow });
    }
  });
  return draws.sort((a, b) => a.start - b.start || a.flow - b.flow);
}

/** Litres a minute at `time` of the local day. */
export function flowAt(draws: readonly Draw[], time: number): number {
  let flow = 0;
  for (const draw of draws) {
    if (draw.start > time) break;
    if (time < draw.end) flow += draw.flow;
  }
  return flow;
}
