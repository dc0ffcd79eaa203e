import { parseDecimal, toScale } from '../units/decimal.ts';
import type { ExactEnergy } from '../units/money.ts';
import { Refusal } from '../units/refusal.ts';
import type { EnergyColumn, UsageKind } from './columns.ts';

/** How many energies of a file are not known, and the first of them. */
export interface UnknownCells {
  readonly empty: number;
  readonly noNumber: number;
  readonly negative: number;
  /** `line` counts from 1, the header among them; null when every energy is known. */
  readonly first: { readonly line: number; readonly text: string } | null;
}

/** 1 GWh: more than any connection of a home carries in an interval, and small enough to be summed over years. */
const MOST = 10n ** 24n as ExactEnergy;
const SHOWN = 40;

/** Reads the energies of a file's lines, and remembers what it could not read. */
export class EnergyCells<Kind extends string = UsageKind> {
  private counts = { empty: 0, noNumber: 0, negative: 0 };
  private first: UnknownCells['first'] = null;

  constructor(
    private readonly columns: readonly (Omit<EnergyColumn, 'kind'> & { readonly kind: Kind })[],
    private readonly decimalComma: boolean,
  ) {}

  /** The energies of a line, null where it tells none. @throws Refusal `usage-too-large` naming the line. */
  read(cells: readonly string[], line: number): ReadonlyMap<Kind, ExactEnergy | null> {
    return new Map(this.columns.map(({ kind, index, unit }) => [kind, this.energy((cells[index] ?? '').trim(), unit, line)]));
  }

  unknown(): UnknownCells {
    return { ...this.counts, first: this.first };
  }

  private energy(text: string, unit: EnergyColumn['unit'], line: number): ExactEnergy | null {
    const energy = exactText(text, unit, this.decimalComma);
    if (energy !== null && (energy > MOST || energy < -MOST)) throw tooLarge(text, unit, line);
    if (energy !== null && energy >= 0n) return energy;
    this.counts[text === '' ? 'empty' : energy === null ? 'noNumber' : 'negative'] += 1;
    this.first ??= { line, text: text.slice(0, SHOWN) };
    return null;
  }
}

function exactText(text: string, unit: EnergyColumn['unit'], decimalComma: boolean): ExactEnergy | null {
  const decimal = parseDecimal(decimalComma ? text.replace(',', '.') : text);
  if (!decimal) return null;
  return toScale(unit === 'kWh' ? decimal : { ...decimal, scale: decimal.scale + 3 }, 18) as ExactEnergy;
}

/** "3 energies are unknown (1 empty, 2 no number; the first, "abc", in line 3)"; null when every energy is known. */
export function unknownSentence({ empty, noNumber, negative, first }: UnknownCells): string | null {
  if (!first) return null;
  const sorts = ([[empty, 'empty'], [noNumber, 'no number'], [negative, 'below zero']] as const).filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const all = empty + noNumber + negative;
  return `${all} ${all === 1 ? 'energy is' : 'energies are'} unknown (${sorts.join(', ')}; the first, ${JSON.stringify(first.text)}, in line ${first.line})`;
}

const tooLarge = (text: string, unit: string, line: number): Refusal =>
  new Refusal({
    id: 'usage-too-large',
    message: `Line ${line} of the usage file says ${text.slice(0, SHOWN)} ${unit}: no home's connection carries more than 1 GWh in an interval.`,
    remedy: 'Correct the number, or name the column by its unit with --columns (import_wh or import_kwh).',
  });
