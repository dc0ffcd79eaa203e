import { changeOf, missingOf, type PastPiece } from '../../state/pastSums.ts';
import type { PastView, Summed } from '../../state/pastView.ts';
import type { Against, Period } from '../../state/period.ts';
import { levelOf, type PriceLevel } from '../../state/price.ts';
import { formatMoney, formatSmallMoney } from '../format/money.ts';
import { formatEnergy, formatPower, formatShare } from '../format/power.ts';
import { formatSpan } from '../format/span.ts';
import type { ChartPoint } from '../parts/tw-chart.ts';
import type { Words } from '../text/en.ts';
import type { HistoryWords } from '../text/en/history.ts';
import { barName, periodName } from './names.ts';

/** What is shown of the past, and in which words. */
export interface Telling {
  readonly words: Words;
  readonly text: HistoryWords;
  readonly zone: string;
  /** The home's time, ms UTC. */
  readonly now: number;
  readonly currency: string;
  readonly figure: 'money' | 'energy';
  /** Of a person's own file: no gateway adds to it. */
  readonly isFile: boolean;
}

const HOUR = 3_600_000;
/** Halves that differ by less are much the same. */
const STEADY = 0.1;

export const money = ({ words, currency }: Telling, micro: number): string => formatMoney(words.language.tag, micro, currency);
export const energy = ({ words }: Telling, milliWattHours: number): string => formatEnergy(words.language.tag, milliWattHours);
export const title = ({ words, text, zone }: Telling, period: Period): string => periodName(text, words.language.tag, period, zone);

/** What is drawn of a piece: micro of the currency, or mWh bought. */
export const drawnOf = ({ figure }: Telling) => (piece: PastPiece): number | null => (figure === 'money' ? piece.cost : piece.importEnergy);

/** What a bar cost: of a minute, coins would say next to nothing. */
const moneyOf = (telling: Telling, { span }: Period, value: number): string => (span === 'hour' ? formatSmallMoney(telling.words.language.tag, value, telling.currency) : money(telling, value));
/** What a bar used: of a minute, its mean power. */
const energyOf = (telling: Telling, { span }: Period, { start, end }: PastPiece, value: number): string =>
  span === 'hour' ? formatPower(telling.words.language.tag, (value * HOUR) / 1_000 / (end - start)) : energy(telling, value);
const figureSaid = (telling: Telling, period: Period, bar: PastPiece, value: number): string => (telling.figure === 'money' ? moneyOf(telling, period, value) : energyOf(telling, period, bar, value));

/** The period in one sentence that would do read aloud. */
export function sentence(telling: Telling, { period, whole }: Summed): string {
  const { text } = telling;
  const name = title(telling, period);
  if (whole.importEnergy === null) return text.empty(name);
  const bought = energy(telling, whole.importEnergy);
  if (whole.cost === null) return text.sentenceUnpriced(name, bought);
  return whole.cost < 0 ? text.sentenceEarned(name, money(telling, -whole.cost), bought) : text.sentence(name, money(telling, whole.cost), bought);
}

export const likeName = ({ text }: Telling, { span }: Period, against: Against): string => {
  const names: Readonly<Record<string, string>> = text.like[against];
  return names[span] ?? '';
};

/** How the period stands against its like, in words that say with what. */
export function comparison(telling: Telling, { now, like }: PastView, against: Against): string {
  if (!like) return '';
  const { text, words } = telling;
  const name = likeName(telling, now.period, against);
  const than = now.until < now.period.end ? `${name}${words.language.comma}${text.sofar}` : name;
  const change = changeOf({ ...now.whole, end: now.until }, { ...like.whole, end: like.until }, drawnOf(telling), now.until);
  if (change === null) return text.cannotCompare(name);
  if (Math.abs(change) < 0.005) return `${text.same(than)}.`;
  const share = formatShare(words.language.tag, Math.abs(change));
  return `${change > 0 ? text.more(share, than) : text.less(share, than)}.`;
}

/** Trend, extremes and what is out of the ordinary (Chartability): the level is in the sentence before. */
export function summary(telling: Telling, shown: Summed): string {
  const { period, bars, until } = shown;
  return [trend(telling, bars, until), extremes(telling, period, bars), ...exceptions(telling, shown)].filter((one) => one !== '').join(' ');
}

/** Bars that are over and wholly known: others would bend the trend. */
const complete = (bars: readonly PastPiece[], until: number): readonly PastPiece[] => bars.filter((bar) => bar.end <= until && missingOf(bar, until) === 0);

function trend(telling: Telling, bars: readonly PastPiece[], until: number): string {
  const values = complete(bars, until).flatMap((bar) => drawnOf(telling)(bar) ?? []);
  const half = Math.floor(values.length / 2);
  const mean = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length;
  const [first, second] = [mean(values.slice(0, half)), mean(values.slice(-half))];
  if (half < 2 || first <= 0) return '';
  const change = second / first - 1;
  return Math.abs(change) < STEADY ? telling.text.steady : change > 0 ? telling.text.rising : telling.text.falling;
}

