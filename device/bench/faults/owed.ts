import type { LineName } from './line.ts';

/** A part of what a word obliges to: W at most on a line, endless for none, in [from, until) of virtual ms. */
export interface Portion {
  readonly line: LineName;
  readonly w: number;
  readonly from: number;
  readonly until: number;
  /** ms over which it is averaged; left out = at each moment. */
  readonly window?: number;
}

/** A word of a source's on its way through control. */
export interface Said {
  readonly id: string;
  /** Virtual ms at which it reached control. */
  readonly heardAt: number;
  readonly portions: readonly Portion[];
}

/** W that may flow on a line now at most. */
export interface Owed extends Pick<Portion, 'line' | 'w' | 'window'> {
  /** Virtual ms since when. */
  readonly since: number;
  /** It is not a word that holds, but what the source's silence leaves. */
  readonly silent: boolean;
}

export interface Moment {
  /** Virtual ms. */
  readonly at: number;
  /** ms that the gateway's machine was not asleep. */
  readonly awake: number;
}

/** What was found of the state at a start, and whether the machine itself had been off. */
export interface Started extends Moment {
  readonly isLost: boolean;
  readonly isOutage: boolean;
}

/**
 * What one source obliges the home to: a much simpler idea of it than the machines have, and apart from them. One for
 * each way in which a source may be lost.
 */
export interface Creed {
  started(run: Started): void;
  /** The source has proved that it is there. */
  beat(moment: Moment): void;
  heard(said: Said): void;
  answered(said: Said, done: boolean): void;
  owed(moment: Moment): readonly Owed[];
}

export const ALWAYS = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY } as const;
