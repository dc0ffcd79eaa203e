import type { PriceSlot, Tariff, Today, TodayBar } from '#wire/message/bodies.ts';
import { levelOf } from '../../state/price.ts';
import { formatMoney } from '../format/money.ts';
import { formatEnergy } from '../format/power.ts';
import { formatClock } from '../format/time.ts';
import type { ChartPoint } from '../parts/tw-chart.ts';
import type { Words } from '../text/en.ts';

/** Where the bars of a day are said. */
export interface Told {
  readonly words: Words;
  readonly zone: string;
  readonly currency: string;
}

/** The price that holds when a bar begins. */
const slotOf = (bar: TodayBar, slots: readonly PriceSlot[]): PriceSlot | undefined => slots.find((slot) => slot.start <= bar.start && bar.start < slot.end);

/** From, energy and cost of a bar in words, an estimate marked as such. */
export function cellsOf({ words, zone, currency }: Told, bar: TodayBar): readonly [from: string, energy: string, cost: string] {
  const { language, today, unknown } = words;
  const energy = bar.importEnergy === null ? today.missing : formatEnergy(language.tag, bar.importEnergy);
  return [formatClock(language.tag, bar.start, zone), energy, bar.cost === null ? unknown : formatMoney(language.tag, bar.cost, currency)];
}

/** The day's bars, each in the colour of its price. */
export function pointsOf(told: Told, { bars }: Today, tariff: Tariff | undefined): readonly ChartPoint[] {
  return bars.map((bar) => {
    const slot = tariff && slotOf(bar, tariff.slots);
    const said = told.words.today.point(...cellsOf(told, bar));
    const estimated = bar.quality === 'estimated';
    const level = slot && tariff ? levelOf(slot.importPrice, tariff.slots) : '';
    return { start: bar.start, end: bar.end, value: bar.importEnergy, level, estimated, said: estimated ? `${said}${told.words.language.comma}${told.words.estimated}` : said };
  });
}

/** The bar with most energy; undefined when nothing was used. */
export function mostUsed(bars: readonly TodayBar[]): TodayBar | undefined {
  const [most] = [...bars].sort((a, b) => (b.importEnergy ?? 0) - (a.importEnergy ?? 0));
  return most && (most.importEnergy ?? 0) > 0 ? most : undefined;
}
