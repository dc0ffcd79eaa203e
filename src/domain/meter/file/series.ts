import { Refusal } from '../../units/refusal.ts';
import type { FileColumn, FileDirection } from './layout.ts';

/** One of a table's counters, for a person to say whether it is the grid's. */
export interface SeriesFound {
  readonly name: string;
  /** As the table writes it; the empty text where it writes none. */
  readonly unit: string;
  readonly lines: number;
  /** What its name says; null = it does not say that it counts the grid's energy. */
  readonly direction: FileDirection | null;
}

/** Which of them count the grid's energy, and which way. */
export type SeriesChoice = Readonly<Record<string, FileDirection>>;

/** More counters than any home has would fill a phone's memory. */
const MOST = 1_000;
const EXPORT = /export|return|produc|inject|feed|teruglever|einspeis|to_grid|2_8_/i;
const IMPORT = /import|consum|bezug|verbruik|afname|usage|deliver|from_grid|grid|1_8_/i;
/** What has "consumption" or "energy" in its name may be any appliance: a counter of the grid says so. */
const GRID = /grid|netz|dsmr|smart_?meter|electricity_meter|tarif|linky|bezug|einspeis|teruglever|afname|[12]_8_\d/i;
const ELSE = /gas|water|solar|pv|battery|batterie|accu|cost|kosten|price|power/i;
const UNITS: Readonly<Record<string, FileColumn['unit']>> = { wh: 'Wh', kwh: 'kWh', mwh: 'MWh' };
/** Of what is no energy at all: such a series is not meant. */
const NO_ENERGY = /^(k?W|MW|k?VA|m?A|m?V|k?var|m³|m3|ft³|CCF|L|gal|%|°[CF]|K|h|min|s|[A-Z]{3}(\/kWh)?|[€£$¥]|)$/;

function directionOf(name: string): FileDirection | null {
  if (ELSE.test(name) || !GRID.test(name)) return null;
  return EXPORT.test(name) ? 'export' : IMPORT.test(name) ? 'import' : null;
}

/** Rates of one meter are counted together: `tarif_1` and `tarif_2`. */
const familyOf = (name: string): string => name.replace(/[12]$/, '#').replace(/_(high|low|peak|offpeak|normal|hoog|laag|dal|ht|nt)$/i, '_#');

/** The unit of a counter by its text; undefined for any other. */
export const seriesUnit = (text: string): FileColumn['unit'] | undefined => UNITS[text.trim().toLowerCase()];

/** The counters of a table as they are met, and which of them are the grid's. */
export class SeriesList {
  readonly #found = new Map<string, { unit: string; lines: number; readonly direction: FileDirection | null; firstUnread: { readonly unit: string; readonly line: number } | null }>();

  /** @param asked what a person said; null = their names are to tell. @throws Refusal `own-series` for too many. */
  constructor(private readonly asked: SeriesChoice | null) {}

  /** A row of one. @returns the direction to count it for; null = it is not counted. */
  hear(name: string, unit: string, line: number): FileDirection | null {
    const known = this.#found.get(name) ?? { unit, lines: 0, direction: directionOf(name), firstUnread: null };
    if (known.lines === 0) {
      if (this.#found.size >= MOST) throw tooMany();
      this.#found.set(name, known);
    }
    known.lines += 1;
    if (seriesUnit(unit) === undefined) known.firstUnread ??= { unit, line };
    return this.asked ? (this.asked[name] ?? null) : known.direction;
  }

  all(): readonly SeriesFound[] {
    return [...this.#found].map(([name, { unit, lines, direction }]) => ({ name, unit, lines, direction }));
  }

  /**
   * Those that are counted: as a person said, else where their names leave no doubt; null where a person is to say.
   * @throws Refusal `own-unit` where one of them is in no unit of energy that is known.
   */
  chosen(): readonly string[] | null {
    const names = this.asked ? [...this.#found.keys()].filter((name) => name in (this.asked ?? {})) : this.#certain();
    for (const name of names ?? []) {
      const unread = this.#found.get(name)?.firstUnread;
      if (unread) throw wrongUnit(name, unread.unit, unread.line);
    }
    return names;
  }

  #certain(): readonly string[] | null {
    const named = [...this.#found].filter(([, { direction, unit }]) => direction !== null && (seriesUnit(unit) !== undefined || !NO_ENERGY.test(unit.trim())));
    const families = (wanted: FileDirection): number => new Set(named.filter(([, { direction }]) => direction === wanted).map(([name]) => familyOf(name))).size;
    return named.length > 0 && families('import') <= 1 && families('export') <= 1 ? named.map(([name]) => name) : null;
  }
}

const wrongUnit = (name: string, unit: string, line: number): Refusal =>
  new Refusal(
    { id: 'own-unit', message: `Line ${line}: ${name} counts in ${unit.trim() === '' ? 'a unit that is not told' : JSON.stringify(unit.trim())}, which is not known as a unit of energy.`, remedy: 'Take the file with Wh, kWh or MWh, or leave this counter out.' },
    'nothing-valid',
  );
const tooMany = (): Refusal => new Refusal({ id: 'own-series', message: `The file tells of more than ${MOST} counters.`, remedy: 'Take only those of your meter into the file.' });
