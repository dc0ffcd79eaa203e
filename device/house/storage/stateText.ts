/** Machine states by name, as they are kept. */
export type KeptStates = Readonly<Record<string, unknown>>;

const EXACT = '$bigint';

/** JSON that also holds bigint, as `{"$bigint":"12"}`: exact energy and money are sums in bigint. */
export const toStateText = (value: unknown): string => JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? { [EXACT]: item.toString() } : item)) ?? 'null';

/** @throws SyntaxError when it is not what `toStateText` wrote. */
export function fromStateText(text: string): unknown {
  return JSON.parse(text, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || !(EXACT in item)) return item;
    return typeof item[EXACT] === 'string' ? BigInt(item[EXACT]) : item;
  });
}
