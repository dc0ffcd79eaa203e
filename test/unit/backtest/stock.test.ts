import { describe, expect, it } from 'vitest';
import { Stock } from '../../../device/backtest/stock.ts';

describe('what a battery holds, at what it cost', () => {
  it('is no day’s cost when it goes in, and its mean cost when it comes out', () => {
    const stock = new Stock(0, 0);
    expect(stock.move(2_000_000, 200_000)).toBe(0);
    expect(stock.move(2_000_000, 600_000)).toBe(0);
    expect(stock.value).toBe(800_000);
    // 1 kWh of four that cost 0.80 in all, used where it saved 0.30.
    expect(stock.move(-1_000_000, -300_000)).toBe(-100_000);
    expect(stock.value).toBe(600_000);
  });

  it('leaves nothing behind when it is empty', () => {
    const stock = new Stock(1_000_000, 250_000);
    expect(stock.move(-1_000_000, -400_000)).toBe(-150_000);
    expect(stock.value).toBe(0);
  });
});
