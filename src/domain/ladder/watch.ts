import type { GridReading } from '../device/sense.ts';
import type { MeterLimiter, MeterReading } from '../meter/reading.ts';
import { staleAfter } from '../meter/reading.ts';
import type { Now } from '../time/now.ts';
import type { Watts } from '../units/power.ts';
import { meterThreshold } from './mirror.ts';
import { countRung, type Rung } from './rung.ts';
import { powerNow, type Heard, type LadderMachineState } from './state.ts';
import { clearPower, levelOf, type Level, type Threshold } from './threshold.ts';
import { emptyWindow, passWindow, windowMean, type Window } from './window.ts';

/** What one threshold looks at now. */
export interface Sight {
  /** W; null = the meter has no threshold, and there is no ladder. */
  readonly threshold: Watts | null;
  /** W in its own direction, averaged where it is on an average; null = not known. */
  readonly power: number | null;
  /** W in its own direction at this moment. */
  readonly present: number | null;
  readonly level: Level;
  readonly falling: boolean;
}

const towards = ({ direction }: Threshold, power: number | null): number | null => (power === null ? null : direction === 'import' ? power : -power);

export function sightOf(state: LadderMachineState, config: Threshold, now: Now): Sight {
  const threshold = config.watts === 'meter' ? meterThreshold(state.limiter) : config.watts;
  const present = towards(config, powerNow(state, now));
  const power = config.window === null ? present : meanOf(state, config);
  if (threshold === null) return { threshold, power, present, level: 'unknown', falling: false };
  const isFalling = config.window !== null && present !== null && present <= clearPower(config, threshold);
  return { threshold, power, present, level: present === null ? 'unknown' : levelOf(config, threshold, power), falling: isFalling };
}

const meanOf = ({ windows }: LadderMachineState, { id, window }: Threshold): number | null => (window === null ? null : windowMean(windows[id] ?? emptyWindow, window));

/** Time up to now, in which the power stood as it was last heard. */
export function countTime(state: LadderMachineState, thresholds: readonly Threshold[], now: Now): LadderMachineState {
  const passed = now.mono - state.mono;
  if (passed <= 0) return state;
  let rungs: Record<string, Rung> | null = null;
  let windows: Record<string, Window> | null = null;
  for (const config of thresholds) {
    const { level, falling, present } = sightOf(state, config, now);
    const rung = state.rungs[config.id];
    const counted = rung && countRung(rung, level, falling, passed);
    if (counted && counted !== rung) (rungs ??= { ...state.rungs })[config.id] = counted;
    if (config.window !== null) (windows ??= { ...state.windows })[config.id] = passWindow(state.windows[config.id] ?? emptyWindow, config.window, present, passed);
  }
  const { boot, heard, limiter, pending, reaches, effects } = state;
  return { boot, mono: now.mono, heard, limiter, rungs: rungs ?? state.rungs, windows: windows ?? state.windows, pending, reaches, effects };
}

/** What the meter itself says of its threshold and its breaker; its power counts only once the guard believes it. */
export const hearLimiter = (state: LadderMachineState, { limiter }: MeterReading): LadderMachineState => (limiter ? { ...state, limiter: heardLimiter(state.limiter, limiter) } : state);

/** The grid as the guard last believed it: from a meter that hangs nothing is heard any more (F35), and it becomes too old. */
export function hearGrid(state: LadderMachineState, grid: GridReading | null): LadderMachineState {
  const heard = grid ? heardOf(grid) : state.heard;
  if (heard?.at === state.heard?.at && heard?.power === state.heard?.power) return state;
  const { boot, mono, limiter, rungs, windows, pending, reaches, effects } = state;
  return { boot, mono, heard, limiter, rungs, windows, pending, reaches, effects };
}

/** Null while the meter repeats one value and the devices behind it have moved: that may be the first of its hanging. */
function heardOf({ reading, heardAt, unmoved }: GridReading): Heard | null {
  // A meter that measures VA alone limits by VA too; beside a threshold in W it warns early rather than late.
  const power = reading.power ?? ((reading.apparentPower ?? null) as Watts | null);
  return power === null || unmoved > 0 ? null : { power, at: heardAt, staleAfter: staleAfter(reading.period) };
}

/** A line that was not in the telegram has not changed. */
const heardLimiter = (before: MeterLimiter | null, said: MeterLimiter): MeterLimiter => ({ ...said, threshold: said.threshold ?? before?.threshold ?? null });
