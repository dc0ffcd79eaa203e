import { afterEach, expect, it } from 'vitest';
import { inWords } from '../../../src/ui/format/speech.ts';
import { formatMoney } from '../../../src/ui/format/money.ts';
import { formatEnergy, formatPower } from '../../../src/ui/format/power.ts';
import { formatMoneyRange } from '../../../src/ui/format/about.ts';
import { speak, words, wordsOf } from '../../../src/ui/text/words.ts';

afterEach(() => speak(['en']));

async function said(code: string, currency: string, sentence: (tag: string) => string): Promise<string> {
  await speak([code]);
  const { tag } = words().language;
  return inWords(sentence(tag), { tag, currency, text: await wordsOf('display') });
}

it('says units and money in words, in each language', async () => {
  const sentence = (currency: string) => (tag: string) => `${formatMoney(tag, 1_340_000, currency)}, ${formatEnergy(tag, 6_500_000)}, ${formatPower(tag, 820)}, ${formatMoney(tag, 220_000, currency)}`;
  expect(await said('en', 'GBP', sentence('GBP'))).toBe('1.34 British pounds, 6.50 kilowatt hours, 820 watts, 22 pence');
  expect(await said('de', 'EUR', sentence('EUR'))).toBe('1,34 Euro, 6,50 Kilowattstunden, 820 Watt, 22 Cent');
  expect(await said('fr', 'EUR', sentence('EUR'))).toBe('1,34 euros, 6,50 kilowattheures, 820 watts, 22 centimes');
  expect(await said('nl', 'EUR', sentence('EUR'))).toBe('1,34 euro, 6,50 kilowattuur, 820 watt, 22 cent');
  expect(await said('es', 'EUR', sentence('EUR'))).toBe('1,34 euros, 6,50 kilovatios hora, 820 vatios, 22 céntimos');
  expect((await said('ar', 'GBP', sentence('GBP'))).replace(/\p{Nd}/gu, '0')).toBe('0.00 جنيه إسترليني, 0.00 كيلوواط ساعة, 000 واط, 00 بنسات');
});

it('says one as one', async () => expect(await said('en', 'GBP', () => '1p, 1 kWh, 1.00 kWh')).toBe('1 penny, 1 kilowatt hour, 1.00 kilowatt hours'));

it('says a range and a minus as such, and leaves a dash between words', async () => {
  expect(await said('en', 'GBP', (tag) => formatMoneyRange(tag, 2_100_000, 2_600_000, 'GBP'))).toBe('2.10 British pounds to 2.60 British pounds');
  expect(await said('en', 'GBP', () => '16:00–19:00')).toBe('16:00 to 19:00');
  expect(await said('de', 'EUR', (tag) => formatMoney(tag, -50_000, 'EUR'))).toBe('minus 5 Cent');
  expect(await said('en', 'GBP', () => 'Nothing – yet')).toBe('Nothing – yet');
});

it('leaves words that begin as a unit does', async () => expect(await said('en', 'GBP', () => '2 people, 3 Wednesdays, 4 A4 sheets')).toBe('2 people, 3 Wednesdays, 4 A4 sheets'));
