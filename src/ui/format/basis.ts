import type { Plan } from '#wire/message/bodies.ts';
import type { WantsWords } from '../text/en/wants.ts';

/** What the plan had to do without, in one sentence each; empty where nothing is missing, and of older gateways. */
export function basisSaid({ basis }: Plan, { without }: WantsWords): string {
  return [...(basis?.withoutLoad ? [without.load] : []), ...(basis?.withoutGeneration ? [without.generation] : [])].join(' ');
}
