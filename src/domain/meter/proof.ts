import { type Milliseconds, MINUTE, SECOND } from '../time/instant.ts';
import type { Watts } from '../units/power.ts';

/** What a meter showed and the devices told at one moment: W, + = consumption, and monotonic ms. */
export interface Look {
  readonly at: number;
  readonly power: number;
  readonly devices: Readonly<Record<string, Watts>>;
  /** Those that were idle when they last spoke, some time ago; left out = none. */
  readonly idle?: readonly string[];
  /** Those that nobody tells what to do: a battery that keeps the grid at 0 by itself answers a load that no device has told of. Left out = none. */
  readonly own?: readonly string[];
}

/** What the steps of devices have shown of the meter that they stand behind. */
export interface MeterProof {
  readonly meter: string;
  /** W of base load, negative where something generates, as it was when the meter last moved with a device; null = not proven. */
  readonly base: number | null;
  /** Looks before a step, while the devices stood still; the last one is the latest. */
  readonly still: readonly Look[];
  /** Since when a step is under way that is worth a judgement. */
  readonly steppedAt: number | null;
  readonly last: Look | null;
  /** Steps in a row that the meter went against, or stood dead through. */
  readonly against: number;
  /** Since when it is not believed; null = it is. */
  readonly doubtedAt: number | null;
  /** Until when more than is proven may be tried out, and before when it is not tried again. */
  readonly tryUntil: number;
  readonly restUntil: number;
}

export const unproven = (meter: string): MeterProof => ({ meter, base: null, still: [], steppedAt: null, last: null, against: 0, doubtedAt: null, tryUntil: 0, restUntil: 0 });

/** A new boot keeps what is proven. A meter that was doubted is asked again, since nobody saw what became of it: unproven, and one step from doubt. */
export const proofOfBoot = ({ meter, base, against, doubtedAt }: MeterProof): MeterProof => ({ ...unproven(meter), base, against: doubtedAt === null ? against : ENOUGH - 1 });

/** W (our choices): devices that stand still, a step that proves, one that accuses, and a base load that has changed by itself. */
const STILL = 50;
const STEP = 240;
const ACCUSING = 400;
const CHANGED = 250;
/** W by which a trial goes beyond what is proven. */
const TRIAL = 500;
/** Share of a step by which a meter may miss it, or less of which is as good as none. */
const LIKE = 0.3;
const NONE = 0.25;
/** A meter that tells kW for W shows no more than this of any home, and no more than this share of a step, W. */
const DEAD = { watts: 50, share: 0.02 };
/** So many steps in a row, and the meter is not believed. */
const ENOUGH = 2;
/** W from which on the opposite of a reading, to this share of it, is no accident. */
const TWISTED = 1_000;
const LIKENESS = 0.01;
/** A report and a reading of one moment come this far apart; this is waited for before a step counts as not followed, ms. */
const APART = 3 * SECOND;
const WAITED = 2 * SECOND;
const GIVEN_UP = 15 * SECOND;
const AGAIN = MINUTE;
const REFUTED = 10 * MINUTE;

const movedBy = (id: string, from: Look, to: Look): number => (to.devices[id] ?? 0) - (from.devices[id] ?? to.devices[id] ?? 0);

/** W by which the devices that both looks know have moved, but for some. */
function moved(from: Look, to: Look, but?: readonly string[]): number {
  let sum = 0;
  for (const id in to.devices) if (!but?.includes(id)) sum += movedBy(id, from, to);
  return sum;
}

/** What was idle by an old word has moved since, nobody saw when. */
const hasMovedUnseen = (last: Look, look: Look): boolean => last.idle?.some((id) => Math.abs(movedBy(id, last, look)) >= STILL) ?? false;

/** W that is there beside the devices. */
function baseOf({ power, devices }: Look): number {
  let sum = 0;
  for (const id in devices) sum += devices[id] ?? 0;
  return power - sum;
}

type Verdict = 'followed' | 'turned' | 'dead' | 'unmoved';

/** What a meter did over a step of devices; null = nothing that tells. */
function between(from: Look, to: Look): Verdict | null {
  const step = moved(from, to);
  const shown = to.power - from.power;
  if (Math.abs(step) < STEP) return null;
  if (Math.abs(shown - step) <= LIKE * Math.abs(step)) return 'followed';
  if (Math.abs(moved(from, to, to.own)) < STEP) return null;
  if (Math.abs(shown + step) <= LIKE * Math.abs(step)) return 'turned';
  const isDead = Math.abs(shown) <= DEAD.share * Math.abs(step) && Math.max(Math.abs(from.power), Math.abs(to.power)) <= DEAD.watts;
  if (isDead) return 'dead';
  return Math.sign(step) * shown <= NONE * Math.abs(step) ? 'unmoved' : null;
}

/**
 * Of the looks before a step one is enough that the meter followed from: its reading and the devices' reports are of
 * slightly different moments, and a base load that a device answers to has changed before it. Against it all must speak.
 */
function verdictOf(still: readonly Look[], look: Look): Verdict | null {
  const all = still.map((from) => between(from, look));
  if (all.includes('followed')) return 'followed';
  const [first] = all;
  if (first === undefined || all.includes(null)) return null;
  return all.every((one) => one === first) ? first : 'unmoved';
}

const begunAt = (proof: MeterProof, look: Look): MeterProof => ({ ...proof, still: [look], steppedAt: null, last: look });

function followed(proof: MeterProof, look: Look): MeterProof {
  return { ...begunAt(proof, look), base: baseOf(look), against: 0, doubtedAt: null, restUntil: 0 };
}

