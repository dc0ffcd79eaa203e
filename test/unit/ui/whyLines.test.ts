import { describe, expect, it } from 'vitest';
import { whyLines } from '../../../src/ui/format/why.ts';
import { en } from '../../../src/ui/text/en.ts';
import { wants } from '../../../src/ui/text/en/wants.ts';

const reason = { device: 'battery', interval: { start: 0, end: 3_600_000 }, cause: 'cheap-slot' as const, price: 100_000, nextBestPrice: 300_000, saving: 900_000 };

describe('the answer to Why?', () => {
  it('has three lines at the most: the cause, the prices, and what the act is worth by itself', () => {
    const lines = whyLines(en, { ...reason, own: 400_000, flip: 300_000, weighed: 'peak' }, 'GBP', wants);
    expect(lines).toEqual([
      'These are the cheapest hours left. It stays below the highest power that the month has had: more would cost all month.',
      'Power costs 10p then. The next best time costs 30p.',
      'By itself this saves about 40p. Above 30p it would not be worth it.',
    ]);
  });

  it('says at which lower price covering would not be worth it, and nothing of a saving under a penny', () => {
    expect(whyLines(en, { ...reason, cause: 'dear-slot', price: 300_000, nextBestPrice: null, own: 600_000, flip: 120_000 }, 'GBP', wants).at(-1)).toBe('By itself this saves about 60p. Below 12p it would not be worth it.');
    expect(whyLines(en, { ...reason, own: 9_000, flip: 300_000 }, 'GBP', wants)).not.toContain('By itself this saves about 1p. Above 30p it would not be worth it.');
  });

  it('says what an older gateway can tell', () => {
    expect(whyLines(en, reason, 'GBP', wants)).toEqual(['These are the cheapest hours left.', 'Power costs 10p then.', 'The next best time costs 30p.']);
    expect(whyLines(en, undefined, 'GBP', wants)).toHaveLength(1);
  });
});
