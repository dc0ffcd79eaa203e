import { gapsOf } from '../meter/usage.ts';
import type { Interval } from '../time/instant.ts';
import { unitPartsOfAll, type Direction, type Tariff, type TariffScope, type UnitPart } from '../tariff/tariff.ts';
import type { ExactEnergy, ExactMoney } from '../units/money.ts';
import { otherLines } from './otherLines.ts';
import type { ChargedDemand } from './capacity.ts';
import { chargedOn, type AccountLine } from './charged.ts';
import { NO_MEMORY, type AccountMemory, type OpenWindow, type Peaks } from './memory.ts';
import { within, type Metered } from './metered.ts';
import { PeakWatch } from './peakWatch.ts';
import { ReactiveSum } from './reactive.ts';
import { Side } from './side.ts';

/** Under which tables a period is billed. */
export interface Terms {
  readonly buying: Tariff;
  /** Its export parts, or where it has none its energy parts, take the place of the buying tariff's export parts. */
  readonly selling: Tariff | null;
}

/** The energy of one rate, and all that was charged per kWh on it. */
export interface AccountRegister {
  readonly rate: string;
  readonly direction: Direction;
  readonly scope: TariffScope;
  readonly energy: ExactEnergy;
  readonly money: ExactMoney;
  /** The money by part. */
  readonly charged: readonly AccountLine[];
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
  /** The kW that capacity parts charged. */
  readonly demands: readonly ChargedDemand[];
  /** For the account of the time after it. */
  readonly memory: AccountMemory;
}

/** What an account goes on from; `period` is the whole bill's where the account is of a piece of it. */
export interface AccountBasis {
  readonly memory?: AccountMemory;
  readonly period?: Interval;
}

/**
 * The ledger: a fold over metered stretches in order of time that do not overlap. A stretch over several prices is
 * shared out in proportion and counted as estimated; the standing charge is owed for every local day that the period
 * touches, gaps or not.
 * @throws RangeError for an unknown zone.
 */
export function account(terms: Terms, period: Interval, metered: Iterable<Metered>, basis: AccountBasis = {}): Account {
  const fold = new Fold(terms, period, basis);
  for (const stretch of metered) fold.post(stretch);
  return fold.close();
}

/** The parts of each direction that a bill charges, and whose calendar they go by. */
function billedParts({ buying, selling }: Terms): readonly { readonly direction: Direction; readonly parts: readonly UnitPart[]; readonly calendar: Tariff }[] {
  const bought = { direction: 'import', parts: unitPartsOfAll(buying, 'import'), calendar: buying } as const;
  if (!selling) return [bought, { direction: 'export', parts: unitPartsOfAll(buying, 'export'), calendar: buying }];
  const sold = unitPartsOfAll(selling, 'export');
  return [bought, { direction: 'export', parts: sold.length > 0 ? sold : unitPartsOfAll(selling, 'import'), calendar: selling }];
}

/** Parts of one scope are priced together; where a direction has none at all its energy is unpriced. */
function sidesOf(terms: Terms, period: Interval, used: Map<string, bigint>): readonly Side[] {
  return billedParts(terms).flatMap(({ direction, parts, calendar }) => {
    const scopes = new Map<string, UnitPart[]>();
    for (const part of parts) {
      const key = JSON.stringify(part.scope);
      scopes.set(key, [...(scopes.get(key) ?? []), part]);
    }
    const whole: TariffScope = { kind: 'connection' };
    if (parts.length === 0) return [new Side(direction, whole, [], period, calendar, used)];
    return [...scopes.values()].map((group) => new Side(direction, group[0]?.scope ?? whole, group, period, calendar, used));
  });
}

class Fold {
  private readonly used: Map<string, bigint>;
  private readonly sides: readonly Side[];
  private readonly watches: ReadonlyMap<string, PeakWatch>;
  private readonly reactive: ReactiveSum;
  private readonly known: Interval[] = [];
  private readonly terms: Terms;
  private readonly period: Interval;
  private readonly basis: AccountBasis;
  private readonly energy: Record<Direction, bigint> = { import: 0n, export: 0n };
  private estimated = 0n;

