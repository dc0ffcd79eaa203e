import { Refusal } from '../../units/refusal.ts';

export type Mark = ',' | '.';

const ONE_GROUP = /^[1-9]\d{0,2}([.,])\d{3}$/;
const GROUPS = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d*)?$/;
const FRACTION = /^(?=.*\d)\d*([.,])\d*(?:e[+-]?\d+)?$/i;

const markOf = (pattern: RegExp, digits: string): Mark | null => {
  const mark = pattern.exec(digits)?.[1];
  return mark === ',' || mark === '.' ? mark : null;
};
const other = (mark: Mark): Mark => (mark === ',' ? '.' : ',');

/**
 * Which of its two marks begins the fractions of a column; the other cuts thousands. `1,050` is a thousand and fifty beside
 * `950`, and little more than one beside `0,5`. For columns of Wh and W, whose numbers pass a thousand in any home, and for
 * registers.
 */
export class NumberMarks {
  private decimal: Mark | null = null;
  private hasWhole = false;

  /**
   * @param head the first numbers of the column. @param most in its unit: no home has more.
   * @param known where something else tells it.
   */
  constructor(head: readonly string[], most: number, known: Mark | null = null) {
    this.decimal = known;
    for (const text of head) this.decimal ??= this.shownBy(digitsOf(text), most);
  }

  /**
   * A number as a decimal text with a point; a text that is no number stays as it is.
   * @throws Refusal `own-number` where it could be either, or goes against those before it.
   */
  plain(text: string, most: number, line: number): string {
    const digits = digitsOf(text);
    const shown = this.shownBy(digits, most);
    const either = shown === null ? markOf(ONE_GROUP, digits) : null;
    if (shown === null && either === null) return text;
    if (either !== null && this.hasWhole) this.decimal ??= other(either);
    this.decimal ??= shown;
    if (this.decimal === null || (shown !== null && shown !== this.decimal)) throw unclear(line, text);
    return text.replaceAll(other(this.decimal), '').replace(this.decimal, '.');
  }

  /** The mark of fractions as far as this number shows it by itself. */
  private shownBy(digits: string, most: number): Mark | null {
    this.hasWhole ||= /^\d*[1-9]\d*$/.test(digits);
    const either = markOf(ONE_GROUP, digits);
    if (either !== null) return Number(digits.replace(either, '')) > most ? either : null;
    const group = markOf(GROUPS, digits);
    return group === null ? markOf(FRACTION, digits) : other(group);
  }
}

/** What a number with one mark before three digits says if that cuts thousands; null for any other. */
export function thousandsOf(text: string): { readonly mark: Mark; readonly count: number } | null {
  const digits = digitsOf(text);
  const mark = markOf(ONE_GROUP, digits);
  return mark === null ? null : { mark, count: Number(digits.replace(mark, '')) };
}

/**
 * A number of kWh, kW or MWh of an interval as a decimal text with a point: a lone mark begins its fraction, as no home takes
 * a thousand of them in a day; beside another one, or twice, it cuts thousands.
 */
export function smallNumber(text: string): string {
  const group = thousandsOf(text) === null ? markOf(GROUPS, digitsOf(text)) : null;
  return (group === null ? text : text.replaceAll(group, '')).replace(',', '.');
}

const digitsOf = (text: string): string => text.trim().replace(/^[+-]/, '');

const unclear = (line: number, text: string): Refusal =>
  new Refusal({ id: 'own-number', message: `Line ${line}: it cannot be told whether the mark in ${JSON.stringify(text)} cuts thousands or begins a fraction.`, remedy: 'Save the file without marks between thousands.' }, 'nothing-valid');
