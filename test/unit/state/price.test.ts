import { describe, expect, it } from 'vitest';
import { moneyRate, priceAt } from '../../../src/state/price.ts';
import { DAY_START, homeMessages } from '../../../src/ui/gallery/exampleHome.ts';

const tariff = homeMessages().tariff;
if (!tariff) throw new Error('the messages have a tariff');
const at = (hour: number) => priceAt(tariff, DAY_START + hour * 3_600_000);

describe('the price now', () => {
  it('holds from the start of its slot to before its end', () => {
    expect(at(5.999)?.slot.rate).toBe('night');
    expect(at(6)?.slot.rate).toBe('day');
  });

  it('names the next slot at another price', () => {
    expect(at(14)?.next?.importPrice).toBe(410_000);
    expect(at(47)?.next).toBeNull();
  });

  it('is cheap, middle or dear by its place among the prices of the table', () => {
    expect([at(3)?.level, at(14)?.level, at(17)?.level]).toEqual(['cheap', 'usual', 'dear']);
    const [slot] = tariff.slots;
    expect(priceAt({ ...tariff, slots: slot ? [slot] : [] }, DAY_START)?.level).toBe('flat');
  });

  it('is not known outside the table', () => {
    expect(at(-1)).toBeUndefined();
    expect(at(48)).toBeUndefined();
  });
});

describe('money an hour', () => {
  const [slot] = tariff.slots;
  if (!slot) throw new Error('the table has slots');
  it('is power times the import price', () => expect(moneyRate(2_000, slot)).toBe(184_000));
  it('is earned at the export price when power goes out', () => expect(moneyRate(-2_000, slot)).toBe(-300_000));
  it('is unknown, not 0, where sending out has no price', () => expect(moneyRate(-2_000, { ...slot, exportPrice: null })).toBeNull());
});
