import type { MoneyWords } from './en/money.ts';
import { wordsOf } from './words.ts';

export const loadMoneyWords = (): Promise<MoneyWords> => wordsOf('money');
