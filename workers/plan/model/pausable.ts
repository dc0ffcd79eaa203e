import { at } from '#domain/plan/at.ts';
import { durationOf, meanProfilePower, type Profile } from '#domain/plan/profile.ts';
import { DAY } from '#domain/plan/tolerance.ts';
import { HOUR } from '#domain/time/instant.ts';
import { hoursOf, type Part, type Site } from './part.ts';
import type { Term } from './sparse.ts';

/** A stretch of the course: hours, and the mean kW of it. */
interface Piece {
  readonly hours: number;
  readonly power: number;
}

/** A course of a hundred minutes is few stretches: as many as matter to its price. */
const MOST_PIECES = 6;

/** What is left of a course, in stretches of one length. @param ran ms that are done. */
function piecesOf(profile: Profile, ran: number): readonly Piece[] {
  const left = durationOf(profile) - ran;
  const count = Math.min(MOST_PIECES, Math.max(1, Math.ceil(left / profile.step)));
  const length = left / count;
  return Array.from({ length: count }, (_, piece) => ({
    hours: length / HOUR,
    power: meanProfilePower(profile, 0, ran + piece * length, ran + (piece + 1) * length) / 1_000,
  }));
}

/** Hours of each piece run in each slot, a column each; empty in slots before the wish's window. */
type Hours = readonly (readonly (number | undefined)[])[];

/** No piece is further than the one before it. */
function inOrder({ builder }: Site, pieces: readonly Piece[], hours: Hours): void {
  const soFar = (piece: number, slot: number, value: number): readonly Term[] => hours.slice(0, slot + 1).flatMap((own) => (own[piece] === undefined ? [] : [{ column: own[piece], value }]));
  hours.forEach((_, slot) => {
    for (let piece = 1; piece < pieces.length; piece++) {
      if (hours[slot]?.[piece] !== undefined) builder.row(-Infinity, 0, [...soFar(piece, slot, 1), ...soFar(piece - 1, slot, -1)]);
    }
  });
}

/** An appliance that may be halted: its course in stretches, each run where it is cheapest and none before the one before it. */
export function addPausable(site: Site, index: number, profile: Profile): Part | undefined {
  const { builder, scene, lacks } = site;
  const aim = scene.aims.find((one) => one.device === index && one.kind === 'readyBy');
  if (aim?.kind !== 'readyBy') return undefined;
  const { slots, devices } = scene.problem;
  const pieces = piecesOf(profile, at(devices, index).ran ?? 0);
  const isOpen = slots.map(({ start, end }) => start >= aim.from && end <= aim.by);
  const hours: Hours = slots.map((_, slot) => pieces.map(() => (at(isOpen, slot) ? builder.column({}) : undefined)));
  hours.forEach((own, slot) => builder.row(-Infinity, hoursOf(scene, slot), own.flatMap((column) => (column === undefined ? [] : [{ column, value: 1 }]))));
  const missed = builder.column({ upper: 1 });
  lacks.add(aim.rank, missed, (at(slots, slots.length - 1).end + durationOf(profile) - aim.by) / DAY);
  pieces.forEach((piece, which) => builder.row(piece.hours, Infinity, [...hours.flatMap((own) => (own[which] === undefined ? [] : [{ column: own[which], value: 1 }])), { column: missed, value: piece.hours }]));
  inOrder(site, pieces, hours);
  const power = hours.map((own, slot) => own.flatMap((column, piece) => (column === undefined ? [] : [{ column, value: at(pieces, piece).power / hoursOf(scene, slot) }])));
  const running = hours.map((own, slot) => own.flatMap((column) => (column === undefined ? [] : [{ column, value: 1 / hoursOf(scene, slot) }])));
  return { device: index, power, starts: [], running };
}
