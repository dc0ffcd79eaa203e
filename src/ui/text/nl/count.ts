import { counting } from '../counting.ts';

export const count = counting('nl', ['one', 'other']);
