import { counting } from '../counting.ts';

export const count = counting('ar', ['zero', 'one', 'two', 'few', 'many', 'other']);
