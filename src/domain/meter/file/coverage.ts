import type { Instant, Interval } from '../../time/instant.ts';

/** Which time has been told, in runs that do not touch; what comes in order costs nothing. */
export class Coverage {
  private readonly found: { start: Instant; end: Instant }[] = [];

  get runs(): readonly Interval[] {
    return this.found;
  }

  /** @returns false where some of it was told already: then nothing is taken. */
  take({ start, end }: Interval): boolean {
    const place = this.placeOf(start);
    const [before, next] = [this.found[place - 1], this.found[place]];
    if ((before && before.end > start) || (next && next.start < end)) return false;
    const [joinsBefore, joinsNext] = [before?.end === start, next?.start === end];
    if (before && next && joinsBefore && joinsNext) {
      before.end = next.end;
      this.found.splice(place, 1);
    } else if (before && joinsBefore) before.end = end;
    else if (next && joinsNext) next.start = start;
    else this.found.splice(place, 0, { start, end });
    return true;
  }

  /** The first run that begins after `start`. */
  private placeOf(start: Instant): number {
    let [low, high] = [0, this.found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.found[middle]?.start ?? Infinity) <= start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
