import type { Decider } from '../device/asked.ts';
import type { DeviceDescriptor, DeviceId, DeviceReport, Fallback } from '../device/device.ts';
import type { WrittenEvent } from '../device/event.ts';
import type { SensedDevice } from '../device/sense.ts';
import type { Now } from '../time/now.ts';
import { HOUR, ms } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';
import { isOnOff, type Ask } from './ask.ts';
import type { DeviceState, WriteBudget } from './event.ts';

/** The last write to a device. Times are monotonic ms of this boot. */
export interface Command {
  readonly id: string;
  readonly setpoint: Watts;
  readonly at: number;
  /** When it was first asked something it has not been seen to do since. */
  readonly since: number;
  /** The driver's word; null while it has not come. */
  readonly taken: boolean | null;
  readonly reason: string | null;
}

/** What the guard remembers of one device within a boot. */
export interface Commanded {
  readonly command: Command | null;
  readonly decidedBy: Decider;
  readonly cut: number;
  /** Writes left, as of `countedAt`. */
  readonly tokens: number;
  readonly countedAt: number;
  /** Since when it does less than it was asked, from when it was asked that; null or left out = it does it. */
  readonly lacksSince?: number | null;
  /** The least W that it has defied this command by, and when it had come down to them; null or left out = it does not. */
  readonly nearest?: { readonly by: number; readonly at: number } | null;
}

/** When a set-point is repeated, well before its lease ends. */
const REFRESH = 20_000;
/** Changes smaller than this are not worth a write, in W. */
const WRITE_BAND = 25;
/** A device has this long to do what it was asked before it is written again, and until it is called disobedient. */
const ANSWER_TIME = 5_000;
const OBEY_TIME = 15_000;
const TOLERANCE = { watts: 50, share: 0.05 };

const VOLATILE: WriteBudget = { spacing: ms(1_000), hourly: 7_200 };
const LASTING: WriteBudget = { spacing: ms(5_000), hourly: 120 };

/** A set-point that falls back by itself is kept in memory; any other may wear out what it is kept in. */
export const budgetFor = (fallback: Fallback): WriteBudget => (fallback.kind === 'timer' ? VOLATILE : LASTING);

/** A bucket of half the hour's writes that refills by the other half an hour: never more than `hourly` in any hour. */
const tokensNow = (before: Commanded, budget: WriteBudget, now: Now): number => Math.min(budget.hourly / 2, before.tokens + ((now.mono - before.countedAt) / HOUR) * (budget.hourly / 2));

/** A device that was not written in this boot. */
export const unwritten = (ask: Ask, budget: WriteBudget, now: Now): Commanded => ({ command: null, decidedBy: ask.decidedBy, cut: ask.cut, tokens: budget.hourly / 2, countedAt: now.mono });

/** After a restart: nothing is asked, and what was cut comes back as slowly as if there had been none. */
export const commandedBefore = (commanded: Readonly<Record<DeviceId, Commanded>>, now: Now): Readonly<Record<DeviceId, Commanded>> =>
  Object.fromEntries(Object.entries(commanded).map(([id, one]) => [id, { ...one, command: null, countedAt: now.mono, lacksSince: null, nearest: null }]));

const near = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(TOLERANCE.watts, TOLERANCE.share * Math.abs(b));

/** What is only on or off tells no more than that. */
const tellsSame = (device: DeviceDescriptor, told: number, asked: number): boolean => (isOnOff(device) ? told > 0 === asked > 0 : near(told, asked));

const goesNoFurther = (power: number, asked: number): boolean => near(power, asked) || (asked >= 0 ? power <= asked : power > asked && power <= TOLERANCE.watts);

/** Read back: the set-point if the device tells it, and a power that goes no further than asked. */
export function isObeyed(command: Command, report: DeviceReport, device: DeviceDescriptor): boolean {
  if (report.heardAt < command.at || (report.setpoint === null && report.power === null)) return false;
  const asTold = report.setpoint === null || tellsSame(device, report.setpoint, command.setpoint);
  return asTold && (report.power === null || goesNoFurther(report.power, command.setpoint));
}

/** On its way for longer than this, what a device takes too much is not waited for any more (our choice; reliability C-02). */
const DEFIES_AFTER = 10_000;

/** W that a device takes (+) or gives (-) beyond what it is asked. */
function beyond(command: Command, { report }: SensedDevice): number {
  if (report?.power == null) return 0;
  const allowed = report.power > 0 ? Math.max(0, command.setpoint) : Math.min(0, command.setpoint);
  return Math.abs(report.power) <= Math.abs(allowed) || near(report.power, allowed) ? 0 : report.power - allowed;
}

/** The same when it had the time to follow (reliability R23). */
export const defiedPower = (before: Commanded | undefined, device: SensedDevice, now: Now): number =>
  before?.command && now.mono - before.command.since > DEFIES_AFTER ? beyond(before.command, device) : 0;

/** A device that comes down by less than this share in that time is not on its way, nor is any after so long in all, ms. */
const NEARER = 0.2;
const ON_ITS_WAY = 30_000;

/** How far a device has come down to what it was asked. */
export function nearestOf({ command, nearest = null }: Commanded, device: SensedDevice, now: Now): Exclude<Commanded['nearest'], undefined> {
  const by = command ? Math.abs(beyond(command, device)) : 0;
  if (by === 0) return null;
  return nearest && by > (1 - NEARER) * nearest.by ? nearest : { by, at: now.mono };
}

