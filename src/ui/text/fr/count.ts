import { counting } from '../counting.ts';

export const count = counting('fr', ['one', 'other']);
