/**
 * True when every topic that `asked` matches is also matched by `allowed` (MQTT 3.1.1, 4.7.1: `+` one level, `#` the
 * rest, itself included). A plain topic is a filter that matches itself.
 */
export function covers(allowed: string, asked: string): boolean {
  const mine = allowed.split('/');
  const theirs = asked.split('/');
  for (const [at, level] of mine.entries()) {
    if (level === '#') return true;
    const other = theirs[at];
    if (other === undefined || other === '#') return false;
    if (level !== '+' && level !== other) return false;
  }
  return mine.length === theirs.length;
}
