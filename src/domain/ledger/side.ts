import { periodsTouched, type CalendarPeriod } from '../time/calendar.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { Stretch } from '../tariff/schedule.ts';
import { sideBySide, type SideBySide } from '../tariff/sideBySide.ts';
import { namingPart, tierStretches } from '../tariff/tiers.ts';
import type { BlockPeriod, Direction, Tariff, TariffScope, UnitPart } from '../tariff/tariff.ts';
import type { ExactEnergy } from '../units/money.ts';
import { blockName } from './memory.ts';
import { energyOf, shareOf, type Metered } from './metered.ts';
import { edgesOf, tierRuns, type TierEdges } from './tierCharge.ts';

/** Energy of one rate, and what each part charged on it. */
export interface SideRegister {
  energy: bigint;
  readonly sums: bigint[];
}

/** A stretch of time in which no price of any tier changes and no block ends. */
interface Prices extends Interval {
  /** By part, by tier. */
  readonly tiers: readonly (readonly Stretch[])[];
  /** What is charged while each part is in some tier, found when first needed. */
  readonly priced: Map<string, Priced | null>;
  /** The counter of each part's running block; null where it has none. */
  readonly blocks: readonly (string | null)[];
}

const FIRST_TIERS: readonly number[] = [];

/** The price of each part, and the rate that the register is named by. */
interface Priced {
  readonly rate: string;
  /** 10^-12 of the currency per kWh. */
  readonly prices: readonly bigint[];
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
  private readonly edges: readonly TierEdges[] | null;
  private readonly used: Map<string, bigint>;
  private place = 0;

  /** @param used the counters of blocks, which the side counts on. */
  constructor(direction: Direction, scope: TariffScope, parts: readonly UnitPart[], period: Interval, calendar: Tariff, used: Map<string, bigint>) {
    this.direction = direction;
    this.scope = scope;
    this.parts = parts;
    this.naming = namingPart(parts);
    this.edges = parts.some(({ tiers }) => tiers.length > 1) ? parts.map(edgesOf) : null;
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
    if (this.edges === null) return this.book(energy, this.pricedIn(prices, FIRST_TIERS));
    const used = prices.blocks.map((block) => (block === null ? 0n : (this.used.get(block) ?? 0n)));
    for (const run of tierRuns(this.edges, energy, length, used)) this.book(run.energy, this.pricedIn(prices, run.tiers));
    prices.blocks.forEach((block, index) => block !== null && this.used.set(block, (used[index] ?? 0n) + energy));
  }

  private pricedIn({ priced, tiers }: Prices, chosen: readonly number[]): Priced | null {
    const key = chosen.join();
    const known = priced.get(key);
    if (known !== undefined) return known;
    const made = pricedAt(tiers, chosen, this.naming);
    priced.set(key, made);
    return made;
  }

  private book(energy: ExactEnergy, priced: Priced | null): void {
    if (priced === null) {
      this.unpriced += energy;
      return;
    }
    const register = this.registerOf(priced.rate);
    const signed = this.direction === 'import' ? energy : -energy;
    register.energy += energy;
    for (let index = 0; index < priced.prices.length; index++) register.sums[index] = (register.sums[index] ?? 0n) + (priced.prices[index] ?? 0n) * signed;
  }

  private registerOf(rate: string): SideRegister {
    const known = this.registers.get(rate);
    if (known) return known;
    const made = { energy: 0n, sums: this.parts.map(() => 0n) };
    this.registers.set(rate, made);
    return made;
  }
}

/** Null where some part has no price, and for no parts at all. */
function pricedAt(tiers: Prices['tiers'], chosen: readonly number[], naming: number): Priced | null {
  const stretches = tiers.map((list, index) => list[chosen[index] ?? 0]);
  const prices = stretches.flatMap((stretch) => (stretch?.price == null ? [] : [BigInt(stretch.price)]));
  return prices.length === 0 || prices.length < tiers.length ? null : { rate: stretches[naming]?.rate ?? '', prices };
}

function pricesOf(parts: readonly UnitPart[], period: Interval, calendar: Tariff): readonly Prices[] {
  const lists = parts.map((part) => tierStretches(part, period, calendar));
  const priced = sideBySide(lists.flat(), period);
  const each = parts.map(blocksOf);
  const kinds = [...new Set(each)].filter((kind) => kind !== null);
  const counted = sideBySide(kinds.map((kind) => periodsTouched(kind, period, calendar.zone, calendar.billing)), period);
  return together(priced, counted).map(({ start, end, prices, blocks }) => ({
    start, end, priced: new Map(), tiers: byPart(prices.at, lists),
    blocks: parts.map(({ name }, index) => {
      const kind = each[index] ?? null;
      const block = kind === null ? undefined : blocks.at[kinds.indexOf(kind)];
      return block ? blockName(name, block.key) : null;
    }),
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
