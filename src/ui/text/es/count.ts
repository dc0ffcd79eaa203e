import { counting } from '../counting.ts';

export const count = counting('es', ['one', 'other']);