function extremes(telling: Telling, period: Period, bars: readonly PastPiece[]): string {
  const known = bars.flatMap((bar) => {
    const value = drawnOf(telling)(bar);
    return value === null ? [] : [{ bar, value }];
  });
  const most = known.reduce<(typeof known)[number] | undefined>((best, one) => (best && best.value >= one.value ? best : one), undefined);
  const least = known.reduce<(typeof known)[number] | undefined>((best, one) => (best && best.value <= one.value ? best : one), undefined);
  if (!most || !least || most.value === least.value) return '';
  const name = ({ bar }: typeof most): string => barName(telling.words.language.tag, period, telling.zone, bar);
  const said = ({ bar, value }: typeof most): string => figureSaid(telling, period, bar, value);
  return telling.text.extremes(name(most), said(most), name(least), said(least));
}

function exceptions(telling: Telling, { whole, until, unread }: Summed): string[] {
  const { text, words } = telling;
  const unfetched = Math.min(missingOf(whole, until), unread.reduce((sum, { start, end }) => sum + end - start, 0));
  const counts: readonly (readonly [number, (span: string) => string])[] = [[missingOf(whole, until) - unfetched, text.missing], [unfetched, text.notFetched], [whole.estimated, text.estimated], [telling.figure === 'money' ? whole.unpriced : 0, text.unpriced]];
  return counts.flatMap(([ms, say]) => (ms >= 60_000 ? [say(formatSpan(words, ms))] : []));
}

/** A bar for all that is over. */
export function pointsOf(telling: Telling, { now, like }: PastView): readonly ChartPoint[] {
  const shown = drawnOf(telling);
  return now.bars.flatMap((bar, n) => {
    if (bar.start >= now.until) return [];
    const before = like?.bars[n];
    return [{ start: bar.start, end: bar.end, value: shown(bar), level: levelIn(now, bar), beneath: telling.figure === 'energy' ? (bar.exportEnergy ?? 0) : 0, like: before ? shown(before) : null, estimated: isRough(bar, now.until), said: pointSaid(telling, now, bar) }];
  });
}

/** Less than this, mWh, says nothing of its price. */
const LEAST = 10_000;
/** Prices closer together than this share of the highest are one price. */
const ONE_PRICE = 0.05;

/** Micro a kWh as it came out; null where next to nothing was bought, it has no price, or what was sent out is in the sum too. */
function paid({ importEnergy, exportEnergy, cost }: PastPiece): number | null {
  const isMixed = (exportEnergy ?? 0) > 0;
  return importEnergy === null || importEnergy < LEAST || cost === null || isMixed ? null : (cost * 1_000_000) / importEnergy;
}

/** Where a half-hour's price stands among those of its day; longer bars mix prices. */
function levelIn({ period, bars }: Summed, bar: PastPiece): PriceLevel | '' {
  const price = paid(bar);
  if (price === null || (period.span !== 'day' && period.span !== 'hour')) return '';
  const prices = bars.flatMap((one) => paid(one) ?? []);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  return most - least < ONE_PRICE * Math.abs(most) ? '' : levelOf(price, prices.map((importPrice) => ({ importPrice })));
}

/** Of what is not known: the home has it, or nobody does. */
const unknownSaid = ({ text }: Telling, { unread }: Summed, bar: PastPiece): string => (unread.some(({ start, end }) => start < bar.end && end > bar.start) ? text.unfetched : text.unknown);

const isRough = (bar: PastPiece, until: number): boolean => bar.covered > 0 && (bar.estimated > 0 || missingOf(bar, until) > 0);

function pointSaid(telling: Telling, now: Summed, bar: PastPiece): string {
  const { period, until } = now;
  const { text, words } = telling;
  const value = drawnOf(telling)(bar);
  const name = barName(words.language.tag, period, telling.zone, bar);
  const sent = telling.figure === 'energy' && (bar.exportEnergy ?? 0) > 0 ? [text.sent(figureSaid(telling, period, bar, bar.exportEnergy ?? 0))] : [];
  const level = levelIn(now, bar);
  const notes = [...(level === 'cheap' || level === 'dear' ? [words.now.level[level]] : []), ...(bar.covered > 0 && missingOf(bar, until) > 0 ? [text.incomplete] : []), ...(bar.estimated > 0 ? [words.estimated] : [])];
  const said = value !== null ? figureSaid(telling, period, bar, value) : bar.covered > 0 ? words.unknown : unknownSaid(telling, now, bar);
  return [text.point(name, said), ...sent, ...notes].join(words.language.comma);
}

/** The bars as rows: name, bought, sent, cost. */
export function rowsOf(telling: Telling, shown: Summed): readonly (readonly string[])[] {
  const { period, bars, until } = shown;
  const { words, text } = telling;
  const cell = (value: number | null, say: (value: number) => string): string => (value === null ? words.unknown : say(value));
  return bars.filter(({ start }) => start < until).map((bar) => {
    const notes = isRough(bar, until) ? ` (${bar.estimated > 0 ? words.estimated : text.incomplete})` : '';
    const used = (value: number | null): string => cell(value, (known) => energyOf(telling, period, bar, known));
    return [barName(words.language.tag, period, telling.zone, bar), bar.covered === 0 ? unknownSaid(telling, shown, bar) : `${used(bar.importEnergy)}${notes}`, used(bar.exportEnergy), cell(bar.cost, (known) => moneyOf(telling, period, known))];
  });
}
