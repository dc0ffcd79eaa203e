/** What a run has done so far, as one number: two runs that did the same have the same. */
export interface Trace {
  readonly high: number;
  readonly low: number;
  /** How much has gone in. */
  readonly count: number;
}

export const EMPTY_TRACE: Trace = { high: 0xdeadbeef, low: 0x41c6ce57, count: 0 };

/** With one more whole number in it (of any size a double holds exactly). */
export function traced(trace: Trace, value: number): Trace {
  const top = Math.floor(value / 4_294_967_296);
  let high = Math.imul(trace.high ^ value, 2_654_435_761);
  let low = Math.imul(trace.low ^ (value + top), 1_597_334_677);
  high ^= low >>> 15;
  low ^= high >>> 13;
  return { high, low, count: trace.count + 1 };
}

/** With a text in it: its length and each of its characters, as {@link traced} would take them. */
export function tracedText(trace: Trace, text: string): Trace {
  let { high, low, count } = traced(trace, text.length);
  // A character is small: of `traced` only the two products are left.
  for (let i = 0; i < text.length; i++) {
    const value = text.charCodeAt(i);
    high = Math.imul(high ^ value, 2_654_435_761);
    low = Math.imul(low ^ value, 1_597_334_677);
    high ^= low >>> 15;
    low ^= high >>> 13;
    count += 1;
  }
  return { high, low, count };
}

/** 16 hex digits. */
export const traceHash = ({ high, low }: Trace): string => [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
