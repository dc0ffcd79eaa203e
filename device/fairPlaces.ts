import { isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** Who counts as one neighbour: an IPv4 address; of IPv6 the first 64 bits, which one machine has to itself (RFC 4291, 2.5.1). */
export function neighbourOf(address: string): string {
  const plain = address.replace(MAPPED, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [front = '', back] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = back ? Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0') : [];
  return `${[...front, ...zeros, ...(back ?? [])].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/**
 * The places of a door, shared out by neighbour, so that none keeps the others out: who comes when its neighbour has its
 * share takes the place of that neighbour's oldest, and when all are taken that of the busiest neighbour's oldest.
 */
export class FairPlaces<T> {
  /** In the order of their coming. */
  readonly #held = new Map<T, string>();

  /** @param each places of one neighbour. */
  constructor(private readonly each: number) {}

  get size(): number {
    return this.#held.size;
  }

  /**
   * @param all places that there are for everybody. @param mayGo whether somebody's place may be taken.
   * @returns who has to go, null = nobody; undefined when there is no place: nobody was let in.
   */
  take(who: T, address: string, all: number, mayGo: (one: T) => boolean = () => true): T | null | undefined {
    const neighbour = neighbourOf(address);
    const gone = this.#inTheWayOf(neighbour, all, mayGo);
    if (gone === undefined) return undefined;
    if (gone !== null) this.#held.delete(gone);
    this.#held.set(who, neighbour);
    return gone;
  }

  leave(who: T): void {
    this.#held.delete(who);
  }

  #inTheWayOf(neighbour: string, all: number, mayGo: (one: T) => boolean): T | null | undefined {
    if (this.#of(neighbour).length >= this.each) return this.#of(neighbour).find(mayGo);
    if (this.#held.size < all) return null;
    // The longest list of those who may go; the first of equals is who came first.
    const lists = [...new Set(this.#held.values())].map((one) => this.#of(one).filter(mayGo));
    return lists.sort((a, b) => b.length - a.length)[0]?.[0];
  }

  #of(neighbour: string): T[] {
    return [...this.#held].flatMap(([one, of]) => (of === neighbour ? [one] : []));
  }
}
