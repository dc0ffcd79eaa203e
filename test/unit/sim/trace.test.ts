import { describe, expect, it } from 'vitest';
import { EMPTY_TRACE, traced, tracedText, traceHash } from '#domain/sim/trace.ts';

const hashOf = (text: string): string => traceHash(tracedText(EMPTY_TRACE, text));

describe('the trace of a run', () => {
  it('takes a text as its length and its characters, one after the other', () => {
    const byHand = [3, 'a'.charCodeAt(0), 'é'.charCodeAt(0), '\u{ffff}'.charCodeAt(0)].reduce((trace, value) => traced(trace, value), EMPTY_TRACE);
    expect(tracedText(EMPTY_TRACE, 'aé\u{ffff}')).toEqual(byHand);
  });

  it('tells a text from one with a character changed, moved or left out', () => {
    const hashes = ['write 2000 W', 'write 2001 W', 'write 2000W ', 'write 2000 '].map(hashOf);
    expect(new Set(hashes).size).toBe(4);
  });

  it('counts what has gone in', () => {
    expect(tracedText(traced(EMPTY_TRACE, 7), 'abc').count).toBe(5);
  });
});
