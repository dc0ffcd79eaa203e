import type { DeviceDescriptor, DeviceReport } from '../device/device.ts';
import { presentReport } from '../device/sense.ts';
import { linesOf } from '../meter/lines.ts';
import { shownPower } from '../meter/shown.ts';
import { staleAfter, type MeterReading } from '../meter/reading.ts';
import type { Now } from '../time/now.ts';
import { watts } from '../units/power.ts';
import { mayFlow, SHORTEST_AVERAGE, spending } from './room.ts';
import type { LineName, PhaseLimit, StandingLimit } from './standing.ts';
import { doubted, meanOf, unused, usedUntil, type AverageRule, type Flow, type Usage } from './usage.ts';

/** What has flowed under each average, by what it is about and by line. */
export type Averages = Readonly<Record<string, Usage>>;

/** A device that can be commanded, as it was last heard. */
export interface Controlled {
  readonly descriptor: DeviceDescriptor;
  readonly report: DeviceReport | null;
}

/** A reading that is believed, with what there is to count it with; `ms` of `Passage` at which it came, `age` ms ago. */
export interface Metered {
  readonly reading: MeterReading;
  readonly age: number;
  readonly devices: readonly Controlled[];
  readonly ms: number;
  readonly now: Now;
}

type Averaged = StandingLimit | PhaseLimit;

const VOLTS = 230;

/**
 * The rule of an average that leaves room: long enough to come back within it, by a clock that is set where its windows
 * lie by the clock. Null: the limit is kept at each moment, which no average can exceed.
 */
export function ruleOf(limit: Averaged, now: Now): AverageRule | null {
  const { window = 0, averaging = 'rolling', ownGeneration } = limit;
  if (window < SHORTEST_AVERAGE || ownGeneration || (averaging === 'aligned' && now.trust === 'none')) return null;
  if ('amps' in limit) return { most: limit.amps, window, averaging };
  return limit.value.kind === 'limit' ? { most: limit.value.w, window, averaging } : null;
}

const keyOf = ({ direction, scope, window = 0, averaging = 'rolling' }: Averaged, line: LineName | 'W'): string => `${direction}/${scope}/${line}/${averaging}/${window}`;

const isControlled = ({ descriptor }: Controlled): boolean => descriptor.primitive.kind !== 'inflexible';

/** W of the devices one by one; one that says nothing may take all it can. */
const powersOf = ({ devices, now }: Metered): readonly number[] =>
  devices.filter(isControlled).map((device) => presentReport(device, now)?.power ?? device.descriptor.rating);

/** W towards the limit; null = the meter does not say. */
function powerFlow({ direction, scope }: StandingLimit, metered: Metered): Flow | null {
  const sign = direction === 'import' ? 1 : -1;
  const { period } = metered.reading;
  const shown = shownPower(metered.reading);
  const own = powersOf(metered);
  if (scope === 'controllable') return { all: own.reduce((sum, one) => sum + Math.max(0, sign * one), 0), base: 0, period };
  const devices = own.reduce((sum, one) => sum + one, 0);
  if (!shown) return null;
  const power = sign === 1 ? shown.power : (shown.least ?? shown.power);
  return { all: Math.max(0, sign * power), base: Math.max(0, sign * (power - devices)), period };
}

/** A towards the limit on each line. Which device is on it is not known here: all of it counts as what nothing controls. */
function lineFlows({ direction }: PhaseLimit, { reading }: Metered): readonly (readonly [LineName, Flow])[] {
  const shown = shownPower(reading);
  if (!shown) return [];
  return linesOf(reading, shown, new Set(), VOLTS).map(({ name, measured, least }) => {
    const amps = Math.max(0, (direction === 'import' ? measured : -least) / VOLTS);
    return [name ?? 'all', { all: amps, base: amps, period: reading.period }] as const;
  });
}

/** A reading that was counted before is not counted again. */
function after(before: Usage | undefined, rule: AverageRule, flow: Flow, { ms, age, now }: Metered): Usage {
  if (before && before.at >= ms) return before;
  const start = rule.averaging === 'aligned' ? ms - ((now.wall - age) % rule.window) : ms;
  return spending(usedUntil(before ?? unused(ms, start, flow.period), rule, flow, ms, start, staleAfter(flow.period)), rule);
}

const flowsOf = (limit: Averaged, metered: Metered): readonly (readonly [LineName | 'W', Flow])[] => {
  if ('amps' in limit) return lineFlows(limit, metered);
  const flow = powerFlow(limit, metered);
  return flow ? [['W', flow]] : [];
};

/** The averages after a reading: of the limits in force and of no others. Of two values for one key the smaller counts. */
export function averagesAfter(before: Averages, limits: readonly Averaged[], metered: Metered): Averages {
  const next: Record<string, Usage> = {};
  for (const limit of [...limits].sort((a, b) => mostOf(a) - mostOf(b))) {
    const rule = ruleOf(limit, metered.now);
    if (!rule) continue;
    for (const [line, flow] of flowsOf(limit, metered)) {
      const key = keyOf(limit, line);
      next[key] ??= after(before[key], rule, flow, metered);
    }
    // A line that is not shown this time is not forgotten.
    for (const line of LINES) {
      const [key, known] = [keyOf(limit, line), before[keyOf(limit, line)]];
      if (known) next[key] ??= known;
    }
  }
  return next;
}

const LINES: readonly (LineName | 'W')[] = ['W', 'all', 'L1', 'L2', 'L3'];
const mostOf = (limit: Averaged): number => ('amps' in limit ? limit.amps : limit.value.kind === 'limit' ? limit.value.w : Number.POSITIVE_INFINITY);

/** After a restart, or when the supply was away. */
export const averagesDoubted = (averages: Averages): Averages => Object.fromEntries(Object.entries(averages).map(([key, usage]) => [key, doubted(usage)]));

/** The limit with its mean until now and what it allows now. @param ms of `Passage`. */
export function withRoom(limit: StandingLimit, averages: Averages, ms: number, now: Now): StandingLimit {
  const [rule, usage] = [ruleOf(limit, now), averages[keyOf(limit, 'W')]];
  if (!rule) return limit;
  return usage ? { ...limit, mean: rounded(meanOf(usage, rule)), allows: watts(mayFlow(usage, rule, ms)) } : { ...limit, mean: null };
}

const rounded = (mean: number | null): number | null => (mean === null ? null : Math.round(mean));

/** The same by phase. */
export function withPhaseRoom(limit: PhaseLimit, averages: Averages, ms: number, now: Now): PhaseLimit {
  const rule = ruleOf(limit, now);
  if (!rule) return limit;
  const known = LINES.flatMap((line) => {
    const usage = averages[keyOf(limit, line)];
    return usage ? [[line, mayFlow(usage, rule, ms)]] : [];
  });
  return { ...limit, allows: Object.fromEntries(known) };
}
