import type { Instant, Interval } from '../time/instant.ts';
import { gapsOf } from '../meter/usage.ts';
import { daysTouched } from '../time/zone.ts';
import { pricesOver, type PartPrices } from '../tariff/price.ts';
import { standingParts, unitParts, type Direction, type Tariff, type UnitPart } from '../tariff/tariff.ts';
import { costAt, EXACT_PER_KWH, type ExactEnergy, type ExactMoney, type ExactPrice } from '../units/money.ts';
import { shareOf, within, type Metered } from './metered.ts';

/** Under which tables a period is billed. */
export interface Terms {
  readonly buying: Tariff;
  /** Its export parts, or where it has none its energy parts, take the place of the buying tariff's export parts. */
  readonly selling: Tariff | null;
}

/** What one part of the tariff comes to; what the home is paid is below zero. */
export interface AccountLine {
  readonly name: string;
  readonly kind: 'import' | 'export' | 'standing';
  readonly money: ExactMoney;
}

/** The energy of one rate, and all that was charged per kWh on it. */
export interface AccountRegister {
  readonly rate: string;
  readonly direction: Direction;
  readonly energy: ExactEnergy;
  readonly money: ExactMoney;
}

/** A period added up, exact, as the tables have VAT. */
export interface Account {
  readonly period: Interval;
  readonly lines: readonly AccountLine[];
  readonly registers: readonly AccountRegister[];
  readonly importEnergy: ExactEnergy;
  readonly exportEnergy: ExactEnergy;
  /** Energy of either direction for which some part has no price: it is in no line and in no register. */
  readonly unpriced: ExactEnergy;
  /** Energy that was shared out in proportion to time, or came estimated. */
  readonly estimated: ExactEnergy;
  /** Stretches of the period of which no energy is known. */
  readonly gaps: readonly Interval[];
}

/**
 * The ledger: a fold over metered stretches in order of time that do not overlap. A stretch over several prices is
 * shared out in proportion and counted as estimated; the standing charge is owed for every local day that the period
 * touches, gaps or not.
 * @throws RangeError for an unknown zone.
 */
export function account(terms: Terms, period: Interval, metered: Iterable<Metered>): Account {
  const fold = new Fold(terms, period);
  for (const stretch of metered) fold.post(stretch);
  return fold.close();
}

/** The parts of each direction that a bill charges. */
function billedParts({ buying, selling }: Terms): Readonly<Record<Direction, readonly UnitPart[]>> {
  const bought = unitParts(buying, 'import');
  if (!selling) return { import: bought, export: unitParts(buying, 'export') };
  const sold = unitParts(selling, 'export');
  return { import: bought, export: sold.length > 0 ? sold : unitParts(selling, 'import') };
}

const NOTHING = 0n as ExactEnergy;

/** One direction's prices, walked forward as the fold goes. */
class Side {
  readonly direction: Direction;
  readonly parts: readonly UnitPart[];
  readonly sums: bigint[];
  readonly registers = new Map<string, { energy: bigint; money: bigint }>();
  energy = 0n;
  unpriced = 0n;
  estimated = 0n;
  private readonly stretches: readonly PartPrices[];
  private place = 0;

  constructor(direction: Direction, parts: readonly UnitPart[], period: Interval, zone: string) {
    this.direction = direction;
    this.parts = parts;
    this.sums = parts.map(() => 0n);
    this.stretches = pricesOver(parts, period, zone);
  }

  post(stretch: Metered, energy: ExactEnergy): void {
    this.energy += energy;
    const pieces = this.piecesOf(stretch);
    if (stretch.estimated || pieces.length > 1) this.estimated += energy;
    for (const { piece, prices } of pieces) this.charge(pieces.length > 1 ? shareOf(energy, piece, stretch) : energy, prices);
  }

  private piecesOf(stretch: Interval): readonly { readonly piece: Interval; readonly prices: PartPrices }[] {
    while ((this.stretches[this.place]?.end ?? Infinity) <= stretch.start) this.place++;
    const pieces: { piece: Interval; prices: PartPrices }[] = [];
    for (let index = this.place; ; index++) {
      const prices = this.stretches[index];
      if (!prices || prices.start >= stretch.end) return pieces;
      const piece = { start: Math.max(prices.start, stretch.start) as Instant, end: Math.min(prices.end, stretch.end) as Instant };
      pieces.push({ piece, prices });
    }
  }

  private charge(energy: ExactEnergy, { prices, rate }: PartPrices): void {
    if (prices.length === 0 || prices.includes(null)) {
      this.unpriced += energy;
      return;
    }
    const register = this.registers.get(rate ?? '') ?? { energy: 0n, money: 0n };
    this.registers.set(rate ?? '', register);
    register.energy += energy;
    for (const [index, price] of prices.entries()) {
      const money = this.sign * costAt(price ?? (0 as ExactPrice), energy);
      this.sums[index] = (this.sums[index] ?? 0n) + money;
      register.money += money;
    }
  }

  private get sign(): bigint {
    return this.direction === 'import' ? 1n : -1n;
  }
}

class Fold {
  private readonly sides: readonly Side[];
  private readonly known: Interval[] = [];
  private readonly terms: Terms;
  private readonly period: Interval;

  constructor(terms: Terms, period: Interval) {
    this.terms = terms;
    this.period = period;
    const parts = billedParts(terms);
    const exportZone = terms.selling?.zone ?? terms.buying.zone;
    this.sides = [new Side('import', parts.import, period, terms.buying.zone), new Side('export', parts.export, period, exportZone)];
  }

  post(whole: Metered): void {
    const stretch = within(whole, this.period);
    if (!stretch || (stretch.import === null && stretch.export === null)) return;
    this.known.push(stretch);
    for (const side of this.sides) {
      const energy = stretch[side.direction];
      if (energy !== null) side.post(stretch, energy);
    }
  }

  close(): Account {
    const total = (pick: (side: Side) => bigint): ExactEnergy => this.sides.reduce((sum, side) => sum + pick(side), 0n) as ExactEnergy;
    return {
      period: this.period,
      lines: [...this.sides.flatMap(linesOf), ...this.standing()],
      registers: this.sides.flatMap(registersOf),
      importEnergy: (this.sides[0]?.energy ?? NOTHING) as ExactEnergy,
      exportEnergy: (this.sides[1]?.energy ?? NOTHING) as ExactEnergy,
      unpriced: total((side) => side.unpriced),
      estimated: total((side) => side.estimated),
      gaps: gapsOf(this.known, this.period),
    };
  }

  private standing(): readonly AccountLine[] {
    const days = BigInt(daysTouched(this.period, this.terms.buying.zone).length);
    return standingParts(this.terms.buying).map(({ name, price }) => ({ name, kind: 'standing', money: (BigInt(price) * EXACT_PER_KWH * days) as ExactMoney }));
  }
}

const linesOf = (side: Side): readonly AccountLine[] => side.parts.map(({ name }, index) => ({ name, kind: side.direction, money: (side.sums[index] ?? 0n) as ExactMoney }));

const registersOf = ({ direction, registers }: Side): readonly AccountRegister[] =>
  [...registers].map(([rate, { energy, money }]) => ({ rate, direction, energy: energy as ExactEnergy, money: money as ExactMoney }));
