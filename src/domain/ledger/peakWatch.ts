import type { CivilDate } from '../time/civil.ts';
import { periodsTouched, type CalendarPeriod } from '../time/calendar.ts';
import { floorTo, HOUR, MINUTE, type Instant, type Interval } from '../time/instant.ts';
import { stretchesOf, type Stretch } from '../tariff/schedule.ts';
import type { CapacityPart, Tariff } from '../tariff/tariff.ts';
import type { ExactEnergy } from '../units/money.ts';
import type { OpenWindow, Peak, Peaks } from './memory.ts';
import { shareOf } from './metered.ts';

/**
 * Finds the highest windows of each month for a capacity part. Windows lie on the UTC grid of their length, as meters cut
 * them; a metered stretch longer than a window counts as its mean power, a window metered in part as what was metered.
 */
export class PeakWatch {
  private readonly found: Map<CivilDate, Map<string, Peak>>;
  private readonly window: number;
  private readonly months: readonly CalendarPeriod[];
  private readonly prices: readonly Stretch[];
  private month = 0;
  private price = 0;
  private open: OpenWindow | null;

  constructor(part: CapacityPart, period: Interval, calendar: Tariff, before: Peaks, open: OpenWindow | null) {
    this.window = (part.demand.kind === 'peak' ? part.demand.windowMinutes : 60) * MINUTE;
    // A window that ended before was counted there.
    this.open = open && open.start + this.window > period.start ? open : null;
    this.months = periodsTouched('month', period, calendar.zone);
    this.prices = stretchesOf(part.schedule, period, calendar);
    this.found = new Map([...before].map(([month, rates]) => [month, new Map(rates)]));
  }

  post(stretch: Interval, energy: ExactEnergy): void {
    if (stretch.end - stretch.start >= this.window) return this.whole(stretch, energy);
    for (let start = stretch.start; start < stretch.end; ) {
      const slot = floorTo(start, this.window);
      const end = Math.min(slot + this.window, stretch.end) as Instant;
      this.add(slot, shareOf(energy, { start, end }, stretch));
      start = end;
    }
  }

  /** The peaks by month, those of before among them; the window that runs counts as far as it went, and is handed on. */
  close(): { readonly peaks: Peaks; readonly open: OpenWindow | null } {
    const { open } = this;
    this.flush();
    return { peaks: this.found, open };
  }

  private whole({ start, end }: Interval, energy: ExactEnergy): void {
    this.flush();
    this.note(start, (energy * BigInt(HOUR)) / BigInt(end - start));
  }

  private add(start: Instant, energy: bigint): void {
    if (this.open?.start !== start) this.flush();
    this.open = { start, energy: (this.open?.energy ?? 0n) + energy };
  }

  private flush(): void {
    const window = this.open;
    this.open = null;
    if (window) this.note(window.start, (window.energy * BigInt(HOUR)) / BigInt(this.window));
  }

  private note(at: Instant, power: bigint): void {
    while ((this.months[this.month]?.end ?? Infinity) <= at) this.month++;
    while ((this.prices[this.price]?.end ?? Infinity) <= at) this.price++;
    const [month, stretch] = [this.months[this.month], this.prices[this.price]];
    if (!month || at < month.start || stretch?.price == null) return;
    const rates = this.found.get(month.key) ?? new Map<string, Peak>();
    this.found.set(month.key, rates);
    const rate = stretch.rate ?? '';
    if (power > (rates.get(rate)?.power ?? -1n)) rates.set(rate, { power, price: stretch.price });
  }
}