/** Nothing is credited any more; steps in a row of a size that is no accident are not put down to the base load. */
function refuted(proof: MeterProof, verdict: Verdict, step: number, look: Look): MeterProof {
  const accuses = verdict !== 'unmoved' && Math.abs(step) >= ACCUSING;
  const against = accuses ? Math.min(ENOUGH, proof.against + 1) : proof.against;
  return { ...begunAt(proof, look), base: null, against, doubtedAt: against >= ENOUGH ? (proof.doubtedAt ?? look.at) : proof.doubtedAt, tryUntil: 0, restUntil: look.at + REFUTED };
}

/** Believed again for the moment; one step against it is then enough. */
const asked = (proof: MeterProof, look: Look): MeterProof => ({ ...begunAt(proof, look), against: ENOUGH - 1, doubtedAt: null, restUntil: look.at + REFUTED });

function stepping(proof: MeterProof, look: Look, period: number): MeterProof {
  const verdict = verdictOf(proof.still, look);
  if (verdict === 'followed') return followed(proof, look);
  const since = proof.steppedAt ?? look.at;
  const from = proof.still.at(-1);
  // Another device may have started meanwhile that has not said so yet.
  const wait = verdict === 'turned' ? 0 : verdict === 'unmoved' && look.idle ? GIVEN_UP : WAITED;
  if (verdict !== null && look.at - since >= wait) return refuted(proof, verdict, from ? moved(from, look) : 0, look);
  return look.at - since > Math.max(GIVEN_UP, 2 * period) ? begunAt(proof, look) : { ...proof, steppedAt: since, last: look };
}

/** While nothing behind it moved it goes to the very opposite, or to a thousandth: no load does that. Back from there is another thing. */
function isTwisted(last: Look, look: Look): boolean {
  if (Math.abs(last.power) < TWISTED || Math.abs(baseOf(look)) <= Math.abs(baseOf(last))) return false;
  return Math.abs(look.power + last.power) <= LIKENESS * Math.abs(last.power) || Math.abs(look.power - last.power / 1_000) <= 1;
}

/** The devices stand: what is proven goes with small changes of the base load, and a leap of a doubted meter back to what can be opens the question again. */
function standing(proof: MeterProof, last: Look, look: Look, least: number): MeterProof {
  const base = baseOf(look);
  if (proof.doubtedAt !== null && Math.abs(look.power - last.power) >= CHANGED && base >= least - CHANGED) return asked(proof, look);
  if (proof.doubtedAt === null && isTwisted(last, look)) return { ...begunAt(proof, look), doubtedAt: look.at, against: ENOUGH - 1 };
  const isNear = proof.base !== null && Math.abs(base - proof.base) <= CHANGED;
  const still = [...proof.still.filter(({ at }) => look.at - at <= APART).slice(-APART / SECOND), look];
  return { ...proof, base: isNear ? base : proof.base, still, steppedAt: null, last: look };
}

function looked(proof: MeterProof, look: Look, period: number, least: number): MeterProof {
  const { last, still, doubtedAt } = proof;
  const from = still.at(-1);
  if (!last || !from) return begunAt(proof, look);
  const isGap = look.at - last.at > Math.max(3 * period, 5 * SECOND);
  if (doubtedAt !== null && (isGap || look.at - doubtedAt > REFUTED)) return asked(proof, look);
  if (isGap || hasMovedUnseen(last, look)) return begunAt(proof, look);
  if (Math.abs(moved(from, look)) >= STEP) return stepping(proof, look, period);
  return Math.abs(moved(last, look)) < STILL ? standing(proof, last, look, least) : { ...proof, steppedAt: null, last: look };
}

/** W of base load, between which a meter is believed. */
export interface BaseRange {
  readonly least: number;
  readonly most: number;
}

/** @param generation W that the home is said to generate at most; null = nobody has said. */
export function believedBase({ base, tryUntil, last }: MeterProof, generation: number | null): BaseRange {
  const trial = last !== null && last.at < tryUntil ? TRIAL : 0;
  return { least: Math.min(0, base ?? 0, -(generation ?? 0)) - trial, most: Math.max(0, base ?? 0) + trial };
}

/** What is shown beyond what is proven is tried for a moment: a step of a device then says whether it is so. */
function tried(proof: MeterProof, look: Look, period: number, generation: number | null): MeterProof {
  if (proof.doubtedAt !== null || look.at < proof.restUntil || look.at < proof.tryUntil) return proof;
  const base = baseOf(look);
  const { least, most } = believedBase({ ...proof, tryUntil: 0 }, generation);
  if (base >= least - CHANGED && base <= most + CHANGED) return proof;
  return { ...proof, tryUntil: look.at + Math.max(5 * SECOND, period / 2), restUntil: look.at + AGAIN };
}

/**
 * A meter is measured by the devices behind it: it moves with their steps, or it is turned round, tells kW for W, or is
 * not of this home (F36). @param look null while a device's report is too old to be held against a reading.
 */
export function weighed(before: MeterProof | undefined, meter: string, look: Look | null, period: Milliseconds, generation: number | null): MeterProof {
  const proof = before?.meter === meter ? before : unproven(meter);
  if (look === null) return proof.last === null ? proof : { ...proof, still: [], steppedAt: null, last: null };
  const { least } = believedBase({ ...proof, tryUntil: 0 }, generation);
  return tried(looked(proof, look, period, least), look, period, generation);
}