  constructor(terms: Terms, period: Interval, basis: AccountBasis) {
    const memory = basis.memory ?? NO_MEMORY;
    this.terms = terms;
    this.period = period;
    this.basis = basis;
    this.used = new Map(memory.blocks);
    this.sides = sidesOf(terms, period, this.used);
    this.reactive = new ReactiveSum(terms.buying, period);
    this.watches = new Map(
      terms.buying.parts.flatMap((part) => (part.per === 'kW' ? [[part.name, new PeakWatch(part, period, terms.buying, memory.peaks.get(part.name) ?? new Map(), memory.windows.get(part.name) ?? null)]] : [])),
    );
  }

  post(whole: Metered): void {
    const stretch = within(whole, this.period);
    if (!stretch || (stretch.import === null && stretch.export === null)) return;
    this.known.push(stretch);
    const shared = { import: false, export: false };
    for (const side of this.sides) if (side.post(stretch) > 1) shared[side.direction] = true;
    this.count(stretch, 'import', shared.import);
    this.count(stretch, 'export', shared.export);
    this.reactive.post(stretch);
    if (stretch.import !== null) for (const watch of this.watches.values()) watch.post(stretch, stretch.import);
  }

  private count(stretch: Metered, direction: Direction, shared: boolean): void {
    const energy = stretch[direction] ?? 0n;
    this.energy[direction] += energy;
    if (stretch.estimated || shared) this.estimated += energy;
  }

  private remembered(): Pick<AccountMemory, 'peaks' | 'windows'> {
    const peaks = new Map<string, Peaks>((this.basis.memory ?? NO_MEMORY).peaks);
    const windows = new Map<string, OpenWindow>();
    for (const [name, watch] of this.watches) {
      const { peaks: found, open } = watch.close();
      peaks.set(name, found);
      if (open) windows.set(name, open);
    }
    return { peaks, windows };
  }

  close(): Account {
    const { terms, period, basis } = this;
    const { peaks, windows } = this.remembered();
    const registers = this.sides.flatMap((side) => registersOf(side, terms));
    const others = otherLines(terms.buying, { piece: period, period: basis.period ?? period, peaks, reactive: this.reactive.sums });
    return {
      period,
      lines: linesOf(terms, this.sides, registers, others.lines),
      registers,
      importEnergy: this.energy.import as ExactEnergy,
      exportEnergy: this.energy.export as ExactEnergy,
      unpriced: this.sides.reduce((sum, side) => sum + side.unpriced, 0n) as ExactEnergy,
      estimated: this.estimated as ExactEnergy,
      gaps: gapsOf(this.known, period),
      demands: others.demands,
      memory: { blocks: this.used, peaks, windows },
    };
  }
}

function registersOf({ direction, scope, parts, registers }: Side, { buying }: Terms): readonly AccountRegister[] {
  return [...registers].map(([rate, { energy, sums }]) => {
    const own = parts.map(({ name, vatRate }, index) => ({ name, kind: direction, vatRate: vatRate ?? null, money: (sums[index] ?? 0n) as ExactMoney }));
    const charged = [...own, ...chargedOn(direction === 'import' ? buying : null, own)];
    return { rate, direction, scope, energy: energy as ExactEnergy, charged, money: charged.reduce((sum, { money }) => sum + money, 0n) as ExactMoney };
  });
}

/** A line a part, in the order of the tariff's parts within a direction; parts that charged nothing are there too. */
function linesOf({ buying }: Terms, sides: readonly Side[], registers: readonly AccountRegister[], others: readonly AccountLine[]): readonly AccountLine[] {
  const own = sides.flatMap(({ direction, parts }) => parts.map(({ name, vatRate }): AccountLine => ({ name, kind: direction, vatRate: vatRate ?? null, money: 0n as ExactMoney })));
  const relative = chargedOn(buying, []);
  const lines = new Map<string, AccountLine>();
  for (const line of [...own, ...relative, ...registers.flatMap(({ charged }) => charged), ...others]) {
    const key = `${line.kind} ${line.name}`;
    lines.set(key, { ...line, money: ((lines.get(key)?.money ?? 0n) + line.money) as ExactMoney });
  }
  return [...lines.values()];
}
