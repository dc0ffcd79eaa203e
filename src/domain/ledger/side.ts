import type { CivilDate } from '../time/civil.ts';
import { periodsTouched, type CalendarPeriod } from '../time/calendar.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { Stretch } from '../tariff/schedule.ts';
import { sideBySide, type SideBySide } from '../tariff/sideBySide.ts';
import { namingPart, tierStretches } from '../tariff/tiers.ts';
import type { BlockPeriod, Direction, Tariff, TariffScope, UnitPart } from '../tariff/tariff.ts';
import { costAt, type ExactEnergy } from '../units/money.ts';
import { blockName } from './memory.ts';
import { energyOf, shareOf, type Metered } from './metered.ts';
import { tierRuns } from './tierCharge.ts';

/** Energy of one rate, and what each part charged on it. */
export interface SideRegister {
  energy: bigint;
  readonly sums: bigint[];
}

/** A stretch of time in which no price of any tier changes and no block ends. */
interface Prices extends Interval {
  /** By part, by tier. */
  readonly tiers: readonly (readonly Stretch[])[];
  /** The first date of each part's running block; null where it has none. */
  readonly blocks: readonly (CivilDate | null)[];
}

/** The parts of one direction and scope, walked forward through time as the ledger folds. */
export class Side {
  readonly direction: Direction;
  readonly scope: TariffScope;
  readonly parts: readonly UnitPart[];
  readonly registers = new Map<string, SideRegister>();
  unpriced = 0n;
  private readonly prices: readonly Prices[];
  private readonly naming: number;
  private readonly tiered: boolean;
  private readonly used: Map<string, bigint>;
  private place = 0;

  /** @param used the counters of blocks, which the side counts on. */
  constructor(direction: Direction, scope: TariffScope, parts: readonly UnitPart[], period: Interval, calendar: Tariff, used: Map<string, bigint>) {
    this.direction = direction;
    this.scope = scope;
    this.parts = parts;
    this.naming = namingPart(parts);
    this.tiered = parts.some(({ tiers }) => tiers.length > 1);
    this.used = used;
    this.prices = pricesOf(parts, period, calendar);
  }

  /** @returns into how many prices the stretch was shared out. */
  post(stretch: Metered): number {
    const energy = energyOf(stretch, this.scope, this.direction);
    if (energy === null) return 0;
    while ((this.prices[this.place]?.end ?? Infinity) <= stretch.start) this.place++;
    let pieces = 0;
    for (let index = this.place; ; index++) {
      const prices = this.prices[index];
      if (!prices || prices.start >= stretch.end) return pieces;
      const whole = prices.start <= stretch.start && prices.end >= stretch.end;
      const piece = whole ? stretch : { start: Math.max(prices.start, stretch.start) as Instant, end: Math.min(prices.end, stretch.end) as Instant };
      this.charge(whole ? energy : shareOf(energy, piece, stretch), piece.end - piece.start, prices);
      pieces++;
    }
  }

  private charge(energy: ExactEnergy, length: number, prices: Prices): void {
    if (!this.tiered) return this.book(energy, prices, null);
    const names = this.parts.map(({ name }, index) => prices.blocks[index] && blockName(name, prices.blocks[index]));
    const used = names.map((name) => (name ? (this.used.get(name) ?? 0n) : 0n));
    for (const run of tierRuns(this.parts, energy, length, used)) this.book(run.energy, prices, run.tiers);
    names.forEach((name, index) => name && this.used.set(name, (used[index] ?? 0n) + energy));
  }

  private book(energy: ExactEnergy, { tiers }: Prices, chosen: readonly number[] | null): void {
    const at = (index: number): Stretch | undefined => tiers[index]?.[chosen?.[index] ?? 0];
    if (this.parts.length === 0 || this.parts.some((_, index) => at(index)?.price == null)) {
      this.unpriced += energy;
      return;
    }
    const register = this.registerOf(at(this.naming)?.rate ?? '');
    register.energy += energy;
    for (let index = 0; index < this.parts.length; index++) {
      const price = at(index)?.price;
      if (price == null) continue;
      const money = costAt(price, energy);
      register.sums[index] = (register.sums[index] ?? 0n) + (this.direction === 'import' ? money : -money);
    }
  }

  private registerOf(rate: string): SideRegister {
    const known = this.registers.get(rate);
    if (known) return known;
    const made = { energy: 0n, sums: this.parts.map(() => 0n) };
    this.registers.set(rate, made);
    return made;
  }
}

function pricesOf(parts: readonly UnitPart[], period: Interval, calendar: Tariff): readonly Prices[] {
  const lists = parts.map((part) => tierStretches(part, period, calendar));
  const priced = sideBySide(lists.flat(), period);
  const each = parts.map(blocksOf);
  const kinds = [...new Set(each)].filter((kind) => kind !== null);
  const counted = sideBySide(kinds.map((kind) => periodsTouched(kind, period, calendar.zone, calendar.billing)), period);
  return together(priced, counted).map(({ start, end, prices, blocks }) => ({
    start, end,
    tiers: byPart(prices.at, lists),
    blocks: each.map((kind) => (kind === null ? null : (blocks.at[kinds.indexOf(kind)]?.key ?? null))),
  }));
}

function blocksOf({ tiers }: UnitPart): BlockPeriod | null {
  const block = tiers.find(({ from }) => from.kind === 'energy')?.from;
  return block?.kind === 'energy' ? block.each : null;
}

function byPart(flat: readonly Stretch[], lists: readonly (readonly unknown[])[]): readonly (readonly Stretch[])[] {
  let from = 0;
  return lists.map(({ length }) => flat.slice(from, (from += length)));
}

interface Together extends Interval {
  readonly prices: SideBySide<Stretch>;
  readonly blocks: SideBySide<CalendarPeriod>;
}

/** Two lists that fill one interval, cut where either changes. */
function together(prices: readonly SideBySide<Stretch>[], blocks: readonly SideBySide<CalendarPeriod>[]): readonly Together[] {
  let place = 0;
  return prices.flatMap((one) => {
    const pieces: Together[] = [];
    for (let start = one.start; start < one.end; ) {
      const block = blocks[place];
      if (!block) return pieces;
      const end = Math.min(one.end, block.end) as Instant;
      pieces.push({ start, end, prices: one, blocks: block });
      if (block.end === end) place++;
      start = end;
    }
    return pieces;
  });
}