export const nears = (before: Commanded | undefined, now: Now): boolean =>
  before?.command != null && before.nearest != null && now.mono - before.nearest.at <= DEFIES_AFTER && now.mono - before.command.since <= ON_ITS_WAY;

const fallsShort = (power: number, asked: number): boolean => !near(power, asked) && (asked > 0 ? power < asked : asked < 0 && power > asked);

/** Since when a device does less than it was asked; one that did it and ceases by itself is not waited for. */
export function lackingSince({ command, lacksSince }: Commanded, { report }: SensedDevice): number | null {
  return command && report?.power != null && fallsShort(report.power, command.setpoint) ? (lacksSince ?? command.since) : null;
}

const lacksFor = (before: Commanded | undefined, time: number, now: Now): boolean => before?.lacksSince != null && now.mono - before.lacksSince > time;
export const lacks = (before: Commanded | undefined, now: Now): boolean => lacksFor(before, DEFIES_AFTER, now);

/** What a device does not take for a minute others may have (our choice); one that refuses to be told less keeps it. */
const LEAVES_AFTER = 60_000;
export const leaves = (before: Commanded | undefined, now: Now): boolean => before?.command?.taken !== false && lacksFor(before, LEAVES_AFTER, now);

/** How a device stands to what it was asked; the reason is the driver's, or that it does not do it. */
export function standing(command: Command | null, { descriptor }: SensedDevice, report: DeviceReport | null, now: Now): Pick<DeviceState, 'state' | 'reason'> {
  if (!report) return { state: 'offline', reason: null };
  if (!command) return { state: 'pending', reason: null };
  if (command.taken === false) return { state: 'refused', reason: command.reason };
  if (isObeyed(command, report, descriptor)) return { state: 'obeyed', reason: null };
  return now.mono - command.since > OBEY_TIME ? { state: 'refused', reason: 'not-obeyed' } : { state: 'pending', reason: null };
}

/** A person's and an operator's word. */
const WORDS: ReadonlySet<Decider> = new Set(['dispatch', 'override', 'event']);

/** Ways in which a limit that a device counts on is exceeded by what stands: +1 import, -1 export. */
export type Strained = readonly (1 | -1)[];

/** Whether an ask takes something back that stands, for a limit or by a word: it is then never held back. */
function isTightening({ power, request, decidedBy }: Ask, setpoint: number, strained: Strained): boolean {
  const way = power < setpoint ? 1 : -1;
  return way * (request - power) > 0 || strained.includes(way) || (WORDS.has(decidedBy) && (way === 1 || power <= 0));
}

const isChange = (ask: Ask, setpoint: number): boolean => Math.abs(ask.power - setpoint) >= WRITE_BAND || (ask.power !== setpoint && ask.power === 0);

/** Why a device is written: a tightening and a keep-alive cost nothing of its budget. */
export type WriteCause = 'tighten' | 'change' | 'again' | 'refresh';

const isUnanswered = (ask: Ask, command: Command, age: number): boolean =>
  command.taken === false || (age >= ANSWER_TIME && (!ask.device.report || !isObeyed(command, ask.device.report, ask.device.descriptor)));

/** Whether and why a device is to be written now. */
export function writeDue(ask: Ask, before: Commanded, budget: WriteBudget, now: Now, strained: Strained): WriteCause | null {
  const { command } = before;
  if (!command) return 'change';
  const age = now.mono - command.at;
  const isChanged = isChange(ask, command.setpoint);
  if (isChanged && isTightening(ask, command.setpoint, strained)) return 'tighten';
  const isSpaced = age >= budget.spacing && (command.taken !== null || age >= ANSWER_TIME);
  const isPaid = tokensNow(before, budget, now) >= 1;
  if (isChanged && isSpaced && isPaid) return 'change';
  const isUrgent = ask.power !== ask.request || strained.length > 0 || WORDS.has(ask.decidedBy);
  if (isSpaced && (isPaid || isUrgent) && isUnanswered(ask, command, age)) return 'again';
  return ask.device.descriptor.fallback.kind === 'timer' && age >= REFRESH ? 'refresh' : null;
}

/** The device's memory after a write. */
export function written(ask: Ask, before: Commanded, why: WriteCause, id: string, budget: WriteBudget, now: Now): Commanded {
  const repeated = why === 'again' || why === 'refresh' ? before.command : null;
  const setpoint = repeated?.setpoint ?? ((Math.round(ask.power) + 0) as Watts);
  const { report, descriptor } = ask.device;
  const isOpen = before.command !== null && !(report && isObeyed(before.command, report, descriptor));
  // A keep-alive asks nothing new.
  const since = isOpen || why === 'refresh' ? (before.command?.since ?? now.mono) : now.mono;
  const costs = why === 'change' || why === 'again' ? 1 : 0;
  const command: Command = { id, setpoint, at: now.mono, since, taken: null, reason: null };
  return { ...before, command, decidedBy: ask.decidedBy, tokens: Math.max(0, tokensNow(before, budget, now) - costs), countedAt: now.mono };
}

/** The actuator's word about a write, if it is the last one. */
export const answered = (before: Commanded, event: WrittenEvent): Commanded =>
  before.command?.id === event.id ? { ...before, command: { ...before.command, taken: event.ok, reason: event.reason } } : before;

