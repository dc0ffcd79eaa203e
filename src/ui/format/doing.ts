import type { Device, Plan, PlanAct, PlanReason, Tariff, Wishes } from '#wire/message/bodies.ts';
import type { Words } from '../text/en.ts';
import { verbOf } from './act.ts';
import { formatPrice } from './money.ts';
import { formatClock } from './time.ts';

/** What a sentence about the home may know; `undefined` is not known yet. */
export interface Scene {
  readonly now: number;
  readonly zone: string;
  readonly plan: Plan | undefined;
  readonly devices: readonly Device[];
  readonly tariff: Tariff | undefined;
  readonly wishes: Wishes | undefined;
  /** Nothing is commanded by the plan. */
  readonly advised?: boolean;
}

/** Automation paused at this moment; `true` until resumed, an instant when it ends by itself. */
export function pausedUntil(wishes: Wishes | undefined, now: number): number | null {
  const until = wishes?.pausedUntil ?? null;
  return until !== null && until > now ? until : null;
}

/** Farther ahead than this, an end is "until I resume". */
export const UNTIL_RESUMED = 366 * 86_400_000;

export const deviceName = (devices: readonly Device[], id: string): string => devices.find((device) => device.id === id)?.name ?? id;

/** What an act is for: the reason whose time overlaps it most, none when nothing was given. */
export function reasonFor(act: PlanAct, reasons: readonly PlanReason[]): PlanReason | undefined {
  const overlap = (reason: PlanReason): number => Math.min(reason.interval.end, act.interval.end) - Math.max(reason.interval.start, act.interval.start);
  const fitting = reasons.filter((reason) => reason.device === act.device && overlap(reason) > 0);
  return fitting.sort((a, b) => overlap(b) - overlap(a))[0];
}

const moves = (act: PlanAct): boolean => verbOf(act.policy) !== 'idle';

/** What the home does now and why, in one sentence. */
export function doingSentence(words: Words, scene: Scene): string {
  const paused = pausedUntil(scene.wishes, scene.now);
  if (paused !== null) return paused - scene.now > UNTIL_RESUMED ? words.doing.paused : words.doing.pausedUntil(formatClock(words.language.tag, paused, scene.zone));
  if (scene.advised) return words.doing.advised;
  if (!scene.plan) return words.doing.nothing;
  const acts = scene.plan.acts.filter((act) => act.interval.start <= scene.now && scene.now < act.interval.end);
  const act = acts.find(moves);
  return act ? actNow(words, scene, act, scene.plan.reasons) : quiet(words, scene, scene.plan, acts[0]);
}

function actNow(words: Words, scene: Scene, act: PlanAct, reasons: readonly PlanReason[]): string {
  const what = words.doing.verb[verbOf(act.policy)](deviceName(scene.devices, act.device));
  const reason = reasonFor(act, reasons);
  if (!reason || !scene.tariff) return `${what}.`;
  return `${what} ${words.doing.because[reason.cause](formatPrice(words.language.tag, reason.price, scene.tariff.currency))}`;
}

function actThen(words: Words, scene: Scene, act: PlanAct, reasons: readonly PlanReason[]): string {
  const what = words.plan.act[verbOf(act.policy)](deviceName(scene.devices, act.device));
  const reason = reasonFor(act, reasons);
  if (!reason || !scene.tariff) return `${what}.`;
  return `${what} ${words.doing.becauseThen[reason.cause](formatPrice(words.language.tag, reason.price, scene.tariff.currency))}`;
}

/** Nothing moves: what comes next is worth more than silence. */
function quiet(words: Words, scene: Scene, plan: Plan, waiting: PlanAct | undefined): string {
  const next = [...plan.acts].sort((a, b) => a.interval.start - b.interval.start).find((act) => act.interval.start > scene.now && moves(act));
  if (next) return words.doing.quietUntil(formatClock(words.language.tag, next.interval.start, scene.zone), actThen(words, scene, next, plan.reasons));
  return waiting ? actNow(words, scene, waiting, plan.reasons) : words.doing.quiet;
}
