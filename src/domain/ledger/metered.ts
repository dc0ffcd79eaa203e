import type { Instant, Interval } from '../time/instant.ts';
import type { Direction, TariffScope } from '../tariff/tariff.ts';
import type { ExactEnergy } from '../units/money.ts';

/** Energy of one stretch as metered; a direction that is not known is null, never 0. */
export interface Metered extends Interval {
  readonly import: ExactEnergy | null;
  readonly export: ExactEnergy | null;
  /** True where somebody shared it out or filled it in. */
  readonly estimated: boolean;
  /** kvarh in units of 10^-18; absent where nobody measures it. */
  readonly reactive?: ExactEnergy | null;
  /** What of it went through sub-meters and devices, by name. */
  readonly meters?: ReadonlyMap<string, Directions>;
}

/** The energies of one meter in both directions. */
export interface Directions {
  readonly import: ExactEnergy | null;
  readonly export: ExactEnergy | null;
}

/** The energy that a part of a scope is charged on; null where one of its meters does not tell it. */
export function energyOf(metered: Metered, scope: TariffScope, direction: Direction): ExactEnergy | null {
  const through = (name: string): ExactEnergy | null => metered.meters?.get(name)?.[direction] ?? null;
  switch (scope.kind) {
    case 'connection': return metered[direction];
    case 'sub-meter': return through(scope.meter);
    case 'device': return through(scope.device);
    case 'rest': return scope.without.reduce<ExactEnergy | null>((rest, name) => less(rest, through(name)), metered[direction]);
  }
}

/** Never below zero: meters of two makes disagree by a little. */
function less(whole: ExactEnergy | null, part: ExactEnergy | null): ExactEnergy | null {
  if (whole === null || part === null) return null;
  return (whole > part ? whole - part : 0n) as ExactEnergy;
}

/**
 * The part of an energy that falls in `piece` of `whole`, in proportion to time. Pieces that fill the whole add up to it:
 * each is a difference of two cumulative shares, cut to the quantum.
 */
export function shareOf<Energy extends bigint>(energy: Energy, piece: Interval, whole: Interval): Energy {
  const length = BigInt(whole.end - whole.start);
  const until = (at: Instant): bigint => (energy * BigInt(at - whole.start)) / length;
  return (until(piece.end) - until(piece.start)) as Energy;
}

/** What of a metered stretch lies in an interval; itself where all of it does, else shared out and estimated. */
export function within(metered: Metered, interval: Interval): Metered | undefined {
  const start = Math.max(metered.start, interval.start) as Instant;
  const end = Math.min(metered.end, interval.end) as Instant;
  if (start >= end) return undefined;
  if (start === metered.start && end === metered.end) return metered;
  const piece = { start, end };
  return { ...metered, ...piece, ...sharedOut(metered, piece), estimated: true };
}

function sharedOut(metered: Metered, piece: Interval): Omit<Metered, keyof Interval | 'estimated'> {
  const share = (energy: ExactEnergy | null): ExactEnergy | null => (energy === null ? null : shareOf(energy, piece, metered));
  const both = (flow: Directions): Directions => ({ import: share(flow.import), export: share(flow.export) });
  return {
    ...both(metered),
    ...(metered.reactive === undefined ? {} : { reactive: share(metered.reactive) }),
    ...(metered.meters === undefined ? {} : { meters: new Map([...metered.meters].map(([name, flow]) => [name, both(flow)])) }),
  };
}
