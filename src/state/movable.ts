import type { Device } from '#wire/message/bodies.ts';

/** What can be moved, by a plan or by hand: anything that is not a mere meter. Older gateways do not say. */
export const isMovable = ({ primitive }: Device): boolean => primitive !== undefined && primitive !== 'inflexible';
