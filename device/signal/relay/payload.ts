const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The plain value at a path of a JSON message, or the whole message where the path is empty; undefined where there is none. */
export function fieldOf(payload: Buffer, path: readonly string[]): string | undefined {
  const text = payload.toString('utf8').trim();
  if (path.length === 0) return text === '' ? undefined : text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
