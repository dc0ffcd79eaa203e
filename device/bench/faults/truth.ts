import type { ControlFacts } from '#domain/home/control.ts';
import type { Lag } from '#domain/sim/lag.ts';
import type { Lines } from './line.ts';
import type { Creed, Owed } from './owed.ts';

/** The world as it really is in one second; W, ms. */
export interface Truth {
  readonly at: number;
  /** ms that the gateway's machine was not asleep. */
  readonly awake: number;
  readonly lines: Lines;
  readonly isLied: boolean;
  /** A device takes commands and does nothing, which nobody can know at once. */
  readonly isDefied: boolean;
  readonly isUp: boolean;
  readonly upSince: number;
  readonly facts: Readonly<Partial<ControlFacts>>;
}

/** What is judged: the way in which more is worse, what always holds, and how quick the plant is. */
export interface Judged {
  readonly creed: Creed;
  /** The house's own limits: contract, fuse. */
  readonly always: readonly Owed[];
  readonly direction: 'import' | 'export';
  readonly lag: Lag;
  /** ms between two readings of the meter, and between two cycles of control. */
  readonly period: number;
  readonly pace: number;
  readonly devices: number;
}
