type Plain = string | number | boolean;

/** What stands at an input while its wire is closed, and while it is open; anything else says nothing of the wire. */
export interface WireWords {
  readonly closed: Plain;
  readonly open: Plain;
}

const OPPOSITES: readonly (readonly [string, string])[] = [['true', 'false'], ['1', '0'], ['on', 'off'], ['closed', 'open'], ['high', 'low'], ['hi', 'lo']];

/** The word against one that everybody knows, in its letters: ON and OFF; null for any other. */
export function oppositeOf(word: Plain): string | null {
  const text = String(word);
  const pair = OPPOSITES.find((known) => known.includes(text.toLowerCase()));
  const other = pair?.find((known) => known !== text.toLowerCase());
  if (other === undefined) return null;
  return text === text.toUpperCase() ? other.toUpperCase() : text[0] === text[0]?.toUpperCase() ? `${other[0]?.toUpperCase() ?? ''}${other.slice(1)}` : other;
}

/** Undefined for what is neither word: `unknown`, `unavailable`, noise. */
export function isClosed(text: string, { closed, open }: WireWords): boolean | undefined {
  if (text === String(closed)) return true;
  return text === String(open) ? false : undefined;
}
