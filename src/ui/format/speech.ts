import type { DisplayWords } from '../text/en/display.ts';

/** How figures are read out in a language. */
export interface Voiced {
  readonly tag: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly text: Pick<DisplayWords, 'units' | 'minus' | 'to'>;
}

/** Marks that only direct the eye. */
const UNSEEN = /[\u200e\u200f\u2066-\u2069]/g;
const FIGURE = String.raw`[\p{Nd}.,٫٬'’]*\p{Nd}`;
const SPACE = String.raw`[ \u00a0\u202f]?`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const isOne = (figure: string): boolean => figure === '1' || figure === '١';

/** A sentence as it is said: each unit, sign and currency in words, which voices otherwise spell or skip. */
export function inWords(sentence: string, { tag, currency, text }: Voiced): string {
  const plain = sentence.replace(UNSEEN, '').replace(new RegExp(`(\\p{Nd}|${escaped(signOf(tag, currency))})–(?=\\p{Nd}|${escaped(signOf(tag, currency))})`, 'gu'), `$1 ${text.to} `);
  return withUnits(withCurrency(plain, tag, currency), text).replace(/−(?=\p{Nd})/gu, `${text.minus} `);
}

function withUnits(sentence: string, { units }: Voiced['text']): string {
  const names = Object.keys(units).sort((a, b) => b.length - a.length);
  const found = new RegExp(`(${FIGURE})${SPACE}(${names.map(escaped).join('|')})(?![\\p{L}\\p{Nd}])`, 'gu');
  return sentence.replace(found, (whole, figure: string, unit: string) => {
    const [one, more] = units[unit as keyof typeof units];
    return one === undefined || more === undefined ? whole : `${figure} ${isOne(figure) ? one : more}`;
  });
}

const partOf = (tag: string, currency: string, currencyDisplay: 'narrowSymbol' | 'name', value: number): string =>
  new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay }).formatToParts(value).find(({ type }) => type === 'currency')?.value.replace(UNSEEN, '') ?? currency;

/** As sums are written: an Arabic sign still names the country. */
const signOf = (tag: string, currency: string): string => partOf(tag, currency, 'narrowSymbol', 2).replace(/^[A-Z]{2}(?=\p{Sc})/u, '');

/** "£1.34" and "1,34 €" alike: the figure, then the currency's name. */
function withCurrency(sentence: string, tag: string, currency: string): string {
  const sign = escaped(signOf(tag, currency));
  const named = (figure: string): string => `${figure} ${partOf(tag, currency, 'name', isOne(figure) ? 1 : 2)}`;
  return sentence
    .replace(new RegExp(`${sign}${SPACE}(${FIGURE})`, 'gu'), (_whole, figure: string) => named(figure))
    .replace(new RegExp(`(${FIGURE})${SPACE}${sign}`, 'gu'), (_whole, figure: string) => named(figure));
}
