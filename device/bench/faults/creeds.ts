import type { LineName } from './line.ts';
import { type Creed, type Moment, type Owed, type Portion, type Said, type Started } from './owed.ts';

/** A heartbeat is missed after this, s (LPC-911), and its lack binds a second later at the latest (C-06). */
const SILENCE_S = 120;
const NOTICED_MS = 1_000;

/** LPC and LPP: the last acknowledged word while heartbeats come, else the failsafe value; a new run owes that until the next word (LPC-901). */
export class HeartbeatCreed implements Creed {
  private word: { readonly w: number; readonly since: number } | null = null;
  private beatAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly line: LineName,
    private readonly failsafe: number,
  ) {}

  started(): void {
    this.word = null;
    this.beatAt = Number.NEGATIVE_INFINITY;
  }

  beat({ awake }: Moment): void {
    this.beatAt = awake;
  }

  heard(): void {
    // What is not acknowledged obliges to nothing here.
  }

  answered({ portions: [portion], heardAt }: Said, done: boolean): void {
    if (done && portion) this.word = { w: portion.w, since: heardAt };
  }

  owed({ at, awake }: Moment): readonly Owed[] {
    const late = awake - this.beatAt - SILENCE_S * 1_000;
    if (late <= 0) return [{ line: this.line, w: this.word?.w ?? this.failsafe, since: this.word?.since ?? 0, silent: false }];
    // Within the second either may hold; heard again, the next acknowledged word counts, not the one from before.
    const word = late <= NOTICED_MS ? this.word : null;
    this.word = word;
    return [{ line: this.line, w: Math.max(this.failsafe, word?.w ?? 0), since: at - Math.min(at, late - NOTICED_MS), silent: true }];
  }
}

/** What a home falls back to when it has lost its state, W (domain/limit/failsafe). */
const LOST: readonly Owed[] = [
  { line: 'import', w: 4_200, since: 0, silent: true },
  { line: 'export', w: 0, since: 0, silent: true },
];

interface Standing {
  readonly portions: readonly Portion[];
  readonly since: number;
}

/**
 * Words that hold until they are replaced or over, whoever is silent and whatever is restarted; where the home has
 * subscribed to something, that holds when no word does, and after the supply was away.
 */
export class WordCreed implements Creed {
  /** By line: what stands, and after a restart also what may have been stored without an answer. */
  private words = new Map<string, readonly Standing[]>();
  private readonly pending = new Set<Said>();
  private isLost = false;

  constructor(private readonly subscriptions: readonly { readonly line: LineName; readonly w: number }[] = []) {}

  started({ isLost, isOutage }: Started): void {
    for (const said of this.pending) for (const [key, standing] of byKey(said)) this.words.set(key, [...(this.words.get(key) ?? [NOTHING]), standing]);
    this.pending.clear();
    this.isLost ||= isLost;
    if (isLost) this.words.clear();
    if (isOutage) for (const { line } of this.subscriptions) this.words.delete(keyOf({ line }));
  }

  beat(): void {
    // Nobody's heartbeat is missed.
  }

  heard(said: Said): void {
    this.pending.add(said);
  }

  answered(said: Said, done: boolean): void {
    this.pending.delete(said);
    if (done) for (const [key, standing] of byKey(said)) this.words.set(key, [standing]);
  }

  owed(moment: Moment): readonly Owed[] {
    const words = [...this.words.values()].flatMap((standings) => loosest(standings.map((standing) => owedBy(standing, moment))));
    const unsaid = this.subscriptions.filter(({ line }) => !words.some((word) => word.line === line));
    return [...words, ...unsaid.map((one): Owed => ({ ...one, since: 0, silent: true })), ...(this.isLost ? LOST : [])];
  }
}

const NOTHING: Standing = { portions: [], since: 0 };
const keyOf = ({ line, window }: Pick<Portion, 'line' | 'window'>): string => `${line}/${window ?? 0}`;

function byKey({ portions, heardAt }: Said): readonly (readonly [string, Standing])[] {
  const keys = [...new Set(portions.map(keyOf))];
  return keys.map((key) => [key, { portions: portions.filter((one) => keyOf(one) === key), since: heardAt }]);
}

/** The smallest of what holds now; null where nothing does. */
function owedBy({ portions, since }: Standing, { at }: Moment): Owed | null {
  const now = portions.filter(({ from, until, w }) => at >= from && at < until && w < Number.POSITIVE_INFINITY);
  const [first, ...others] = now;
  if (!first) return null;
  const { line, w, from, window } = others.reduce((least, one) => (one.w < least.w ? one : least), first);
  return { line, w, since: Math.max(since, from), silent: false, ...(window === undefined ? {} : { window }) };
}

function loosest(owed: readonly (Owed | null)[]): readonly Owed[] {
  const [first, ...others] = owed.flatMap((one) => one ?? []);
  if (!first || others.length + 1 < owed.length) return [];
  return [others.reduce((most, one) => (one.w > most.w ? one : most), first)];
}

/** Contacts: what they said when they were last read, as long as that is not too old; unread since a start they say nothing. */
export class ContactCreed implements Creed {
  private read: { readonly w: number; readonly since: number; readonly awake: number } | null = null;

  /** @param maxAge ms without a reading after which the failsafe value holds, W. */
  constructor(
    private readonly line: LineName,
    private readonly failsafe: number,
    private readonly maxAge: number,
  ) {}

  started(): void {
    this.read = null;
  }

  beat(): void {
    // A reading is the sign of life.
  }

  heard({ portions: [portion], heardAt }: Said): void {
    if (!portion) return;
    const { w, from } = portion;
    this.read = { w, since: this.read?.w === w ? this.read.since : heardAt, awake: from };
  }

  answered(): void {
    // A reading holds when it is heard.
  }

  owed({ at, awake }: Moment): readonly Owed[] {
    const late = awake - (this.read?.awake ?? 0) - this.maxAge - 1_000;
    if (!this.read || late > 0) return [{ line: this.line, w: this.failsafe, since: this.read ? at - late : 0, silent: true }];
    return [{ line: this.line, w: this.read.w, since: this.read.since, silent: false }];
  }
}
