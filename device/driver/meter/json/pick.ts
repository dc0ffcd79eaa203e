import { parseDecimal, type Decimal } from '#domain/units/decimal.ts';

/** A member of a parsed JSON text by its path, "ENERGY.Power" or "emeters.0.power"; undefined where there is none. */
export function member(body: unknown, path: string): unknown {
  let found: unknown = body;
  for (const name of path.split('.')) found = own(found, name);
  return found;
}

const own = (body: unknown, name: string): unknown => (typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? (body as Readonly<Record<string, unknown>>)[name] : undefined);

export const isObject = (body: unknown): body is Readonly<Record<string, unknown>> => typeof body === 'object' && body !== null && !Array.isArray(body);

export const textAt = (body: unknown, path: string): string | undefined => {
  const found = member(body, path);
  return typeof found === 'string' ? found : undefined;
};

/** Larger is no quantity of a home, and beyond it numbers lose their last digits. */
const LARGEST = 1e15;

/** The number as the text had it, a JSON number or one in quotation marks (some firmware writes those); undefined for anything else. */
export function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value === 'string') return /^[+-]?\d{1,15}(\.\d{1,12})?$/.test(value) ? parseDecimal(value) : undefined;
  return typeof value === 'number' && Math.abs(value) < LARGEST ? parseDecimal(String(value)) : undefined;
}

/** The value of a JSON text; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
